// Acts that take effect and then wait, for what they began to be over: deletes, stop, cancel-and-wait.
//
//   z3::expr stands = encoding.waiting.waits(a);
//   z3::expr over = encoding.waiting.may_resume(graph.events.at(b), b);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class WaitEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr waits(int request);
  [[nodiscard]] bool may_go_on_at_once(const Event& request) const;
  [[nodiscard]] z3::expr may_resume(const Event& resume, int moment);

 private:
  z3::expr goes_on_at_dispatch(int request);
  z3::expr returned(const Action& by, int root, int moment);
};

}  // namespace afterlife

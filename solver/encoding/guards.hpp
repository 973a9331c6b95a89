// When an event may happen: control has come to it, what it needs is there, and no assumption of the scenario forbids
// it.
//
//   z3::expr ready = encoding.guards.of(graph.events.at(e), e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class GuardEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr of(const Event&, int moment);
  [[nodiscard]] z3::expr of_act(const Event&, int moment);  // what the act itself waits for
  [[nodiscard]] z3::expr assumptions(const Event&, int moment);

 private:
  z3::expr of_framework(const Event&, int moment);
  z3::expr assumed_before(const Order&, int first, int moment);
};

}  // namespace afterlife

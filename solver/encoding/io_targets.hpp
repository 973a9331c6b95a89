// I/O targets: requests are sent to them, and complete.
//
//   z3::expr refused = encoding.io_targets.send_fails(a);
//   z3::expr open = encoding.io_targets.occupied(o, e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class IoTargetEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr closed(int target, int moment);
  [[nodiscard]] z3::expr send_fails(int event);
  [[nodiscard]] z3::expr occupied(int target, int moment);

 private:
  Memo<int, int> occupied_{deadline_};  // by target and moment
};

}  // namespace afterlife

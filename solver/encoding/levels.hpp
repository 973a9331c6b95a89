// Levels: who is at DISPATCH_LEVEL.
//
//   z3::expr high = encoding.levels.at_dispatch(e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class LevelEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr at_dispatch(int event);                        // its agent is
  [[nodiscard]] z3::expr deletion_at_dispatch(int object, int moment);  // the one that the object belongs to
  [[nodiscard]] z3::expr takes_passive(int object, int moment);  // its deletion would take something that is passive

 private:
  z3::expr asked_at_dispatch(int request, int object);

  Memo<int> of_body_{deadline_};           // of a callback body, by the event that begins it
  Memo<int, int> of_deletion_{deadline_};  // by object and moment
};

}  // namespace afterlife

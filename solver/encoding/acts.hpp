// What an act does: its outcome, and the objects that it touches.
//
//   z3::expr created = encoding.acts.outcome(a);
//   z3::expr used = encoding.context.happens(e) && encoding.acts.touches(e, o);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class ActEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // What the ways that follow an event depend on (Literal::Kind::outcome); of a delete, that it takes effect.
  [[nodiscard]] z3::expr outcome(int event);
  [[nodiscard]] z3::expr touches(int event, int object);
  [[nodiscard]] z3::expr drops_or_deletes(int event, int object);
  [[nodiscard]] z3::expr redundant(int event, int object);  // a first request for it that changes nothing
  [[nodiscard]] z3::expr asks_for(int event, int object);   // deletes it or one above it, or creates it

 private:
  z3::expr starts_first(int event);
  z3::expr takes_effect(int request);
  z3::expr touches_with(int event, int object);

  Memo<int> outcomes_{deadline_};  // by event
};

}  // namespace afterlife

// The end of the prefix: who stands where, and whether anything can still move.
//
//   z3::expr stuck = encoding.end.is_at_rest() && encoding.end.somebody_waits();
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class EndOfPrefixEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // Whether event is what its agent does next; and whether it could happen then.
  [[nodiscard]] z3::expr stands_at(int event);
  [[nodiscard]] z3::expr enabled(int event);
  [[nodiscard]] z3::expr stands_waiting_at_dispatch(int event);
  [[nodiscard]] z3::expr comes_to_something(int event);  // its agent stands at it or has done it, to something
  [[nodiscard]] z3::expr somebody_waits();
  [[nodiscard]] z3::expr leaked(int object);
  // Nothing can move but threads in outermost loops that nobody has asked to stop (the machine then has to confirm that
  // they only go round).
  [[nodiscard]] z3::expr is_at_rest();

 private:
  z3::expr waits_at(int event);  // stands at it, and it is a wait whose condition does not hold
  z3::expr others_can_go_on(const Event&);
  z3::expr changes_for_good(int event);  // the act would change something that never changes back
  z3::expr ignored(int object);
  z3::expr placed_at_end(int event);
};

}  // namespace afterlife

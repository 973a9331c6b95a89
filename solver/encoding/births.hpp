// Births: which instances there are at a moment, and which one a create makes.
//
//   z3::expr there = encoding.births.born(o, e);
//   z3::expr made = encoding.births.binds(a, o);       // the create a makes the instance o
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class BirthEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr born(int object, int moment);
  [[nodiscard]] z3::expr binds(int create, int object);
  // The next instance that is not born has this number (count + 1: none is left).
  [[nodiscard]] z3::expr create_next(int create, int number, int moment);
  [[nodiscard]] z3::expr create_succeeds(int create, int moment);

 private:
  z3::expr may_be_created(int object, int moment);
  z3::expr parent_taken(int parent, int moment);

  Memo<int, int> born_{deadline_};  // by object and moment
};

}  // namespace afterlife

// A goal as a formula over the events of an execution.
//
//   const z3::expr reached = formula(goal, encoding);
//   encoding.cone.add_to(solver, reached);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoding.hpp"
#include "solver/question/goals.hpp"

namespace afterlife {

z3::expr formula(const Goal&, Encoding&);

}  // namespace afterlife

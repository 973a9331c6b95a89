// Asking Z3 as long as there is time, and no longer: a thread of its own stops it when the time is over or somebody
// interrupts. Where no thread can be made, Z3 is asked in slices of work instead, with a look at the clock between
// them.
//
//   const z3::check_result result = ask(solver, deadline);             // unknown soon after the deadline has passed
//   const z3::check_result under = ask(solver, deadline, &switches);   // the same under assumptions
#pragma once

#include <z3++.h>

#include "solver/util/deadline.hpp"

namespace afterlife {

z3::check_result ask(z3::solver&, const Deadline&, const z3::expr_vector* assumed = nullptr);

}  // namespace afterlife

// Why no execution does what a check asks about: the smallest set of reasons (solver/core.hpp), for a verdict and as a second
// answer.
//
//   give_reasons(verdict, shared_z3, check, events, statics, deadline);
//   if (follows_from_its_reasons(shared_z3, check, events, statics, deadline)) ...
#pragma once

#include "model/verdict.hpp"
#include "solver/search/unsat_core.hpp"

namespace afterlife {

// Fills in `because` and what it is. Nothing changes but that when the time is over before.
void give_reasons(Verdict&, SharedZ3&, const Check&, const Events&, const Statics&, const Deadline&);

// Whether a smallest set of reasons excludes it again, alone, in an encoding made anew that knows nothing of the order graph
// and leaves everything else open. False: no set was found in time, or none excludes it by itself (at rest the machine has
// its say). Throws std::logic_error when they do not exclude it after all, and GivenUp.
bool follows_from_its_reasons(SharedZ3&, const Check&, const Events&, const Statics&, const Deadline&);

}  // namespace afterlife

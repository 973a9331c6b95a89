// Whether a check speaks of anything that can happen: one that does not can never be violated, and says nothing.
//
//   if (is_vacuous(check, graph, search) == Found::Answer::yes) print(never_happens(check, graph, search));
#pragma once

#include <string>

#include "solver/question/goals.hpp"
#include "solver/search/search.hpp"

namespace afterlife {

// Yes: nothing of what it speaks of can happen. No for every `possible`, which is violated then.
Found::Answer is_vacuous(const Check&, const EventGraph&, Search&);

// What it is that never happens, of a check that is vacuous or asks for the order of what is never there.
std::string never_happens(const Check&, const EventGraph&, Search&);

// The same check, asked in another way.
Check as(Check::Kind, Check);

}  // namespace afterlife

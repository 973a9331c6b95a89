// Whether a check speaks of anything that can happen: one that does not can never be violated, and says nothing.
//
//   const Vacuity found = is_vacuous(check, graph, search);
//   if (found.answer == Found::Answer::yes) print(never_happens(check, found));
#pragma once

#include <string>

#include "solver/question/goals.hpp"
#include "solver/search/search.hpp"

namespace afterlife {

struct Vacuity {
  Found::Answer answer = Found::Answer::unknown;
  // Yes: whether the first thing that it speaks of happens at least: an act for a hazard, the later event for an order.
  bool first_happens = false;
};

// Yes: nothing of what it speaks of can happen. No for every `possible`, which is violated then.
Vacuity is_vacuous(const Check&, const EventGraph&, Search&);

// What it is that never happens, of a check that is vacuous or asks for the order of what is never there.
std::string never_happens(const Check&, const Vacuity&);

// The same check, asked in another way.
Check as(Check::Kind, Check);

}  // namespace afterlife

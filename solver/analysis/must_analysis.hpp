// What each event of a scenario needs before it, with reasons: the edges and case distinctions of the order graph.
// Each kind of order is made by one small function here, and nowhere else.
//
//   for (const Need& need : needs_of(events, statics).of[e]) print(need.reason);
#pragma once

#include <utility>
#include <vector>

#include "solver/analysis/order_graph.hpp"
#include "solver/analysis/may_analysis.hpp"

namespace afterlife {

struct Needs {
  std::vector<std::vector<Need>> of;               // by event
  std::vector<std::pair<int, int>> ordered_pairs;  // (first, then): in this order whenever both happen
};

// Throws GivenUp when the deadline has passed.
Needs needs_of(const Events&, const Statics&, const Deadline& = Deadline());

// What is left of them when nothing is known but the structure of bodies: that each runs from its top to its end.
Needs structure_of(Needs);

}  // namespace afterlife

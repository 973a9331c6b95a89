// What each event of a scenario needs before it, with reasons: the edges and case distinctions of the order graph.
// Each kind of order is made by one small function here, and nowhere else.
//
//   for (const Need& need : must_analysis(events, may).of[e]) print(need.reason);
#pragma once

#include <utility>
#include <vector>

#include "solver/analysis/may_analysis.hpp"
#include "solver/analysis/order_graph.hpp"

namespace afterlife {

struct MustAnalysis {
  std::vector<std::vector<Need>> of;               // by event
  std::vector<std::pair<int, int>> ordered_pairs;  // (first, then): in this order whenever both happen
};

// Throws Stopped when the deadline has passed.
MustAnalysis must_analysis(const Events&, const MayAnalysis&, const Deadline& = Deadline());

// What is left of them when nothing is known but the structure of bodies: that each runs from its top to its end.
MustAnalysis structure_of(MustAnalysis);

}  // namespace afterlife

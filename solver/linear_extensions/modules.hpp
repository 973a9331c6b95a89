// The largest modules of an order that is neither parallel nor in series.
//
//   for (const std::vector<int>& module : largest_modules(poset, part, budget)) ...   // each element is in one of them
//
// A module (autonomous set) is a set of elements that nothing outside tells apart: what is below one of them is below
// all, what is above one is above all. Elements with the same covers are the simplest example. Of a row that satisfies
// the order, the elements of a module can be rearranged among the places that they have, in any way that the order
// among themselves allows, and the row still satisfies it. So
//
//   number(order) = number(order with the module made a chain) * number(the module by itself).
//
// In an order that is connected and no series, modules other than the whole lie each within a largest one, and the
// largest ones are disjoint (Gallai 1967).
#pragma once

#include <vector>

#include "solver/linear_extensions/budget.hpp"
#include "solver/linear_extensions/poset.hpp"

namespace afterlife {

// Each module sorted, and the modules by their first elements. The part is a module itself, and sorted. When the budget
// is spent the answer means nothing.
std::vector<std::vector<int>> largest_modules(const Poset&, const std::vector<int>& part, Budget&);

}  // namespace afterlife

// What an event name in a check or an assumption means: instances, pairs of them, and the name of each.
//
//   for (const auto& [first, then] : pairs_of(instances, check.order))
//     std::cout << name_in(instances, check.order.first, first);       // "Memory#1.cleanup"
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "solver/instances/instances.hpp"

namespace afterlife {

// The instances (or the thread) that a name in a check or an assumption means.
std::vector<int> instances_of(const Instances&, const EventName&);
// Pairs of (first, then) that an order ranges over; an instance with itself is left out where `count` is above 1,
// unless both are written with their number.
std::vector<std::pair<int, int>> pairs_of(const Instances&, const Order&);

// The event with its instance: "Memory#1.cleanup" for a check that names Memory.cleanup.
std::string name_in(const Instances&, const EventName&, int index);

}  // namespace afterlife

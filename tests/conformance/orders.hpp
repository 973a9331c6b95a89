// Which orders a reading permits: all of them, or how far it goes along with one of them.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "tests/conformance/table.hpp"

namespace afterlife::conformance {

// Every order in which those callbacks begin that the scenario gives, in executions that have come to rest.
std::set<Order> permitted_orders(const Scenario&, const Framework&);

// The same question about one order, which is asked without looking at those that part from it.
struct Following {
  bool permitted = false;
  std::size_t longest = 0;     // begins that were permitted
  std::set<std::string> then;  // what may begin after them
};
Following follow(const Scenario&, const Framework&, const Order& observed);

// "permitted is C:A, then C:B or D:A", and the nearest of the orders when they are given.
std::string where_they_part(const Order& observed, const Following&);
std::string nearest(const std::set<Order>& permitted, const Order& observed);

// Whether some execution comes to rest while an agent waits.
bool can_hang(Scenario, const Framework&);

}  // namespace afterlife::conformance

// How large a scenario becomes before any of it is made: so that one that is too large gets an answer, not a dead
// machine.
//
//   keep_to_limits(instances, scenario.bounds);   // throws
#pragma once

#include "solver/instances/instances.hpp"

namespace afterlife {

// Throws Stopped where the scenario is too large to be decided.
void keep_to_limits(const Instances&, Bounds);

}  // namespace afterlife

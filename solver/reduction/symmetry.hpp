// Instances that can be exchanged.
//
//   const std::vector<bool> alike = interchangeable(scenario, framework);
//   if (alike[memory]) ...       // Memory#1 and Memory#2 change places in an execution, and it is one again
#pragma once

#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

// By declaration: it has several instances, nobody picks one of them out, they have the same parent and allocator,
// nothing is below one of them or allocated from it, and no rule looks at the order of their birth.
std::vector<bool> interchangeable(const Scenario&, const Framework&);

}  // namespace afterlife

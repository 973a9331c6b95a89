// Random scenarios that keep the language's rules and use every construct in scope; the same seed gives the same
// scenario.
//
//   std::string yaml = random_scenario_text(42);
#pragma once

#include <cstdint>
#include <string>

#include "model/scenario.hpp"

namespace afterlife {

// As read_scenario would give it, but for places in the file.
Scenario random_scenario(std::uint64_t seed);
std::string random_scenario_text(std::uint64_t seed);

}  // namespace afterlife

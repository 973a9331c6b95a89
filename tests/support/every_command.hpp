// What each command of the program asks of the libraries, asked of one scenario, with little time for each: nothing may
// break off, whatever the scenario is.
//
//   every_command(scenario, framework);   // throws std::logic_error where something breaks off
//
// And a scenario for a framework that nobody knows: each of its types, with every action that their roles take.
#pragma once

#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

void every_command(const Scenario&, const Framework&);

// One text for each of the first `most` types.
std::vector<std::string> scenarios_for(const Framework&, std::size_t most);

}  // namespace afterlife

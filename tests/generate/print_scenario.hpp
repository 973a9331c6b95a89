// A scenario as YAML text, such that reading it gives the same scenario again (apart from places in the file).
//
//   std::string text = print_scenario(scenario);
//   read_scenario({"again.yaml", text}, framework);
#pragma once

#include <string>

#include "model/scenario.hpp"

namespace afterlife {

std::string print_scenario(const Scenario&);

// "Child.cleanup before Memory#2.destroy", "never leak of X": a check as it is written.
std::string print_order(const Scenario&, const Order&);
std::string print_check(const Scenario&, const Check&);

}  // namespace afterlife

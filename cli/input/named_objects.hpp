// The objects that `--of Child,Memory` names.
//
//   std::vector<int> of;
//   if (!named_objects(scenario, options.of, err, of)) return ExitCode::bad_input;
#pragma once

#include <string>
#include <vector>

#include "cli/terminal/output.hpp"
#include "model/scenario.hpp"

namespace afterlife {

// Fills in declarations; says what is wrong, and which there are, where one is not declared.
bool named_objects(const Scenario&, const std::vector<std::string>& names, const Output& err, std::vector<int>& of);

}  // namespace afterlife

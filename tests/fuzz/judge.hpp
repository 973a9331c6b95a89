// What must be true of whatever a reader gives back. A broken promise aborts, so that a fuzzer sees it.
#pragma once

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife::fuzz {

// Indices are within bounds, parents do not go in a circle, actions have the bodies that their kind has.
void judge(const Scenario&);
void judge(const Framework&);
// Codes are in the table, places in the text, in the order of the file.
void judge(const Diagnostics&, const Source&);

}  // namespace afterlife::fuzz

// A diagnostic as text for people.
//
//   lookaside.yaml:8:22: error[AL0301]: unknown type 'WDFLOKASIDE'
//     8 |   Lookaside: { type: WDFLOKASIDE, parent: Parent }
//       |                      ^^^^^^^^^^^
//     help: did you mean 'WDFLOOKASIDE'?
#pragma once

#include <string>

#include "model/diagnostic.hpp"

namespace afterlife {

// Ends with a line end. With colour: ANSI escapes.
std::string render(const Diagnostic&, bool colour);
// One after the other, with an empty line between two.
std::string render(const Diagnostics&, bool colour);

}  // namespace afterlife

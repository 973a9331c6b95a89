// A diagnostic as text for people.
//
//   shelf.yaml:8:18: error[AL0301]: unknown type 'BOKSHELF'
//     8 |   Upper: { type: BOKSHELF, parent: Parent }
//       |                  ^^^^^^^^
//     help: did you mean 'BOOKSHELF'?
#pragma once

#include <string>

#include "model/diagnostic.hpp"

namespace afterlife {

// Ends with a line end. With colour: ANSI escapes.
std::string render(const Diagnostic&, bool colour);
// One after the other, with an empty line between two.
std::string render(const Diagnostics&, bool colour);

}  // namespace afterlife

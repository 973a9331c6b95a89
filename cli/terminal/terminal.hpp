// What standard output is: how wide, and whether colour is welcome.
//
//   const Paint paint(wants_colour(options.colour, STDOUT_FILENO));
//   const std::size_t columns = width_of(STDOUT_FILENO);
#pragma once

#include <cstddef>

namespace afterlife {

enum class Colour { automatic, always, never };

// Colour only on a terminal, and never when NO_COLOR is set and not empty (https://no-color.org); `--color` overrules
// both.
bool wants_colour(Colour asked, int descriptor);

// Columns of the terminal, or 120 when it is none.
std::size_t width_of(int descriptor);

}  // namespace afterlife

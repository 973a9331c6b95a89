// How a report is to look.
//
//   const Look look = look_of(options);            // standard output as it is now
#pragma once

#include <cstddef>

#include "cli/options.hpp"

namespace afterlife {

struct Look {
  std::size_t width = 120;
  bool colour = false;
  bool quiet = false;  // only what is not as expected, and the total
  bool stats = false;  // a line about each decision
};

Look look_of(const Options&);

}  // namespace afterlife

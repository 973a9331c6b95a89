#include "cli/report/look.hpp"

#include <unistd.h>

#include "cli/terminal/terminal.hpp"

namespace afterlife {

Look look_of(const Options& options) {
  return {.width = width_of(STDOUT_FILENO),
          .colour = wants_colour(options.colour, STDOUT_FILENO),
          .quiet = options.quiet,
          .stats = options.stats};
}

}  // namespace afterlife

#include "cli/terminal/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace afterlife {
namespace {

constexpr std::size_t kDefaultWidth = 120;

bool environment_has(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool dumb_terminal() {
  const char* term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) == "dumb";
}

}  // namespace

bool wants_colour(Colour asked, int descriptor) {
  if (asked != Colour::automatic) return asked == Colour::always;
  return ::isatty(descriptor) == 1 && !environment_has("NO_COLOR") && !dumb_terminal();
}

std::size_t width_of(int descriptor) {
  winsize size = {};
  if (::isatty(descriptor) != 1 || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kDefaultWidth;
  return size.ws_col;
}

}  // namespace afterlife

#include "cli/report/reading.hpp"

#include "cli/input/input.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {

std::string in_brackets(const Framework& framework) { return "[" + printable(shown_name(framework)) + "]"; }

std::string under(const Framework& framework) { return "  " + in_brackets(framework) + "\n"; }

std::string why_ended(const Stopped& stopped) {
  switch (stopped.kind()) {
    case Stopped::Kind::interrupted: return "interrupted";
    case Stopped::Kind::time: return "the time was over";
    case Stopped::Kind::memory:
    case Stopped::Kind::too_large:
    case Stopped::Kind::too_many_states:
    case Stopped::Kind::solver:
    case Stopped::Kind::broken: break;
  }
  return printable(stopped.text());
}

}  // namespace afterlife

// How large a scenario becomes before any of it is made: so that one that is too large gets an answer, not a dead machine.
//
//   if (std::optional<std::string> why = too_large(world, scenario.bounds)) verdict.reason = *why;
#pragma once

#include <optional>
#include <string>

#include "solver/instances/instances.hpp"

namespace afterlife {

// Thrown while events are made when they turn out to be too many, or the ways between them.
struct TooLarge {
  std::string why;
};

// Why the scenario is too large to be decided; nothing when it is not.
std::optional<std::string> too_large(const World&, Bounds bounds);

}  // namespace afterlife

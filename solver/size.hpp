// How large a scenario becomes before any of it is made: so that one that is too large gets an answer, not a dead machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "solver/world.hpp"

namespace afterlife {

// Thrown while events are made when they turn out to be too many, or the ways between them.
struct TooLarge {
  std::string why;
};

struct Size {
  std::uint64_t events = 0;  // when bodies are unfolded
  std::uint64_t orders = 0;  // pairs of objects that ordering rules speak of
};

Size size_of(const World&, Bounds bounds);

// Why the scenario is too large to be decided; nothing when it is not.
std::optional<std::string> too_large(const World&, Bounds bounds);

}  // namespace afterlife

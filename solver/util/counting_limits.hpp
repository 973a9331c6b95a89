// How much counting may take, for whoever asks for it without counting by himself.
//
//   CountingLimits limits;
//   limits.deadline = &deadline;
#pragma once

#include <cstdint>

namespace afterlife {

class Deadline;

// Beyond any of these counting is refused, and the refusal says which and how large. Nothing is ever counted in part.
struct CountingLimits {
  int elements = 30'000;                 // a table of all pairs is made: a quarter of a byte for each
  std::uint64_t down_sets = 2'000'000;   // made for one part that is no tree
  std::uint64_t steps = 20'000'000'000;  // in all; about half a minute
  std::uint64_t megabytes = 1'024;       // for the down-sets of one part, at most
  const Deadline* deadline = nullptr;    // Stopped is thrown when it has passed
};

}  // namespace afterlife

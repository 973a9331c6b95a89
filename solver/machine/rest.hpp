// Executions that have come to rest, and those who wait then.
//
//   for (const Agent agent : rest.waiting) std::cout << machine.waiting(here, agent).words;
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

struct Rest {
  std::vector<Agent>
      waiting;               // agents that can move in no state of the closed set, those held back by `assume` left out
  std::uint64_t states = 1;  // size of the closed set
};

// What a waiting agent waits for: the action it stands at, and the agents that would have to move for it.
struct Waiting {
  const Action* action = nullptr;
  std::string words;      // "waits for lock L, which U holds", "waits inside the call for the cleanup of Parent"
  std::vector<Agent> on;  // who could end the wait, as far as that is known
};

// How many states may be kept at a time, at most `most`: each holds every object and every thread, and in all of them
// together there are so many. Counted, not timed, so that the same question always gets the same answer.
constexpr std::size_t kObjectsInStates = 4'000'000;  // some hundred bytes each
std::size_t states_that_fit(const Instances&, std::size_t most, std::size_t objects = kObjectsInStates);

}  // namespace afterlife

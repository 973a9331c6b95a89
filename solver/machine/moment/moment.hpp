// How everything stands at one moment of an execution: what a State holds, laid open inside the machine.
//
//   const bool deleted = now.objects[object].root >= 0;
//   for (const auto& [which, run] : now.runs) visit(which.first);
//
// Three parts: the state, the history and the counts (solver/machine/state.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "solver/machine/moment/moment_parts.hpp"

namespace afterlife {

struct Moment {
  // What questions remember of their answers, beside the counts. A question writes here too: two threads cannot share a
  // `const Moment`.
  struct Cache {
    std::vector<BlockerCount> blockers;  // by class, then object
    std::vector<std::int32_t> assumed;   // by assumption: so many instances of its first event have it behind them
  };

  friend bool operator==(const Moment&, const Moment&);
  [[nodiscard]] std::size_t hash() const;

  std::vector<ObjectNow> objects;
  RunNow teardown;
  bool teardown_ended = false;
  std::vector<ThreadNow> threads;
  std::map<std::int32_t, RunNow> bodies;                         // running callbacks: 2 * instance, + 1 for destroy
  std::map<std::pair<std::int32_t, std::int32_t>, RunNow> runs;  // runs in progress, by instance and number
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> items;  // how often: by collection and item
  // 0 free, else the agent that holds it; negative once that has ended (compared: all alike).
  std::vector<std::int32_t> locks;
  std::vector<char> signals, flags;

  // History: removal callbacks of which one has ended, by instance and number.
  std::set<std::pair<std::int32_t, std::int32_t>> called;

  // Counted along:
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> calling;  // removal callbacks in progress: how many
  std::vector<std::int32_t> births;                                       // by declaration: instances born
  std::vector<std::int32_t> order;    // children in birth order, one stretch for each parent
  std::vector<std::uint32_t> epochs;  // by class: grows when something may block again
  mutable Cache cache;
};

}  // namespace afterlife

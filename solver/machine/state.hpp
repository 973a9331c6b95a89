// A state of the machine (solver/machine/machine.hpp): a value that can be copied, compared and hashed.
//
//   State before = machine.initial();
//   State after = before;
//   machine.apply(after, step);
//   std::unordered_set<State, StateHash> seen = {before, after};
//
// What is inside is the machine's own (solver/machine/moment/moment.hpp). Three parts:
//
//   the state     what docs/semantics.md lists under "The machine": where the agents stand, what has become of the
//                 objects, the locks, signals, flags and stop requests. Whether an execution comes to rest depends on
//                 nothing else (Machine::at_rest).
//   the history   which entry and removal callbacks have ended once: orders of events speak of it. Compared and hashed
//                 with the state by a search for an execution, and no part of the question whether a state is at rest.
//   the counts    derived from the state, so that asking for a step costs little. Never compared.
//
// Asking changes what is remembered of the counts: two threads cannot share a `const State`.
#pragma once

#include <cstddef>
#include <utility>

#include "solver/machine/moment/moment.hpp"

namespace afterlife {

class State {
 public:
  State() = default;
  friend bool operator==(const State& a, const State& b) { return a.now_ == b.now_; }
  [[nodiscard]] std::size_t hash() const { return now_.hash(); }

 private:
  friend class Machine;
  explicit State(Moment now) : now_(std::move(now)) {}

  Moment now_;
};

struct StateHash {
  std::size_t operator()(const State& state) const { return state.hash(); }
};

}  // namespace afterlife

// A state of the machine (solver/machine/machine.hpp): a value that can be copied, compared and hashed.
//
//   State before = machine.initial();
//   State after = before;
//   machine.apply(after, step);
//   std::unordered_set<State, StateHash> seen = {before, after};
//
// What is inside is the machine's own. Three parts:
//
//   the state     what docs/semantics.md lists under "The machine": where the agents stand, what has become of the
//                 objects, the locks, signals, flags and stop requests. Whether an execution comes to rest depends on
//                 nothing else (Machine::at_rest).
//   the history   which entry and removal callbacks have ended once: orders of events speak of it. Compared and hashed
//                 with the state by a search for an execution, and no part of the question whether a state is at rest.
//   the counts    derived from the state, so that asking for a step costs little. Never compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace afterlife {

class Machine;

class State {
 public:
  friend bool operator==(const State&, const State&);
  [[nodiscard]] std::size_t hash() const;

 private:
  friend class Machine;

  // Bits of an object.
  enum : std::uint32_t {
    kBorn = 1,
    kCleanupBegun = 2,
    kCleanupEnded = 4,
    kDestroyBegun = 8,
    kDestroyEnded = 16,
    kRoot = 32,
    kRequested = 64,
    kPassedOver = 128,
    kQueued = 256,       // a run of its entry callback is pending; a request: it is in flight
    kClosed = 512,       // an I/O target that takes nothing more
    kAtDispatch = 1024,  // a root: its deletion is carried out at DISPATCH_LEVEL
    kState = 2047,
    kRan = 2048,  // history: some run has ended
    kCompared = kState | kRan,
    kReached = 4096,  // a count: the cleanup walk has reached it (follows from the state and never becomes false)
  };

  struct Object {
    mutable std::uint32_t bits = 0;
    std::int32_t references = 0;  // explicit ones
    std::int32_t position = 0;    // in birth order among its siblings
    std::int32_t begun = 0;       // runs so far, within the bound
    std::int32_t remembers = -1;  // the run that it takes for its current one
    std::int32_t sent_to = -1;    // in flight: the target
    // Counted along:
    std::int32_t held = 0;      // references that the framework holds on it
    std::int32_t root = -1;     // its deletion root
    std::int32_t births = 0;    // children born so far
    std::int32_t running = 0;   // runs in progress
    std::int32_t occupied = 0;  // requests that were sent to it and have not completed

    [[nodiscard]] bool is(int bit) const { return (bits & bit) != 0; }
  };

  // Where an agent stands in its body.
  struct Run {
    std::int32_t pc = 0;
    std::int32_t object = -1;             // whose deletion, or whose runs, it waits for
    std::vector<std::int32_t> registers;  // loop counters, bindings, bindings saved at loop entries
    std::vector<std::uint64_t> set;       // what is left of `each`, as bits from the declaration's first instance
    std::int32_t left = 0;                // how many that are
    bool at_dispatch = false;             // the level of the body
    std::int32_t sent_to = -1;            // a completion run: where its request was sent
    friend bool operator==(const Run&, const Run&) = default;
  };

  struct Thread {
    Run run;
    bool started = false, asked = false, ended = false;
    std::vector<std::int32_t> holds;  // instances still to be released, the next one last
    friend bool operator==(const Thread&, const Thread&) = default;
  };

  // For one object and one class of blocking objects (machine_impl.hpp, BlockerClass): how many of its on-list children
  // block, how many of their subtrees contain one that does, and where to look first. All of it counted along.
  struct BlockerCount {
    std::int32_t children = 0, subtrees = 0;
    bool self_counted = false, subtree_counted = false;    // what its parent has counted of it
    std::int32_t first_self = 0, first_subtree = 0;        // no on-list child before this position blocks
    std::int32_t last_self = -1, last_subtree = -1;        // none after
    std::int32_t skip_ancestor = -2, skip_preceding = -2;  // next ancestor worth looking at; -2: not known
    std::uint32_t skip_preceding_epoch = 0;
  };

  std::vector<Object> objects_;
  Run teardown_;
  bool teardown_ended_ = false;
  std::vector<Thread> threads_;
  std::map<std::int32_t, Run> bodies_;                         // running callbacks: 2 * instance, + 1 for destroy
  std::map<std::pair<std::int32_t, std::int32_t>, Run> runs_;  // runs in progress, by instance and number
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> items_;  // how often: by collection and item
  std::vector<std::int32_t>
      locks_;  // 0 free, else the agent that holds it; negative once that has ended (compared: all alike)
  std::vector<char> signals_, flags_;

  // History: removal callbacks of which one has ended, by instance and number.
  std::set<std::pair<std::int32_t, std::int32_t>> called_;

  // Counted along:
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> calling_;  // removal callbacks in progress: how many
  std::vector<std::int32_t> births_;                                       // by declaration: instances born

  std::vector<std::int32_t> order_;             // children in birth order, one stretch for each parent
  mutable std::vector<BlockerCount> blockers_;  // by class, then object
  mutable std::vector<std::int32_t>
      assumed_;                        // by assumption: so many instances of its first event have it behind them
  std::vector<std::uint32_t> epochs_;  // by class: grows when something may block again
};

struct StateHash {
  std::size_t operator()(const State& state) const { return state.hash(); }
};

}  // namespace afterlife

// What a moment knows of one object, one body in progress, one thread; and what it has counted of one object.
//
//   if (now.objects[object].is(ObjectNow::kBorn)) visit(object);
//   const int stands_at = now.teardown.pc;
#pragma once

#include <cstdint>
#include <vector>

namespace afterlife {

struct ObjectNow {
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
    kRan = 2048,         // history: some run has ended
  };

  std::uint32_t bits = 0;
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

  [[nodiscard]] bool is(std::uint32_t any_of) const { return (bits & any_of) != 0; }
  [[nodiscard]] bool referenced() const { return references > 0 || held > 0; }
};

// Where an agent stands in its body.
struct RunNow {
  std::int32_t pc = 0;
  std::int32_t object = -1;             // whose deletion, or whose runs, it waits for
  std::vector<std::int32_t> registers;  // loop counters, bindings, bindings saved at loop entries
  std::vector<std::uint64_t> set;       // what is left of `each`, as bits from the declaration's first instance
  std::int32_t left = 0;                // how many that are
  bool at_dispatch = false;             // the level of the body
  std::int32_t sent_to = -1;            // a completion run: where its request was sent
  friend bool operator==(const RunNow&, const RunNow&) = default;
};

struct ThreadNow {
  RunNow run;
  bool started = false, asked = false, ended = false;
  std::vector<std::int32_t> holds;  // instances still to be released, the next one last
  friend bool operator==(const ThreadNow&, const ThreadNow&) = default;
};

// For one object and one class of those that block somebody (BlockerClass): how many of its on-list children block, how
// many of their subtrees contain one that does, and where to look first.
struct BlockerCount {
  std::int32_t children = 0, subtrees = 0;
  bool self_counted = false, subtree_counted = false;    // what its parent has counted of it
  bool reached = false;                                  // the cleanup walk has reached it; never becomes false
  std::int32_t first_self = 0, first_subtree = 0;        // no on-list child before this position blocks
  std::int32_t last_self = -1, last_subtree = -1;        // none after
  std::int32_t skip_ancestor = -2, skip_preceding = -2;  // next ancestor worth looking at; -2: not known
  std::uint32_t skip_preceding_epoch = 0;
};

}  // namespace afterlife

// A check as a question: the alternatives, each at one event, of which some execution must reach one.
//
//   for (const Goal& goal : goals_of(check, graph))
//     if (!excluded(goal, graph).yes) open.push_back(goal);   // the order graph's share
//
// For `always` and hazards a goal is a violation; for `possible` and `never A before B` it is A ended, then B begun.
#pragma once

#include <utility>
#include <vector>

#include "solver/analysis/event_graph.hpp"

namespace afterlife {

struct Goal {
  enum class Kind {
    hazard,         // `hazard` of `object` at `event`
    not_yet_ended,  // `event` begins the right side of `order` for `object` while the left side has not ended for `first`
    ended_then_begun,  // the same, while it has ended
    leak,
    deadlock,   // at rest
    redundant,  // for notes: the request for the deletion of `object` changes nothing, and none was made before
    happens,    // for vacuity: the event happens
    begins,     // it happens and begins what `name` means for `object`
    acts_on,    // it happens and is what `hazard` speaks of, done to `object`
    asks,       // it happens and is a request to delete `object` or one above it, or creates it
    has_ended,  // what `name` means for `object` has ended
    comes_to,   // its agent comes to stand at the event, which is done to something
    reaches,    // its agent comes to stand at it
    stands,     // the same, at DISPATCH_LEVEL, and it waits: no step, but where the agent stands at the end
  };
  Kind kind = Kind::hazard;
  int event = -1;   // the step at which it is reached; -1 for those judged at rest
  int object = -1;  // an instance, or a thread for thread events
  int first = -1;   // for orders: the instance (or thread) of the left-hand event
  Hazard hazard = Hazard::leak;
  const Order* order = nullptr;
  const EventName* name = nullptr;

  [[nodiscard]] bool at_rest() const { return kind == Kind::leak || kind == Kind::deadlock; }
};

// The instances that a hazard check speaks of.
std::vector<int> objects_of(const Instances&, const Check&);

// Goals point into the check.
std::vector<Goal> goals_of(Kept<Check>, const EventGraph&);

// Whether the order graph alone shows that no execution reaches the goal; and the events between which it shows an
// order (`first` always before `then`), for the explanation.
struct Excluded {
  bool yes = false;
  int first = -1, then = -1;
};
Excluded excluded(const Goal&, const EventGraph&);

// Whether the goals can depend on a request that waits although it may go on at once.
bool waits_matter(const std::vector<Goal>&);

// What must be possible for the check not to be vacuous: some one of these; each is all of its parts, each part some
// one of its goals, each part by itself in some execution.
using Possibility = std::vector<std::vector<Goal>>;
std::vector<Possibility> not_vacuous(Kept<Check>, const EventGraph&);

}  // namespace afterlife

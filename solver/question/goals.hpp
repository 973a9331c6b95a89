// A check as a question: the alternatives, each at one event, of which some execution must reach one.
//
//   for (const Goal& goal : goals_of(check, events, statics))
//     if (!excluded(goal, events, statics, orders).yes) open.push_back(goal);   // the order graph's share
//   z3::expr reached = formula(goal, encoding);                                 // Z3's share
//
// For `always` and hazards a goal is a violation; for `possible` and `never A before B` it is A ended, then B begun.
#pragma once

#include <utility>
#include <vector>

#include "solver/encoding/encoding.hpp"
#include "solver/analysis/order_graph.hpp"
#include "solver/analysis/may_analysis.hpp"

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

// The instances (or the thread) that a name in a check or an assumption means.
std::vector<int> instances_of(const World&, const EventName&);
// Pairs of (first, then) that an order ranges over; an instance with itself is left out where `count` is above 1, unless
// both are written with their number.
std::vector<std::pair<int, int>> pairs_of(const World&, const Order&);

// The event with its instance: "Memory#1.cleanup" for a check that names Memory.cleanup.
std::string name_in(const World&, const EventName&, int index);

// The instances that a hazard check speaks of.
std::vector<int> objects_of(const World&, const Check&);

// Goals point into the check.
std::vector<Goal> goals_of(Kept<Check>, const Events&, const Statics&);

// Whether the order graph alone shows that no execution reaches the goal; and the events between which it shows an order
// (`first` always before `then`), for the explanation.
struct Excluded {
  bool yes = false;
  int first = -1, then = -1;
};
Excluded excluded(const Goal&, const Events&, const Statics&, const OrderGraph&);

z3::expr formula(const Goal&, Encoding&);

// Whether the goals can depend on a request that waits although it may go on at once (Encoding's `waits_matter`).
bool waits_matter(const std::vector<Goal>&);

// What must be possible for the check not to be vacuous: some one of these; each is all of its parts, each part some one
// of its goals, each part by itself in some execution.
using Possibility = std::vector<std::vector<Goal>>;
std::vector<Possibility> not_vacuous(Kept<Check>, const Events&, const Statics&);

}  // namespace afterlife

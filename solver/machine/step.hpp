// Steps of an execution, and what they lead to.
//
//   if (step.kind == Step::Kind::begin) visit(step.object);
//   for (const Hit& hit : effects.hits) ...                            // hazards of this very step
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <vector>

#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/instances/agent.hpp"

namespace afterlife {

struct Step {
  enum class Kind {
    act,      // agent carries out `action` on `object` (printed)
    release,  // a thread drops a reference that it `holds` on `object` (printed)
    choose,  // silent: takes alternative `choice` of `action` (choose: branch; maybe, inner loop: 1 with / stays, 0 without / leaves)
    head,    // silent: outermost loop of a thread reads the stop request
    pick_set,   // silent: fixes what `each` means
    wait,       // silent: a bounded wait or a delete decides: choice 1 waits, 0 goes on without waiting
    resume,     // silent: a waiting delete returns, the join part of a stop is over
    end,        // silent: end of a body
    call,       // agent: the removal callback `choice` of `object` begins (printed)
    run,        // framework: a run of the entry callback of `object` begins (printed)
    begin,      // framework: `phase` of `object` begins (printed); it also ends when the object has no such callback
    pass_over,  // silent, framework: the destroy pass goes by `object`
  };
  Kind kind = Kind::act;
  Agent agent;
  const Action* action = nullptr;
  int object = -1;  // instance id; -1: none (a thread, lock, signal or flag is named by the action)
  int other = -1;   // add, take: the collection; send: the target
  int choice = -1;
  Phase phase = Phase::cleanup;

  [[nodiscard]] bool printed() const {
    return kind == Kind::act || kind == Kind::release || kind == Kind::begin || kind == Kind::call || kind == Kind::run;
  }
  friend bool operator==(const Step&, const Step&) = default;
};

// Takes steps as they are found.
using StepSink = std::function<void(const Step&)>;

struct Hit {
  Hazard hazard;
  int object = -1;
  friend auto operator<=>(const Hit&, const Hit&) = default;
};

// An event that this step begins or ends. Index: instance id for create, delete_, cleanup, destroy, run; thread for
// thread_*. Runs of entry callbacks and removal callbacks are told apart by the callback.
struct Mark {
  EventKind kind;
  int index = -1;
  bool begins = false, ends = false;
  const Callback* callback = nullptr;
  friend auto operator<=>(const Mark&, const Mark&) = default;
};

struct Effects {
  std::vector<Hit> hits;     // hazards of this step (not leak, deadlock: those are judged at rest)
  std::vector<int> touched;  // instances whose use it was, for the question whether a check is vacuous
  std::vector<Mark> marks;
  bool took_effect = true;        // a delete made a root, a create made an instance, a start started, a send sent
  std::optional<bool> found_set;  // if, test-and-set: the flag, before the step
};

}  // namespace afterlife

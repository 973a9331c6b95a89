// The machine of docs/semantics.md: replay, simulation and the choice of the canonical counterexample are built on it.
//
//   Machine machine(instances);
//   State state = machine.initial();
//   for (const Step& step : machine.permitted(state))                  // in a fixed order
//     std::cout << machine.describe(step) << '\n';
//   Effects effects = machine.apply(state, machine.permitted(state).front());
//   for (const Hit& hit : effects.hits) ...                            // hazards of this very step
//
// It shares no code with the encoding (solver/encoding/) nor with the naive enumerator of the tests.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

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

// A state is a value: copyable, hashable, comparable. Its layout is the machine's own.
class State;

struct Rest {
  std::vector<Agent>
      waiting;               // agents that can move in no state of the closed set, those held back by `assume` left out
  std::uint64_t states = 1;  // size of the closed set
};

class Machine {
 public:
  // How often a loop goes round and a callback runs: no more than the scenario's bounds say, or as often as it likes.
  enum class Rounds { bounded, any };
  explicit Machine(Kept<Instances>, Rounds = Rounds::bounded);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  [[nodiscard]] State initial() const;
  // Every step that is permitted now, in the fixed order: teardown, threads by declaration, callback bodies by
  // instance (cleanup before destroy), runs by instance, framework moves by instance (cleanup, destroy, go by, run); within an agent by alternative, then instance.
  [[nodiscard]] std::vector<Step> permitted(const State&) const;
  // The steps of one agent only (for long executions, where listing all would cost too much).
  [[nodiscard]] std::vector<Step> permitted(const State&, Agent) const;
  // Whether one framework move (`begin`, `pass_over`) is permitted now, without listing the others.
  [[nodiscard]] bool permits(const State&, const Step&) const;
  Effects apply(State&, const Step&) const;  // requires that the step is permitted

  // Whether this state is at rest (docs/semantics.md, "Come to rest"). Explores at most `limit` states of the closed set;
  // sets `too_large` when that, or a count of references that only grows, kept it from an answer.
  [[nodiscard]] std::optional<Rest> at_rest(const State&, std::size_t limit = kClosedSetLimit,
                                            bool* too_large = nullptr) const;
  static constexpr std::size_t kClosedSetLimit = 2000;

  // What a waiting agent waits for: the action it stands at, and the agents that would have to move for it (best effort, for the report).
  struct Waiting {
    const Action* action = nullptr;
    std::string what;       // "Worker to end", "lock L", "signal E", "the cleanup of Parent"
    std::vector<Agent> on;  // who could end the wait, as far as that is known
    std::string because;    // what stands between, "where the cleanup of Item waits for EvtWorkItem of Item"
  };
  [[nodiscard]] Waiting waiting(const State&, Agent) const;

  // Why a framework move is permitted now: the rules that applied to it and are satisfied, aggregated by rule.
  [[nodiscard]] std::vector<Reason> reasons(const State&, const Step&) const;

  // Why a begin is not permitted now: what it still needs. Empty where nothing but an assumption holds it back.
  [[nodiscard]] std::vector<Reason> hindrances(const State&, const Step&) const;

  [[nodiscard]] std::string describe(Agent) const;        // "teardown", "Worker", "cleanup of Child"
  [[nodiscard]] std::string describe(const Step&) const;  // "delete Parent", "EvtCleanupCallback(Memory#1)"

  // Observations on a state.
  [[nodiscard]] bool born(const State&, int object) const;
  [[nodiscard]] bool in_deletion(const State&, int object) const;
  [[nodiscard]] bool begun(const State&, int object, Phase) const;
  [[nodiscard]] bool ended(const State&, int object, Phase) const;
  [[nodiscard]] int references(const State&, int object) const;  // explicit ones
  [[nodiscard]] bool leaked(const State&, int object) const;     // given that the state is at rest
  [[nodiscard]] bool event_ended(const State&, const EventName&, int index) const;
  [[nodiscard]] bool active(const State&, Agent) const;  // begun and not ended
  // The first agent, in the fixed order, that stands at DISPATCH_LEVEL at an action that waits.
  [[nodiscard]] std::optional<Agent> waits_at_dispatch(const State&) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// How many states may be kept at a time, at most `most`: each holds every object and every thread, and in all of them
// together there are so many. Counted, not timed, so that the same question always gets the same answer.
constexpr std::size_t kObjectsInStates = 4'000'000;  // some hundred bytes each
std::size_t states_that_fit(const Instances&, std::size_t most, std::size_t objects = kObjectsInStates);

}  // namespace afterlife

#include "solver/machine/state.hpp"

// The machine of docs/semantics.md: replay, simulation and the choice of the canonical counterexample are built on it.
//
//   Machine machine(instances);
//   State state = machine.initial();
//   for (const Step& step : machine.permitted(state))                  // in a fixed order
//     std::cout << machine.describe(step) << '\n';
//   Effects effects = machine.apply(state, machine.permitted(state).front());
//   for (const Hit& hit : effects.hits) ...                            // hazards of this very step
//
// Behind it data flows one way: what never changes (facts/), how everything stands (moment/), what is asked of that
// (query/), what changes it (update/), the steps that are offered and taken (steps/). Words (words/) only ask.
// It shares no code with the encoding (solver/encoding/) nor with the naive enumerator of the tests.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/rest.hpp"
#include "solver/machine/state.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

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
  // instance (cleanup before destroy), runs by instance, framework moves by instance (cleanup, destroy, go by, run);
  // within an agent by alternative, then instance.
  [[nodiscard]] std::vector<Step> permitted(const State&) const;
  // The steps of one agent only (for long executions, where listing all would cost too much).
  [[nodiscard]] std::vector<Step> permitted(const State&, Agent) const;
  // Whether one framework move (`begin`, `pass_over`) is permitted now, without listing the others.
  [[nodiscard]] bool permits(const State&, const Step&) const;
  Effects apply(State&, const Step&) const;  // requires that the step is permitted

  // Whether this state is at rest (docs/semantics.md, "Come to rest"). Explores at most `limit` states of the closed
  // set; sets `too_large` when that, or a count of references that only grows, kept it from an answer.
  [[nodiscard]] std::optional<Rest> at_rest(const State&, std::size_t limit = kClosedSetLimit,
                                            bool* too_large = nullptr) const;
  static constexpr std::size_t kClosedSetLimit = 2000;

  // What a waiting agent waits for (best effort, for the report).
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

}  // namespace afterlife

// The steps of the machine: which are permitted now, and how one is taken.
//
//   const Steps all(machine_facts);
//   Moment here = all.initial();
//   all.permitted(here, Mode(), [&](const Step& step) { steps.push_back(step); });
//   const Effects done = all.apply(here, steps.front(), Mode());
#pragma once

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/framework_moves.hpp"
#include "solver/machine/query/queries.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/actions.hpp"
#include "solver/machine/update/counts.hpp"
#include "solver/machine/update/deletions.hpp"
#include "solver/machine/update/runs.hpp"
#include "solver/machine/update/threads.hpp"

namespace afterlife {

class Steps {
 public:
  explicit Steps(Kept<MachineFacts> facts)
      : facts_(facts), ask_(facts), moves_(facts), deletions_(facts), runs_(facts), threads_(facts), actions_(facts) {}

  [[nodiscard]] Moment initial() const;
  // In the fixed order of Machine::permitted.
  void permitted(const Moment&, Mode, const StepSink&) const;
  // Those of one agent; `only`: those on this instance, where an action may mean several, or Meanings::kAny.
  void permitted(const Moment&, Agent, int only, Mode, const StepSink&) const;
  [[nodiscard]] bool permits(const Moment&, const Step&, Mode) const;
  // Of a step that is permitted.
  Effects apply(Moment&, const Step&, Mode) const;

 private:
  void take(Moment&, const Step&, Mode, Effects&) const;

  const MachineFacts& facts_;
  Queries ask_;
  FrameworkMoves moves_;
  Deletions deletions_;
  Runs runs_;
  Threads threads_;
  Actions actions_;
};

}  // namespace afterlife

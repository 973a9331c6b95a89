// The moves of the framework: which are permitted now.
//
//   const FrameworkMoves moves(machine_facts);
//   if (moves.may_begin(now, object, Phase::cleanup, Mode())) visit(object);
//   moves.permitted(now, Mode(), [&](const Step& step) { steps.push_back(step); });
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/drains.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/query/rules.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

class FrameworkMoves {
 public:
  explicit FrameworkMoves(Kept<MachineFacts> facts)
      : facts_(facts), lifetimes_(facts), rules_(facts), drains_(facts), assumptions_(facts) {}

  // By instance; of each: cleanup, destroy, go by, run.
  void permitted(const Moment&, Mode, const StepSink&) const;
  // The same of one step.
  [[nodiscard]] bool permits(const Moment&, const Step&, Mode) const;

  [[nodiscard]] bool may_begin(const Moment&, int object, Phase, Mode) const;
  [[nodiscard]] bool may_pass_over(const Moment&, int object) const;
  [[nodiscard]] bool may_run(const Moment&, int object, Mode) const;

 private:
  const MachineFacts& facts_;
  Lifetimes lifetimes_;
  Rules rules_;
  Drains drains_;
  Assumptions assumptions_;
};

}  // namespace afterlife

// Runs of entry callbacks, and requests that are sent and complete.
//
//   const Runs runs(machine_facts);
//   if (runs.enqueue(later, object)) runs.begin(later, object, Mode(), effects);
#pragma once

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/outcomes.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/counts.hpp"

namespace afterlife {

class Runs {
 public:
  explicit Runs(Kept<MachineFacts> facts) : facts_(facts), assumptions_(facts), outcomes_(facts), counts_(facts) {}

  // Whether it took effect.
  [[nodiscard]] bool enqueue(Moment&, int object) const;
  // Of a request that is not in flight.
  void send(Moment&, int request, int target) const;
  void cancel(Moment&, int object) const;

  void begin(Moment&, int object, Mode, Effects&) const;
  void end(Moment&, Agent run, Mode, Effects&) const;

 private:
  const MachineFacts& facts_;
  Assumptions assumptions_;
  Outcomes outcomes_;
  Counts counts_;
};

}  // namespace afterlife

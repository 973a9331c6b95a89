// Threads start, with references on what they hold.
//
//   const Threads threads(machine_facts);
//   threads.start(later, step_agent, worker, effects);
#pragma once

#include <vector>

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/counts.hpp"

namespace afterlife {

class Threads {
 public:
  explicit Threads(Kept<MachineFacts> facts) : facts_(facts), counts_(facts) {}

  // Nothing happens where it has been started before.
  void start(Moment&, Agent by, int thread, Effects&) const;
  // Those that run from the beginning.
  void start_at_start(Moment&) const;

 private:
  void begin(Moment&, int thread) const;
  [[nodiscard]] std::vector<int> held_by(const Moment&, int thread) const;

  const MachineFacts& facts_;
  Counts counts_;
};

}  // namespace afterlife

// What a waiting agent waits for, as data: solver/machine/words/describe.hpp puts it into words.
//
//   const WaitsFor found = waits_for(machine_facts, now, step_agent);
//   if (found.kind == WaitsFor::Kind::locks) visit(found.objects.front());
#pragma once

#include <map>
#include <vector>

#include "model/scenario.hpp"
#include "solver/instances/agent.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"

namespace afterlife {

struct WaitsFor {
  enum class Kind { nothing, thread, signal, locks, runs, item, cleanup, destroy };
  Kind kind = Kind::nothing;
  const Action* action = nullptr;  // that it stands at
  std::vector<int> objects;  // any of these locks (-1: that of the scenario), runs of any of these; what is deleted
  std::vector<Agent> on;     // who could end the wait, as far as that is known
  std::map<int, std::vector<Agent>> held_up;  // objects whose cleanup stands between, and the runs that each waits for

  [[nodiscard]] bool is_for_deletion() const { return kind == Kind::cleanup || kind == Kind::destroy; }
};

WaitsFor waits_for(const MachineFacts&, const Moment&, Agent);

}  // namespace afterlife

// Why what a log records could not come next: where those stand who can do it.
//
//   Obstacles obstacles(machine, instances);
//   if (auto why = obstacles.never(event)) ...              // nobody in the scenario ever does it
//   std::vector<Reason> why = obstacles.of(event, states);  // "Worker has ended", "teardown waits for Worker to end (x.yaml:9)"
//
// Only what is so in every execution that fits the log is said as a fact.
#pragma once

#include <optional>
#include <vector>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/conformance/actors.hpp"
#include "solver/conformance/resolved_event.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/machine.hpp"

namespace afterlife {

class Obstacles {
 public:
  Obstacles(Kept<Machine> machine, Kept<Instances> instances)
      : machine_(machine), instances_(instances), actors_(instances) {}

  // By the text of the scenario alone.
  [[nodiscard]] std::optional<Reason> never(const ResolvedEvent&) const;
  // In the states, all that are possible after what was recorded before it. Not for the begin of a cleanup or destroy,
  // which Machine::hindrances explains.
  [[nodiscard]] std::vector<Reason> of(const ResolvedEvent&, const std::vector<const State*>&) const;

 private:
  [[nodiscard]] bool is_entry(const ResolvedEvent&) const;
  [[nodiscard]] std::string target_of(const RecordedAction&) const;
  [[nodiscard]] std::vector<Agent> agents(const ResolvedEvent&) const;
  void add_callbacks(std::vector<Agent>&, const Actor&) const;
  // "has ended", with the place where it stands.
  [[nodiscard]] Reason stands(Agent, const State&) const;
  [[nodiscard]] std::string not_active(Agent, const State&) const;

  const Machine& machine_;
  const Instances& instances_;
  Actors actors_;
};

}  // namespace afterlife

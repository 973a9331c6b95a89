// Why what a log records could not come next: where those stand who can do it.
//
//   HoldUps hold_ups(machine, world);
//   if (auto why = hold_ups.never(event)) ...              // nobody in the scenario ever does it
//   std::vector<Reason> why = hold_ups.of(event, states);  // "Worker has ended", "teardown waits for Worker to end (x.yaml:9)"
//
// Only what is so in every execution that fits the log is said as a fact.
#pragma once

#include <optional>
#include <vector>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/conformance/conform.hpp"
#include "solver/conformance/actors.hpp"
#include "solver/machine/machine.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

class HoldUps {
 public:
  HoldUps(Kept<Machine> machine, Kept<World> world) : machine_(machine), world_(world), doers_(world) {}

  // By the text of the scenario alone.
  [[nodiscard]] std::optional<Reason> never(const RecordedEvent&) const;
  // In the states, all that are possible after what was recorded before it. Not for the begin of a cleanup or destroy, which
  // Machine::hindrances explains.
  [[nodiscard]] std::vector<Reason> of(const RecordedEvent&, const std::vector<const State*>&) const;

 private:
  [[nodiscard]] bool is_entry(const RecordedEvent&) const;
  [[nodiscard]] std::vector<Agent> agents(const RecordedEvent&) const;
  void add_callbacks(std::vector<Agent>&, const Doer&) const;
  // "has ended", with the place where it stands.
  [[nodiscard]] Reason stands(Agent, const State&) const;
  [[nodiscard]] std::string not_active(Agent, const State&) const;

  const Machine& machine_;
  const World& world_;
  Doers doers_;
};

}  // namespace afterlife

// What holds an agent where it stands: whether the action there can be done now.
//
//   const Agents agents(machine_facts);
//   if (!agents.can_act(now, at, object, Mode())) visit(object);
#pragma once

#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/drains.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/outcomes.hpp"
#include "solver/machine/query/standing.hpp"

namespace afterlife {

class Agents {
 public:
  explicit Agents(Kept<MachineFacts> facts)
      : facts_(facts), assumptions_(facts), drains_(facts), meanings_(facts), outcomes_(facts) {}

  // Whether the action where the agent stands can be done to this object now.
  [[nodiscard]] bool can_act(const Moment&, const Standing&, int object, Mode) const;
  // Whether the agent stands at DISPATCH_LEVEL at an action that waits for something.
  [[nodiscard]] bool waits_at_dispatch(const Moment&, const Standing&) const;

 private:
  const MachineFacts& facts_;
  Assumptions assumptions_;
  Drains drains_;
  Meanings meanings_;
  Outcomes outcomes_;
};

}  // namespace afterlife

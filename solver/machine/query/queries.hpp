// Everything that is asked of a moment to find the steps of an agent.
//
//   const Queries ask(machine_facts);
//   if (ask.drains.quiet(now, object, true) && !ask.assumptions.hold_back(now, EventKind::create, object)) visit(object);
#pragma once

#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/query/agents.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/drains.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/outcomes.hpp"

namespace afterlife {

struct Queries {
  explicit Queries(Kept<MachineFacts> given)
      : facts(given), agents(given), assumptions(given), drains(given), meanings(given), outcomes(given) {}

  const MachineFacts& facts;
  const Agents agents;
  const Assumptions assumptions;
  const Drains drains;
  const Meanings meanings;
  const Outcomes outcomes;
};

}  // namespace afterlife

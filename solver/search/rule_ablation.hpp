// Which rules and held references of a framework an answer needs, each tried by leaving it out and asking anew: for answers
// that do not follow from constraints of their own, for at rest the machine has its say.
//
//   if (std::optional<std::vector<Reason>> rules = needed_rules(scenario, framework, check, deadline)) show(*rules);
#pragma once

#include <optional>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

// Without all others no execution does what the check asks about, either; and without one of these, some does. Nothing
// where that was not decided in time. The check is one of the scenario.
std::optional<std::vector<Reason>> needed_rules(const Scenario&, const Framework&, const Check&, const Deadline&);

}  // namespace afterlife

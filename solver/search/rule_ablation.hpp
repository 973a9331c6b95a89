// Which rules and held references of a framework an answer needs, each tried by leaving it out and asking anew: for
// answers that do not follow from constraints of their own, for at rest the machine has its say.
//
//   const auto excludes = [&](const Framework& fewer) -> std::optional<bool> { return !possible_under(fewer); };
//   if (std::optional<std::vector<Reason>> rules = needed_rules(framework, excludes, deadline)) show(*rules);
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/framework.hpp"
#include "model/verdict.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

// Whether no execution does what is asked about under the framework; nothing where that was not decided in time.
using Excludes = std::function<std::optional<bool>(const Framework&)>;

// Without all others no execution does it either; and without one of these, some does. Nothing where that was not
// decided in time.
std::optional<std::vector<Reason>> needed_rules(const Framework&, const Excludes&, const Deadline&);

}  // namespace afterlife

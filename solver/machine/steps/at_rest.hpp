// Coming to rest: a set of states that no step leaves.
//
//   bool too_large = false;
//   const Steps all(machine_facts);
//   if (const std::optional<Rest> rest = at_rest(machine_facts, all, now, 2000, too_large)) visit(rest->waiting.size());
#pragma once

#include <cstddef>
#include <optional>

#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/rest.hpp"
#include "solver/machine/steps/steps.hpp"

namespace afterlife {

// `limit` and `too_large` as of Machine::at_rest.
std::optional<Rest> at_rest(const MachineFacts&, const Steps&, const Moment&, std::size_t limit, bool& too_large);

}  // namespace afterlife

// The naive enumerator: every check of a scenario answered by going through every reachable state of the machine of
// docs/semantics.md, one step at a time. The second opinion that the tests hold the solver against.
//
//   naive::NaiveAnswer all = naive::answer(scenario, framework, scenario.bounds.loop, 100000);
//   all.checks[0].verdict, all.checks[0].length
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/verdict.hpp"

namespace afterlife::naive {

struct CheckAnswer {
  VerdictKind verdict = VerdictKind::unknown;  // unknown: too large
  // Printed steps of a shortest counterexample (violated), or witness (a `possible` that holds).
  std::optional<std::uint64_t> length;
};

struct NaiveAnswer {
  bool too_large = false;  // the limit of states was reached: every verdict is unknown
  std::size_t states = 0;
  std::vector<CheckAnswer> checks;  // one for each check of the scenario
};

// Objects run as often as the scenario's own bounds say.
NaiveAnswer answer(const Scenario&, const Framework&, int loop_bound, std::size_t state_limit);

// One begin of a cleanup or destroy.
struct CallbackBegin {
  int object = 0;  // declaration
  int number = 1;
  Phase phase = Phase::cleanup;
  friend auto operator<=>(const CallbackBegin&, const CallbackBegin&) = default;
};
using CallbackOrder = std::vector<CallbackBegin>;

// Every order in which cleanups and destroys begin, in executions that have come to rest (maximal) or in all of them
// (prefixes). Nothing when more than `limit` pairs of a state and an order were met.
enum class Executions { maximal, prefixes };
std::optional<std::set<CallbackOrder>> callback_orders(const Scenario&, const Framework&, Executions, int loop_bound,
                                                       std::size_t limit);

}  // namespace afterlife::naive

// Deciding the checks of a scenario: graph first, Z3 for what is left, and every counterexample replayed on the
// machine.
//
//   CheckOptions options;
//   check_all(scenario, framework, options, [](const Verdict& v) { print(v); });
//
// A verdict is `violated` only with an execution that the machine (solver/machine/machine.hpp) has gone through step by
// step.
#pragma once

#include <atomic>
#include <functional>
#include <limits>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/notes.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"

namespace afterlife {

struct CheckOptions {
  enum class Engine { graph_then_z3, z3 };
  Engine engine = Engine::graph_then_z3;  // z3: Z3 decides every check, also those that reachability could
  double timeout_seconds = 60;            // for each check
  double total_seconds = std::numeric_limits<double>::infinity();  // for all of them together
  int loop_bound = 0;       // overrides the scenario's `bounds: loop` when above 0
  bool slice = true;        // false: encode everything, not the cone of the question only (for tests)
  bool explain = false;     // find a smallest set of reasons for what holds, not only those at hand
  bool self_check = false;  // answer again what speaks of all executions, in an encoding made anew
  bool shortest = true;     // false: any counterexample will do (for tests)
  const std::atomic<bool>* interrupted = nullptr;  // set from a signal handler: the remaining verdicts are unknown
};

// Calls `answer` for each check, in the order of the scenario, as soon as it is decided; then `remark`, where given,
// for what else there is to say about the scenario.
void check_all(const Scenario&, const Framework&, const CheckOptions&,
               const std::function<void(const Verdict&)>& answer,
               const std::function<void(const Note&)>& remark = nullptr);

// The verdicts point into the scenario: it has to live as long as they do.
std::vector<Verdict> check_all(Kept<Scenario>, const Framework&, const CheckOptions& = {});

}  // namespace afterlife

// The questions of a scenario's checks, each as a file that another solver can answer (SMT-LIB 2).
//
//   export_questions(scenario, framework, options, [](const ExportedQuestion& q) { write(q.smt2); });
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "solver/check.hpp"

namespace afterlife {

struct ExportedQuestion {
  const Check* check = nullptr;  // into the scenario
  std::string smt2;              // the whole file
  std::optional<bool> excluded;  // Z3's own answer: unsat (true), sat (false), or none in time
};

// In the order of the checks. Throws Stopped where the scenario is too large to be asked about, the time is over, or
// somebody interrupts.
void export_questions(const Scenario&, const Framework&, const CheckOptions&,
                      const std::function<void(const ExportedQuestion&)>& take);

}  // namespace afterlife

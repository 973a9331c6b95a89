// A scenario file under each reading that was asked for, for commands that say one thing about each.
//
//   EachReading each(options, interrupted);
//   return each.of(file, [&](const Scenario& scenario, const Framework& framework) { return print(scenario, framework); });
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/input/input.hpp"
#include "cli/options.hpp"
#include "cli/report/rejected_inputs.hpp"
#include "cli/terminal/output.hpp"
#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"

namespace afterlife {

class EachReading {
 public:
  EachReading(Kept<Options>, Kept<std::atomic<bool>> interrupted);

  // The worst of what `visit` says, and bad input where the file or a reading of it is rejected. A reading that is stopped
  // by a limit, or breaks, does not keep the others from being visited.
  ExitCode of(const std::string& file, const std::function<ExitCode(const Scenario&, const Framework&)>& visit);
  ExitCode rejected(const Diagnostics&);
  // Does the work; what stops it is told, and is the answer. The report that cannot be written is not: that goes on.
  ExitCode guarded(const std::string& where, const std::function<ExitCode()>& work);
  // From now on, for one input.
  [[nodiscard]] Deadline reading_time() const { return afterlife::reading_time(options_, interrupted_); }

 private:
  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output err_;
  RejectedInputs rejected_;
};

}  // namespace afterlife

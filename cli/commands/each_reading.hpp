// Scenario files under each reading that was asked for: what every command goes through.
//
//   EachReading each(options, interrupted);
//   return each.of_files([&](const Scenario& scenario, const Framework& framework) { return print(scenario, framework); });
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/input/input.hpp"
#include "cli/options.hpp"
#include "cli/report/rejected_inputs.hpp"
#include "cli/report/tally.hpp"
#include "cli/terminal/output.hpp"
#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"

namespace afterlife {

class EachReading {
 public:
  EachReading(Kept<Options>, Kept<std::atomic<bool>> interrupted);

  using Visit = std::function<ExitCode(const Scenario&, const Framework&)>;

  // The worst of what `visit` says, and bad input where the file or a reading of it is rejected. A reading that is
  // stopped by a limit, or breaks, does not keep the others from being visited.
  ExitCode of(const std::string& file, const Visit&);
  // The same of every file of the command line, each once.
  ExitCode of_files(const Visit&);
  ExitCode rejected(const Diagnostics&);
  // Does the work; what stops it is told, and is the answer. The report that cannot be written is not: that goes on.
  ExitCode guarded(const std::string& where, const std::function<ExitCode()>& work);
  // The files, and readings of them, about which nothing was claimed.
  [[nodiscard]] const Tally& inputs() const { return inputs_; }
  // "driver.yaml [wdf]"
  [[nodiscard]] static std::string where(const Scenario&, const Framework&);
  // From now on, for one input.
  [[nodiscard]] Deadline reading_time() const { return afterlife::reading_time(options_, interrupted_); }

 private:
  ExitCode not_begun(const std::string& what);
  ExitCode one(const Source&, const Reading&, const Visit&);

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output err_;
  RejectedInputs rejected_;
  Tally inputs_;
};

}  // namespace afterlife

#include "cli/commands/matrix.hpp"

#include <unistd.h>

#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/named_objects.hpp"
#include "cli/report/look.hpp"
#include "cli/report/matrix.hpp"
#include "cli/terminal/output.hpp"
#include "solver/precedence.hpp"

namespace afterlife {
namespace {

class Printer {
 public:
  Printer(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode run() {
    return each_reading_.of(options_.files.front(), [&](const Scenario& scenario, const Framework& framework) {
      return one(scenario, framework);
    });
  }

 private:
  ExitCode one(const Scenario& scenario, const Framework& framework) {
    PrecedenceOptions asked;
    asked.loop_bound = options_.check.loop_bound;
    asked.timeout_seconds = options_.check.timeout_seconds;
    asked.self_check = options_.check.self_check;
    asked.interrupted = &interrupted_;
    if (!named_objects(scenario, options_.of, err_, asked.of)) return ExitCode::bad_input;
    try {
      const PrecedenceMatrix matrix(scenario, framework, asked);
      out_.write((first_ ? "" : "\n") + render(matrix, framework, look_of(options_)));
      first_ = false;
      return matrix.is_decided() ? ExitCode::expected : ExitCode::unknown;
    } catch (const Stopped& stopped) {
      if (!stopped.by_deadline()) throw;
      out_.write(render_unmade(stopped, framework));
      return ExitCode::unknown;
    }
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  EachReading each_reading_;
  bool first_ = true;
};

}  // namespace

ExitCode print_matrix(const Options& options, const std::atomic<bool>& interrupted) {
  return Printer(options, interrupted).run();
}

}  // namespace afterlife

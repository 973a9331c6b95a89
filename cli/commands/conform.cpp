#include "cli/commands/conform.hpp"

#include <unistd.h>

#include "cli/commands/each_reading.hpp"
#include "cli/input/event_log.hpp"
#include "cli/input/input.hpp"
#include "cli/report/conform.hpp"
#include "cli/report/look.hpp"
#include "cli/terminal/output.hpp"
#include "solver/conform.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

ExitCode exit_code(const Conformance& found) {
  switch (found.kind) {
    case Conformance::Kind::permitted: return ExitCode::expected;
    case Conformance::Kind::excluded: return ExitCode::unexpected;
    case Conformance::Kind::unknown: break;
  }
  return ExitCode::unknown;
}

class Judge {
 public:
  Judge(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode run() {
    return each_reading_.guarded(options_.events, [&] {
      const Read<Source> log = read_input(options_.events, each_reading_.reading_time());
      if (!log) return each_reading_.rejected(log.error());
      return each_reading_.of(options_.files.front(), [&](const Scenario& scenario, const Framework& framework) {
        return one(*log, scenario, framework);
      });
    });
  }

 private:
  ExitCode one(const Source& log, const Scenario& scenario, const Framework& framework) {
    const Deadline deadline(options_.timeout_seconds.value_or(Deadline::kNever), &interrupted_);
    try {
      const Read<EventLog> events = read_event_log(log, scenario, framework, options_.allow_empty, deadline);
      if (!events) return each_reading_.rejected(events.error());
      const Conformance found = conform(scenario, framework, events->events, asked(deadline));
      out_.write(render(found, scenario, framework, *events, look_of(options_)));
      return exit_code(found);
    } catch (const Stopped& stopped) {
      out_.write(render_unread(stopped, framework));
      return ExitCode::unknown;
    }
  }

  [[nodiscard]] ConformOptions asked(const Deadline& deadline) const {
    ConformOptions asked;
    asked.complete = options_.complete;
    asked.loop_bound = options_.check.loop_bound;
    asked.timeout_seconds = deadline.seconds_left();
    asked.interrupted = &interrupted_;
    return asked;
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO};
  EachReading each_reading_;
};

}  // namespace

ExitCode print_conformance(const Options& options, const std::atomic<bool>& interrupted) {
  return Judge(options, interrupted).run();
}

}  // namespace afterlife

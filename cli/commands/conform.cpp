#include "cli/commands/conform.hpp"

#include <unistd.h>

#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/event_log.hpp"
#include "cli/input/input.hpp"
#include "cli/report/execution.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/output.hpp"
#include "solver/conform.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

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
      return judged(log, *events, scenario, framework, deadline);
    } catch (const Stopped& stopped) {
      return unknown("while the log was read", stopped.text(), under_of(framework));
    }
  }

  ExitCode judged(const Source& log, const EventLog& events, const Scenario& scenario, const Framework& framework,
                  const Deadline& deadline) {
    ConformOptions asked;
    asked.complete = options_.complete;
    asked.loop_bound = options_.check.loop_bound;
    asked.timeout_seconds = deadline.seconds_left();
    asked.interrupted = &interrupted_;
    const Conformance found = conform(scenario, framework, events.events, asked);
    const std::string under = under_of(framework);
    switch (found.kind) {
      case Conformance::Kind::permitted:
        out_.write("permitted  " + counted(events.events.size(), "event", "events") + under);
        return ExitCode::expected;
      case Conformance::Kind::excluded: return excluded(scenario, log, events, found, under);
      case Conformance::Kind::unknown: break;
    }
    return unknown("after " + counted(found.at, "event", "events"), found.reason, under);
  }

  static std::string under_of(const Framework& framework) { return "  [" + printable(shown_name(framework)) + "]\n"; }

  ExitCode unknown(const std::string& when, const std::string& why, const std::string& under) {
    out_.write("unknown    " + when + ": " + printable(why) + under);
    return interrupted_ ? ExitCode::interrupted : ExitCode::unknown;
  }

  ExitCode excluded(const Scenario& scenario, const Source& log, const EventLog& events, const Conformance& found,
                    const std::string& under) {
    const std::size_t width = width_of(STDOUT_FILENO);
    out_.write("excluded   event " + std::to_string(found.at + 1) + ", " + printable(events.texts[found.at]) + "  (" +
               printable(log.name) + ":" + std::to_string(events.lines[found.at]) + ")" + under);
    for (const Reason& reason : found.needed) {
      out_.write(hanging("  ", render(scenario, reason), width));
      if (!reason.source.empty()) out_.write(hanging("    ", printable(reason.source), width));
    }
    if (found.needed.empty())
      out_.write(hanging("  ", "an assumption of the scenario holds it back, or this comes out of turn", width));
    return ExitCode::unexpected;
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

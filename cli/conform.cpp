#include "cli/conform.hpp"

#include <unistd.h>

#include <string>

#include "cli/complaints.hpp"
#include "cli/event_log.hpp"
#include "cli/input.hpp"
#include "cli/layout.hpp"
#include "cli/output.hpp"
#include "cli/render_execution.hpp"
#include "model/reader/reader.hpp"
#include "solver/conform.hpp"

namespace afterlife {
namespace {

class Judge {
 public:
  Judge(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options),
        interrupted_(interrupted),
        complaints_([this](std::string_view text) { err_.write(text); }, wants_colour(options.colour, STDERR_FILENO)) {}

  ExitCode run() {
    const Read<Source> source = read_input(options_.files.front(), interrupted_);
    if (!source) return rejected(source.error());
    const Read<Source> log = read_input(options_.events, interrupted_);
    if (!log) return rejected(log.error());
    ExitCode code = ExitCode::expected;
    for (const Reading& reading : readings(options_, *source)) code = worse(code, one(*source, *log, reading));
    return code;
  }

 private:
  ExitCode rejected(const Diagnostics& diagnostics) {
    complaints_.show(diagnostics);
    return ExitCode::bad_input;
  }

  ExitCode one(const Source& source, const Source& log, const Reading& reading) {
    const Read<Framework> framework = read_reading(reading, options_);
    if (!framework) return rejected(framework.error());
    const Read<Scenario> scenario = read_scenario(source, *framework);
    if (!scenario) return rejected(scenario.error());
    const Read<EventLog> events = read_event_log(log, *scenario, *framework);
    if (!events) return rejected(events.error());

    ConformOptions asked;
    asked.complete = options_.complete;
    asked.loop_bound = options_.check.loop_bound;
    asked.interrupted = &interrupted_;
    const Conformance found = conform(*scenario, *framework, events->events, asked);
    const std::string under = "  [" + printable(shown_name(*framework)) + "]\n";
    switch (found.kind) {
      case Conformance::Kind::permitted:
        out_.write("permitted  " + counted(events->events.size(), "event", "events") + under);
        return ExitCode::expected;
      case Conformance::Kind::excluded: return excluded(*scenario, log, *events, found, under);
      case Conformance::Kind::unknown: break;
    }
    out_.write("unknown    after " + counted(found.at, "event", "events") + ": " + printable(found.reason) + under);
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
      out_.write(hanging("  ", "nobody stands where this could come next, after what was recorded before it", width));
    return ExitCode::unexpected;
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  Complaints complaints_;
};

}  // namespace

ExitCode print_conformance(const Options& options, const std::atomic<bool>& interrupted) {
  return Judge(options, interrupted).run();
}

}  // namespace afterlife

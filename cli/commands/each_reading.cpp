#include "cli/commands/each_reading.hpp"

#include <unistd.h>

#include <set>

#include "cli/input/input.hpp"
#include "cli/terminal/layout.hpp"
#include "model/reader/reader.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

EachReading::EachReading(Kept<Options> options, Kept<std::atomic<bool>> interrupted)
    : options_(options),
      interrupted_(interrupted),
      err_(STDERR_FILENO),
      rejected_([this](std::string_view text) { err_.write(text); }, wants_colour(options->colour, STDERR_FILENO)) {}

ExitCode EachReading::rejected(const Diagnostics& diagnostics) {
  ++inputs_.rejected;
  rejected_.show(diagnostics);
  return ExitCode::bad_input;
}

ExitCode EachReading::guarded(const std::string& where, const std::function<ExitCode()>& work) {
  try {
    return work();
  } catch (const OutputLost&) {
    throw;
  } catch (...) {
    const Stopped stopped = why_stopped();
    inputs_.add(stopped);
    rejected_.stopped(where, stopped);
    switch (stopped.kind()) {
      case Stopped::Kind::broken: return ExitCode::internal_error;
      case Stopped::Kind::interrupted: return ExitCode::interrupted;
      default: return ExitCode::unknown;
    }
  }
}

std::string EachReading::where(const Scenario& scenario, const Framework& framework) {
  return scenario.source.name + " [" + shown_name(framework) + "]";
}

ExitCode EachReading::not_begun(const std::string& what) {
  rejected_.not_begun(what);
  return ExitCode::interrupted;
}

ExitCode EachReading::one(const Source& source, const Reading& reading, const Visit& visit) {
  const Deadline deadline = reading_time();
  const Read<Framework> framework = read_reading(reading, options_, deadline);
  if (!framework) return rejected(framework.error());
  const bool asks = options_.command == Command::ask;
  const Read<Scenario> scenario = asks ? read_scenario_asking(source, *framework, options_.question, until(deadline))
                                       : read_scenario(source, *framework, until(deadline));
  return scenario ? visit(*scenario, *framework) : rejected(scenario.error());
}

ExitCode EachReading::of(const std::string& file, const Visit& visit) {
  if (interrupted_) return not_begun(file);
  return guarded(file, [&] {
    const Deadline of_file = reading_time();
    const Read<Source> source = read_input(file, of_file);
    if (!source) return rejected(source.error());
    ExitCode code = ExitCode::expected;
    for (const Reading& reading : readings(options_, *source, of_file)) {
      if (interrupted_) return not_begun(source->name + " under " + reading.name);
      code =
          worse(code, guarded(source->name + " [" + reading.name + "]", [&] { return one(*source, reading, visit); }));
    }
    return code;
  });
}

ExitCode EachReading::of_files(const Visit& visit) {
  ExitCode code = ExitCode::expected;
  std::set<std::string> seen;
  for (const std::string& file : options_.files)
    if (seen.insert(identity(file)).second)
      code = worse(code, of(file, visit));
    else
      err_.write("afterlife: " + printable(file) + " is given twice, and looked at once\n");
  return code;
}

}  // namespace afterlife

#include "cli/commands/each_reading.hpp"

#include <unistd.h>

#include "cli/input/input.hpp"
#include "model/reader/reader.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

EachReading::EachReading(Kept<Options> options, Kept<std::atomic<bool>> interrupted)
    : options_(options),
      interrupted_(interrupted),
      err_(STDERR_FILENO),
      rejected_([this](std::string_view text) { err_.write(text); }, wants_colour(options->colour, STDERR_FILENO)) {}

ExitCode EachReading::rejected(const Diagnostics& diagnostics) {
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
    rejected_.stopped(where, stopped);
    switch (stopped.kind()) {
      case Stopped::Kind::broken: return ExitCode::internal_error;
      case Stopped::Kind::interrupted: return ExitCode::interrupted;
      default: return ExitCode::unknown;
    }
  }
}

ExitCode EachReading::of(const std::string& file,
                         const std::function<ExitCode(const Scenario&, const Framework&)>& visit) {
  return guarded(file, [&] {
    const Deadline of_file = reading_time();
    const Read<Source> source = read_input(file, of_file);
    if (!source) return rejected(source.error());
    ExitCode code = ExitCode::expected;
    for (const Reading& reading : readings(options_, *source, of_file)) {
      const auto one = [&] {
        const Deadline deadline = reading_time();
        deadline.keep();
        const Read<Framework> framework = read_reading(reading, options_, deadline);
        if (!framework) return rejected(framework.error());
        const Read<Scenario> scenario = read_scenario(*source, *framework, until(deadline));
        return scenario ? visit(*scenario, *framework) : rejected(scenario.error());
      };
      code = worse(code, guarded(source->name + " [" + reading.name + "]", one));
    }
    return code;
  });
}

}  // namespace afterlife

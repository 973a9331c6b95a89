#include "cli/each_reading.hpp"

#include <unistd.h>

#include "cli/input.hpp"
#include "model/reader/reader.hpp"

namespace afterlife {

EachReading::EachReading(Kept<Options> options, Kept<std::atomic<bool>> interrupted)
    : options_(options),
      interrupted_(interrupted),
      err_(STDERR_FILENO),
      complaints_([this](std::string_view text) { err_.write(text); }, wants_colour(options->colour, STDERR_FILENO)) {}

ExitCode EachReading::rejected(const Diagnostics& diagnostics) {
  complaints_.show(diagnostics);
  return ExitCode::bad_input;
}

ExitCode EachReading::of(const std::string& file,
                         const std::function<ExitCode(const Scenario&, const Framework&)>& visit) {
  const Read<Source> source = read_input(file, interrupted_);
  if (!source) return rejected(source.error());
  ExitCode code = ExitCode::expected;
  for (const Reading& reading : readings(options_, *source)) {
    const Read<Framework> framework = read_reading(reading, options_);
    if (!framework) {
      code = worse(code, rejected(framework.error()));
      continue;
    }
    const Read<Scenario> scenario = read_scenario(*source, *framework);
    code = worse(code, scenario ? visit(*scenario, *framework) : rejected(scenario.error()));
  }
  return code;
}

}  // namespace afterlife

#include "cli/commands/ask.hpp"

#include <unistd.h>

#include <string>
#include <utility>

#include "cli/commands/each_reading.hpp"
#include "cli/report/ask.hpp"
#include "cli/report/look.hpp"
#include "cli/terminal/output.hpp"
#include "solver/precedence.hpp"

namespace afterlife {
namespace {

// An answer is as good as the worse of its sides.
ExitCode exit_code(const OrderAnswer& answer) {
  switch (answer.word) {
    case OrderAnswer::Word::broken: return ExitCode::internal_error;
    case OrderAnswer::Word::unknown: return ExitCode::unknown;
    case OrderAnswer::Word::always:
    case OrderAnswer::Word::sometimes:
    case OrderAnswer::Word::never:
    case OrderAnswer::Word::neither: break;
  }
  const bool not_again = answer.always.again == SecondAnswer::none || answer.possible.again == SecondAnswer::none;
  return not_again ? ExitCode::unknown : ExitCode::expected;
}

}  // namespace

ExitCode ask_files(const Options& options, const std::atomic<bool>& interrupted) {
  const Output out(STDOUT_FILENO);
  const Look look = look_of(options);
  CheckOptions asked = options.check;
  asked.interrupted = &interrupted;
  std::string file;
  EachReading each_reading(options, interrupted);
  return each_reading.of_files([&](const Scenario& scenario, const Framework& framework) {
    const bool first = scenario.source.name != file;
    if (first) out.write((file.empty() ? "" : "\n") + render_title(scenario, look));
    file = scenario.source.name;
    const OrderAnswer answer = answer_order(scenario, framework, asked);
    out.write((first ? "" : "\n") + render(answer, scenario, framework, look));
    return exit_code(answer);
  });
}

}  // namespace afterlife

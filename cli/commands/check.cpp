#include "cli/commands/check.hpp"

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/report/compare.hpp"
#include "cli/report/look.hpp"
#include "cli/report/tally.hpp"
#include "cli/report/text.hpp"
#include "cli/terminal/output.hpp"
#include "model/reader/reader.hpp"
#include "solver/check.hpp"
#include "solver/util/deadline.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

// The answers of one reading that is not the one asked for, within what is left of the time for the check.
void ask_another(const Source& source, const std::string& name, std::size_t number, const CheckOptions& options,
                 const Deadline& deadline, Verdict& verdict) {
  const Read<Framework> framework = read_framework(name);
  const Read<Scenario> scenario =
      framework ? read_scenario(source, *framework, until(deadline)) : tl::unexpected(Diagnostics{});
  if (!scenario || number >= scenario->checks.size()) return;
  Scenario one = *scenario;
  one.checks = {scenario->checks[number]};
  for (const Verdict& there : check_all(one, *framework, options)) {
    Verdict::Elsewhere found{name, there.kind, {}};
    for (const Reason& reason : there.because)
      if (!reason.rule.empty() && std::ranges::find(found.rules, reason.rule) == found.rules.end())
        found.rules.push_back(reason.rule);
    verdict.elsewhere.push_back(std::move(found));
  }
}

// What the other shipped readings say of a check that is violated: which of them would give what is missing. Nothing of
// those for which there is no time or memory.
void look_elsewhere(const Source& source, const Framework& here, std::size_t number, const Options& options,
                    Verdict& verdict) {
  const std::vector<std::string> shipped = shipped_readings();
  if (std::ranges::find(shipped, here.name) == shipped.end() || !here.without.empty()) return;
  const Deadline deadline(options.check.timeout_seconds - verdict.stats.seconds, options.check.interrupted);
  try {
    for (const std::string& name : shipped) {
      if (name == here.name) continue;
      deadline.keep();
      CheckOptions asked = options.check;
      asked.shortest = false;
      asked.self_check = false;
      asked.timeout_seconds = asked.total_seconds = deadline.seconds_left();
      ask_another(source, name, number, asked, deadline, verdict);
    }
  } catch (...) {
    if (why_stopped().is_broken()) throw;
  }
}

// Decides the checks of one reading, and says what came of them also where something stopped it.
Tally check_reading(const Scenario& scenario, const Framework& framework, const Options& options, Report& report,
                    EachReading& each_reading) {
  const bool checks = options.command == Command::check;
  Tally section;
  std::size_t number = 0;
  const auto decided = [&](Verdict verdict) {
    if (checks && options.check.explain && verdict.kind == VerdictKind::violated)
      look_elsewhere(scenario.source, framework, number, options, verdict);
    ++number;
    section.add(verdict);
    report.verdict(verdict);
  };
  const auto remark = [&](const Note& note) { report.note(note); };
  const bool remarks = checks && !options.quiet;
  report.begin(scenario, framework);
  each_reading.guarded(EachReading::where(scenario, framework), [&] {
    check_all(scenario, framework, options.check, decided, remarks ? remark : std::function<void(const Note&)>());
    return ExitCode::expected;
  });
  report.end(section);
  return section;
}

std::unique_ptr<Report> report_of(const Options& options, const Report::Sink& out) {
  const Look look = look_of(options);
  if (options.command == Command::compare) return std::make_unique<CompareReport>(out, look);
  return std::make_unique<TextReport>(out, look);
}

}  // namespace

ExitCode check_files(const Options& asked, const std::atomic<bool>& interrupted) {
  Options options = asked;
  options.check.shortest = options.command != Command::compare;
  options.check.interrupted = &interrupted;
  const Output out(STDOUT_FILENO);
  const std::unique_ptr<Report> report = report_of(options, [&](std::string_view text) { out.write(text); });
  EachReading each_reading(options, interrupted);
  Tally total;
  each_reading.of_files([&](const Scenario& scenario, const Framework& framework) {
    total += check_reading(scenario, framework, options, *report, each_reading);
    return ExitCode::expected;
  });
  total += each_reading.inputs();
  report->total(total);
  return total.exit_code();
}

}  // namespace afterlife

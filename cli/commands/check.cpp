#include "cli/commands/check.hpp"

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/input/input.hpp"
#include "cli/report/ask.hpp"
#include "cli/report/compare.hpp"
#include "cli/report/look.hpp"
#include "cli/report/text.hpp"
#include "cli/terminal/layout.hpp"
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

// Does the work. What stops it is told, and whatever comes after it is still done.
void guarded(const std::string& where, Report& report, const std::function<void()>& work) {
  try {
    work();
  } catch (const OutputLost&) {
    throw;
  } catch (...) {
    report.stopped(where, why_stopped());
  }
}

void check_reading(const Source& source, const Reading& reading, const Options& options,
                   const std::atomic<bool>& interrupted, Report& report) {
  const Deadline deadline = reading_time(options, interrupted);
  const Read<Framework> framework = read_reading(reading, options, deadline);
  if (!framework) return report.mistakes(framework.error());
  const bool asks = options.command == Command::ask;
  const Read<Scenario> scenario = asks ? read_scenario_asking(source, *framework, options.question, until(deadline))
                                       : read_scenario(source, *framework, until(deadline));
  if (!scenario) return report.mistakes(scenario.error());

  const auto remark = [&](const Note& note) { report.note(note); };
  const bool remarks = options.command == Command::check && !options.quiet;
  std::size_t number = 0;
  const auto decided = [&](Verdict verdict) {
    if (options.command == Command::check && options.check.explain && verdict.kind == VerdictKind::violated)
      look_elsewhere(source, *framework, number, options, verdict);
    ++number;
    report.verdict(verdict);
  };
  report.begin(*scenario, *framework);
  guarded(source.name + " [" + reading.name + "]", report, [&] {
    check_all(*scenario, *framework, options.check, decided, remarks ? remark : std::function<void(const Note&)>());
  });
  report.end();
}

void check_file(const std::string& file, const Options& options, const std::atomic<bool>& interrupted, Report& report) {
  if (interrupted) return report.not_begun(file);
  const Deadline deadline = reading_time(options, interrupted);
  const Read<Source> source = read_input(file, deadline);
  if (!source) return report.mistakes(source.error());
  for (const Reading& reading : readings(options, *source, deadline)) {
    if (interrupted) {
      report.not_begun(source->name + " under " + reading.name);
      return;
    }
    guarded(source->name + " [" + reading.name + "]", report,
            [&] { check_reading(*source, reading, options, interrupted, report); });
  }
}

}  // namespace

ExitCode check_files(const Options& asked, const std::atomic<bool>& interrupted) {
  Options options = asked;
  const Output out(STDOUT_FILENO), err(STDERR_FILENO);
  const Look look = look_of(options);
  const auto to_out = [&](std::string_view text) { out.write(text); };
  const auto to_err = [&](std::string_view text) { err.write(text); };
  const bool colour_on_err = wants_colour(options.colour, STDERR_FILENO);
  options.check.shortest = options.command != Command::compare;
  options.check.interrupted = &interrupted;
  TextReport text(to_out, to_err, look, colour_on_err);
  CompareReport comparison(to_out, to_err, look, colour_on_err);
  AskReport answers(to_out, to_err, look, colour_on_err, options.check);
  Report& report = options.command == Command::compare ? static_cast<Report&>(comparison)
                   : options.command == Command::ask   ? static_cast<Report&>(answers)
                                                       : text;
  std::set<std::string> seen;
  for (const std::string& file : options.files)
    if (seen.insert(identity(file)).second)
      guarded(file, report, [&] { check_file(file, options, interrupted, report); });
    else
      err.write("afterlife: " + printable(file) + " is given twice, and looked at once\n");
  return report.total().exit_code();
}

}  // namespace afterlife

#include "cli/report/tally.hpp"

#include "cli/terminal/layout.hpp"

namespace afterlife {

ExpectationResult expectation_result(const Verdict& verdict) {
  if (verdict.as_expected()) return ExpectationResult::as_expected;
  if (verdict.kind == VerdictKind::error) return ExpectationResult::broken;
  return verdict.kind == VerdictKind::unknown ? ExpectationResult::undecided : ExpectationResult::unexpected;
}

void Tally::add(const Verdict& verdict) {
  switch (expectation_result(verdict)) {
    case ExpectationResult::as_expected: ++as_expected; break;
    case ExpectationResult::unexpected:
      ++unexpected;
      if (!verdict.check->expectation_is_written) ++violated;
      break;
    case ExpectationResult::undecided: ++undecided; break;
    case ExpectationResult::broken: ++broken_checks, ++broken; break;
  }
  if (verdict.kind == VerdictKind::vacuous && verdict.as_expected()) ++vacuous;
  switch (verdict.again) {
    case SecondAnswer::not_asked: break;
    case SecondAnswer::replayed: ++replayed; break;
    case SecondAnswer::from_reasons:
    case SecondAnswer::anew: ++solved_again; break;
    case SecondAnswer::none: ++not_again; break;
  }
}

void Tally::add(const Stopped& stopped) {
  if (stopped.is_broken())
    ++broken;
  else
    ++given_up;
}

Tally& Tally::operator+=(const Tally& other) {
  as_expected += other.as_expected;
  unexpected += other.unexpected;
  violated += other.violated;
  undecided += other.undecided;
  vacuous += other.vacuous;
  broken_checks += other.broken_checks;
  broken += other.broken;
  given_up += other.given_up;
  rejected += other.rejected;
  replayed += other.replayed;
  solved_again += other.solved_again;
  not_again += other.not_again;
  return *this;
}

std::string Tally::summary() const {
  std::string parts;
  const auto part = [&](std::size_t number, const std::string& text) {
    if (number > 0) parts.append(parts.empty() ? "" : ", ").append(text);
  };
  part(as_expected, std::to_string(as_expected) + " as expected" +
                        (vacuous > 0 ? " (" + std::to_string(vacuous) + " vacuous)" : std::string()));
  part(violated, std::to_string(violated) + " violated");
  part(unexpected - violated, std::to_string(unexpected - violated) + " UNEXPECTED");
  part(undecided, std::to_string(undecided) + " unknown");
  part(broken, counted(broken, "internal error", "internal errors"));
  part(given_up, counted(given_up, "input", "inputs") + " given up");
  part(rejected, counted(rejected, "input", "inputs") + " rejected");
  const std::string checked = counted(checks(), "check", "checks");
  const std::string again = second_answers();
  return checked + (parts.empty() ? "" : ": " + parts) + (again.empty() ? "" : "; " + again);
}

std::string Tally::second_answers() const {
  if (replayed + solved_again + not_again == 0) return "";
  return "self-check: " + std::to_string(replayed) + " replayed, " + std::to_string(solved_again) + " solved again" +
         (not_again > 0 ? ", " + std::to_string(not_again) + " NOT solved again in time" : "");
}

ExitCode Tally::exit_code() const {
  ExitCode worst = ExitCode::expected;
  if (unexpected > 0) worst = worse(worst, ExitCode::unexpected);
  if (undecided > 0 || not_again > 0 || given_up > 0) worst = worse(worst, ExitCode::unknown);
  if (rejected > 0) worst = worse(worst, ExitCode::bad_input);
  if (broken > 0) worst = worse(worst, ExitCode::internal_error);
  return worst;
}

}  // namespace afterlife

// One check and its verdict, as text (cli/report/text.hpp).
#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/report/basis.hpp"
#include "cli/report/text.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kWidestCheck = 72;  // a longer check pushes its own line only

std::string_view word(Expectation expectation) {
  switch (expectation) {
    case Expectation::holds: return "holds";
    case Expectation::vacuous: return "vacuous";
    case Expectation::violated: return "violated";
    case Expectation::unknown: return "unknown";
  }
  return "";
}

std::string painted_word(const Verdict& verdict, const Paint& paint) {
  const std::string text = padded(name(verdict.kind), 8);
  switch (verdict.kind) {
    case VerdictKind::holds: return paint.good(text);
    case VerdictKind::vacuous: return paint.expected_bad(text);
    case VerdictKind::violated: return verdict.as_expected() ? paint.expected_bad(text) : paint.bad(text);
    case VerdictKind::unknown: return paint.open(text);
    case VerdictKind::error: return paint.bad(text);
  }
  return text;
}

std::string reach(const Verdict& verdict) {
  if (!speaks_of_all(verdict)) return "";
  return verdict.exact ? "(exact)" : "(bounded)";
}

// What it is against its expectation; nothing where `holds` was expected and came, or nobody has written what to
// expect.
std::string mark(const Verdict& verdict, const Paint& paint) {
  const ExpectationResult result = expectation_result(verdict);
  const bool compared = result == ExpectationResult::unexpected || result == ExpectationResult::undecided;
  if (compared && !verdict.check->expectation_is_written) return "";
  const std::string expected = ": expected " + std::string(word(verdict.check->expect));
  switch (result) {
    case ExpectationResult::as_expected:
      return verdict.check->expect == Expectation::holds ? "" : paint.faint("(expected)");
    case ExpectationResult::unexpected: return paint.bad("UNEXPECTED" + expected);
    case ExpectationResult::undecided: return paint.open("UNDECIDED" + expected);
    case ExpectationResult::broken: return paint.bad("INTERNAL ERROR");
  }
  return "";
}

std::size_t check_column(const Scenario& scenario) {
  std::size_t widest = 0;
  for (const Check& check : scenario.checks)
    if (width(check.text) <= kWidestCheck) widest = std::max(widest, width(check.text));
  return widest;
}

std::string check_line(const Scenario& scenario, const Verdict& verdict, const Look& look) {
  const Paint paint(look.colour);
  const std::string where = verdict.check->at.known() ? place(scenario, verdict.check->at) : "default check";
  std::string line = painted_word(verdict, paint) + "  " +
                     padded(printable(verdict.check->text), check_column(scenario)) + "   " +
                     padded(reach(verdict), 10) + "  " + where;
  if (const std::string noted = mark(verdict, paint); !noted.empty()) line += "  " + noted;
  return line + "\n";
}

std::string basis(const Scenario& scenario, const Verdict& verdict, const Look& look,
                  const std::string& known_argument) {
  std::string text;
  if (!verdict.reason.empty()) text += hanging(kIndent, sentence(printable(verdict.reason)), look.width);
  if (verdict.kind == VerdictKind::error)
    text +=
        hanging(kIndent, "That is a mistake of this program. Please report it, together with the file.", look.width);
  if (speaks_of_all(verdict) && !verdict.argument.empty() && verdict.argument != known_argument)
    text += hanging(verdict.exact ? "  Exact: " : "  Bounded: ", sentence(printable(verdict.argument)), look.width);
  if (verdict.basis != Verdict::Basis::part) return text + render_basis(scenario, verdict, look);
  std::string_view lead = "  Because ";
  for (const Reason& reason : verdict.because) {
    text += hanging(lead, render(scenario, reason), look.width);
    lead = "      and ";
  }
  return text;
}

// Which readings would give what is missing here.
std::string elsewhere(const Verdict& verdict, const Look& look) {
  if (verdict.elsewhere.empty()) return "";
  std::string text, violated;
  for (const Verdict::Elsewhere& other : verdict.elsewhere) {
    if (other.kind == VerdictKind::violated) violated += (violated.empty() ? "" : ", ") + printable(other.reading);
    if (other.kind != VerdictKind::holds) continue;
    std::string by;
    for (const std::string& rule : other.rules) by += (by.empty() ? ", by " : ", ") + printable(rule);
    text += hanging("  Holds under ", printable(other.reading) + by + ".", look.width);
  }
  if (!violated.empty()) text += hanging("  Violated under ", violated + " as well.", look.width);
  return text;
}

std::string_view decider(Decider by) {
  switch (by) {
    case Decider::nothing: return "not decided";
    case Decider::graph: return "decided by the order graph";
    case Decider::z3: return "decided by Z3";
  }
  return "";
}

std::string stats_line(const CheckStats& stats) {
  std::array<char, 32> seconds = {};
  std::snprintf(seconds.data(), seconds.size(), "%.3f s", stats.seconds);
  return std::string(kIndent) + std::string(decider(stats.decided_by)) + ": " +
         counted(stats.events, "event", "events") + ", " + counted(stats.orders, "order", "orders") + ", " +
         counted(stats.constraints, "constraint", "constraints") + ", " + counted(stats.queries, "query", "queries") +
         ", " + seconds.data() + "\n";
}

}  // namespace

bool speaks_of_all(const Verdict& verdict) {
  if (!verdict.decided()) return false;
  const bool possible = verdict.check->kind == Check::Kind::possible;
  return (verdict.kind == VerdictKind::violated) == possible;
}

std::string render(const Scenario& scenario, const Verdict& verdict, const Look& look,
                   const std::string& known_argument) {
  std::string text = check_line(scenario, verdict, look);
  text += basis(scenario, verdict, look, known_argument);
  if (verdict.execution) text += render(scenario, *verdict.execution, look);
  text += elsewhere(verdict, look);
  if (look.stats) text += stats_line(verdict.stats);
  return text;
}

std::string render(const Scenario& scenario, const Note& note, const Look& look) {
  const std::string where = place(scenario, note.at);
  return hanging("note      ", note.id + (where.empty() ? "" : " (" + where + ")") + ": " + printable(note.text) + ".",
                 look.width);
}

}  // namespace afterlife

#include "cli/report/basis.hpp"

#include <vector>

#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

// A chain passes through a body as often as it has steps there; that is told once.
std::vector<Reason> without_repetition(const std::vector<Reason>& reasons) {
  std::vector<Reason> told;
  for (const Reason& reason : reasons)
    if (told.empty() || told.back().text != reason.text || told.back().at.line != reason.at.line)
      told.push_back(reason);
  return told;
}

std::string heading(const Verdict& verdict, std::size_t count) {
  switch (verdict.basis) {
    case Verdict::Basis::part: return "Because:";
    case Verdict::Basis::chain: return count == 1 ? "Because of one order:" : "Because of a chain of orders:";
    case Verdict::Basis::smallest:
      if (count == 0)
        return "Because of what the actions of the scenario mean, waits included; no rule of the framework is needed for it.";
      if (count == 1) return "Because of one thing:";
      return "Because of these " + std::to_string(count) + ", none of which can be left out:";
    case Verdict::Basis::enough:
      return "Because of these " + std::to_string(count) + "; the time was over before all of them had been left out:";
    case Verdict::Basis::rules:
      if (count == 0) return "Because of the text of the scenario alone: no rule is needed for it.";
      return "Because of the text of the scenario and " +
             (count == 1 ? std::string("one rule:")
                         : "these " + std::to_string(count) + " rules, none of which can be left out:");
    case Verdict::Basis::not_found: return "No set of reasons was found that excludes it by itself.";
  }
  return "";
}

}  // namespace

std::string render_basis(const Scenario& scenario, const Verdict& verdict, const Look& look) {
  if (verdict.basis == Verdict::Basis::part && verdict.because.empty()) return "";
  const std::vector<Reason> told = without_repetition(verdict.because);
  std::string text = hanging("  ", heading(verdict, told.size()), look.width);
  if (verdict.basis == Verdict::Basis::not_found) return text;
  for (const Reason& reason : told) {
    text += hanging("    ", render(scenario, reason), look.width);
    if (!reason.source.empty()) text += hanging("      ", printable(reason.source), look.width);
  }
  return text;
}

}  // namespace afterlife

#include "cli/render_grounds.hpp"

namespace afterlife {
namespace {

std::string heading(const Verdict& verdict) {
  const std::size_t count = verdict.because.size();
  switch (verdict.grounds) {
    case Verdict::Grounds::part: return "Because:";
    case Verdict::Grounds::chain: return count == 1 ? "Because of one order:" : "Because of a chain of orders:";
    case Verdict::Grounds::smallest:
      if (count == 0) return "Because of the text of the scenario alone; no rule is needed, and nobody has to wait.";
      if (count == 1) return "Because of one thing:";
      return "Because of these " + std::to_string(count) + ", none of which can be left out:";
    case Verdict::Grounds::enough:
      return "Because of these " + std::to_string(count) + "; the time was over before all of them had been left out:";
    case Verdict::Grounds::not_found: return "No set of reasons was found that excludes it by itself.";
  }
  return "";
}

}  // namespace

std::string render_grounds(const Scenario& scenario, const Verdict& verdict, const Look& look) {
  if (verdict.grounds == Verdict::Grounds::part && verdict.because.empty()) return "";
  std::string text = hanging("  ", heading(verdict), look.width);
  if (verdict.grounds == Verdict::Grounds::not_found) return text;
  for (const Reason& reason : verdict.because) {
    text += hanging("    ", render(scenario, reason), look.width);
    if (!reason.source.empty()) text += hanging("      ", printable(reason.source), look.width);
  }
  return text;
}

}  // namespace afterlife

#include "tests/differential/tally.hpp"

#include <iomanip>
#include <set>

#include "tests/differential/compare.hpp"
#include "tests/generate/random_scenario.hpp"

namespace afterlife::differential {
namespace {

std::string question(const Check& check) {
  switch (check.kind) {
    case Check::Kind::never_hazard: return std::string(facts(check.hazard).id);
    case Check::Kind::always: return "always";
    case Check::Kind::possible: return "possible";
    case Check::Kind::never_order: return "never before";
  }
  return {};
}

}  // namespace

void Tally::count(const Scenario& scenario, const naive::NaiveAnswer& all) {
  std::set<std::string> actions;
  for_each_body(scenario, [&](const Body& body) {
    for_each_action(body, [&](const Action& a) { actions.emplace(name(a.kind)); });
  });
  for (std::size_t c = 0; c < scenario.checks.size(); ++c) {
    const Check& check = scenario.checks[c];
    ++verdicts_[question(check)][in_words(all.checks[c].verdict, {})];
    if (check.kind != Check::Kind::never_hazard || all.checks[c].verdict != VerdictKind::violated) continue;
    for (const std::string& action : actions) ++covered_[action][question(check)];
  }
}

void Tally::print(std::ostream& out) const {
  for (const auto& [what, verdicts] : verdicts_) {
    out << "  " << std::left << std::setw(32) << what;
    for (const char* verdict : {"holds", "vacuous", "violated", "unknown"}) {
      const auto found = verdicts.find(verdict);
      out << std::right << std::setw(9) << (found == verdicts.end() ? 0 : found->second) << ' ' << verdict;
    }
    out << '\n';
  }
}

void Tally::print_coverage(std::ostream& out) const {
  out << "violated in a scenario with the action:\n";
  for (const auto& [action, violated] : covered_) {
    out << "  " << std::left << std::setw(14) << action;
    for (const HazardFacts& h : afterlife::hazards()) {
      if (!h.decided) continue;
      const auto found = violated.find(std::string(h.id));
      out << ' ' << h.id << ' ' << (found == violated.end() ? 0 : found->second);
    }
    out << '\n';
  }
}

}  // namespace afterlife::differential

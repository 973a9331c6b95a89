#include "tests/differential/tally.hpp"

#include <iomanip>
#include <set>

#include "model/action.hpp"
#include "tests/differential/compare.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife::differential {
namespace {

std::vector<std::string> all_hazards() {
  std::vector<std::string> ids;
  for (const HazardFacts& h : hazards()) ids.emplace_back(h.id);
  return ids;
}

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

std::uint64_t Tally::often(const std::string& question, const char* verdict) const {
  const auto verdicts = verdicts_.find(question);
  if (verdicts == verdicts_.end()) return 0;
  const auto found = verdicts->second.find(verdict);
  return found == verdicts->second.end() ? 0 : found->second;
}

std::uint64_t Tally::beside(const std::string& action, const std::string& hazard) const {
  const auto violated = covered_.find(action);
  if (violated == covered_.end()) return 0;
  const auto found = violated->second.find(hazard);
  return found == violated->second.end() ? 0 : found->second;
}

void Tally::print(std::ostream& out) const {
  for (const auto& [what, verdicts] : verdicts_) {
    out << "  " << std::left << std::setw(32) << what << std::right;
    for (const char* verdict : {"holds", "vacuous", "violated", "unknown"})
      out << std::setw(9) << often(what, verdict) << ' ' << verdict;
    out << '\n';
  }
}

void Tally::print_coverage(std::ostream& out) const {
  out << "violated in a scenario with the action:\n";
  for (const ActionFacts& row : actions()) {
    const std::string action(row.word);
    out << "  " << std::left << std::setw(16) << action;
    for (const std::string& hazard : all_hazards()) out << ' ' << hazard << ' ' << beside(action, hazard);
    out << '\n';
  }
}

std::vector<std::string> Tally::hazards_without_both_verdicts(std::uint64_t least) const {
  std::vector<std::string> missing;
  for (const std::string& hazard : all_hazards())
    // Whatever forbidden-delete speaks of is a violation of it already: it can hold only for want of that.
    for (const char* verdict : {hazard == facts(Hazard::forbidden_delete).id ? "vacuous" : "holds", "violated"})
      if (often(hazard, verdict) < least)
        missing.push_back(hazard + ' ' + verdict + " in " + std::to_string(often(hazard, verdict)) + " checks, not " +
                          std::to_string(least));
  return missing;
}

std::vector<std::string> Tally::pairs_never_met() const {
  std::vector<std::string> missing;
  for (const ActionFacts& row : actions())
    for (const std::string& hazard : all_hazards()) {
      const std::string action(row.word);
      if (beside(action, hazard) == 0) missing.push_back("no scenario with `" + action + "` violates " + hazard);
    }
  return missing;
}

}  // namespace afterlife::differential

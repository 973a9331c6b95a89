// Explanations of what holds: that each reason is needed, and that together they are enough. What is enough is also put
// to the naive enumerator, under a framework that has lost every rule and reference that the explanation does not name.
//
//   explanations --seed 1 --random 500 --small 1000 specs/scenarios
#include <algorithm>
#include <iostream>
#include <set>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "solver/check.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/search/unsat_core.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {
namespace {

bool speaks_of_all(const Verdict& verdict) {
  return verdict.kind == (verdict.check->kind == Check::Kind::possible ? VerdictKind::violated : VerdictKind::holds);
}

// Without what the reasons do not name.
Framework only_named(Framework framework, const std::vector<Reason>& reasons) {
  const auto unnamed = [&](const auto& of_framework) {
    return std::ranges::none_of(reasons, [&](const Reason& reason) { return reason.rule == of_framework.id; });
  };
  std::erase_if(framework.rules, unnamed);
  std::erase_if(framework.held_references, unnamed);
  return framework;
}

std::string in_words(const std::vector<Reason>& reasons) {
  std::string text;
  for (const Reason& reason : reasons) text += "\n  " + reason.text + (reason.rule.empty() ? "" : " by " + reason.rule);
  return text;
}

class Examination {
 public:
  explicit Examination(const Options& options) : options_(options), readings_(options) {}

  int run() {
    for_each_candidate(options_, [&](const Candidate& candidate) {
      ++scenarios_;
      for (const Framework& framework : readings_.next()) look_at(candidate, framework);
      return wrong_ < 10;
    });
    std::cout << "seed " << options_.seed << ": " << scenarios_ << " scenarios, " << chains_ << " chains and " << sets_
              << " smallest sets of reasons, " << by_rules_ << " sets of rules alone, " << not_found_ << " not found; "
              << removed_ << " reasons taken away one by one, and " << rules_ << " rules; " << enumerated_
              << " explanations enough for the enumerator, " << dropped_ << " rules and references dropped for it; "
              << wrong_ << " differences\n";
    if (chains_ + sets_ < options_.scenarios_least) {
      std::cout << "FAILED: fewer than " << options_.scenarios_least << " explanations were looked at\n";
      return 1;
    }
    return wrong_ == 0 && removed_ > 0 && rules_ > 0 && enumerated_ > 0 ? 0 : 1;
  }

 private:
  void look_at(const Candidate& candidate, const Framework& framework) {
    const Read<Scenario> scenario = read_scenario(candidate.source, framework);
    if (!scenario) throw std::runtime_error(candidate.source.name + ": " + scenario.error().front().message);
    CheckOptions asked;
    asked.timeout_seconds = options_.timeout;
    asked.shortest = false;
    asked.slice = false;  // nothing merged, so that the names are those of the whole scenario
    asked.explain = true;
    for (const Verdict& verdict : check_all(*scenario, framework, asked)) {
      if (!speaks_of_all(verdict)) continue;
      std::string what;
      if (verdict.basis == Verdict::Basis::chain || verdict.basis == Verdict::Basis::smallest ||
          verdict.basis == Verdict::Basis::rules)
        what = examine(*scenario, framework, verdict);
      else if (verdict.basis != Verdict::Basis::part)
        ++not_found_;
      if (what.empty()) continue;
      ++wrong_;
      std::cout << "DIFFERENCE " << framework.name << ", " << verdict.check->text << ": " << what
                << in_words(verdict.because) << "\nagain: explanations " << candidate.repeat << '\n'
                << candidate.source.text << '\n';
    }
  }

  std::string examine(const Scenario& scenario, const Framework& framework, const Verdict& verdict) {
    const bool by_rules = verdict.basis == Verdict::Basis::rules;
    (verdict.basis == Verdict::Basis::chain ? chains_ : by_rules ? by_rules_ : sets_) += 1;
    if (!by_rules)
      if (std::string what = is_smallest(scenario, framework, verdict); !what.empty()) return what;
    const Framework smaller = only_named(framework, verdict.because);
    const std::optional<bool> stands = is_excluded(scenario, smaller, *verdict.check);
    if (!stands) return {};
    ++enumerated_;
    dropped_ += framework.rules.size() - smaller.rules.size() + framework.held_references.size() -
                smaller.held_references.size();
    if (!*stands) return "the enumerator finds that these reasons are not enough";
    for (std::size_t without = 0; by_rules && without < verdict.because.size(); ++without) {
      std::vector<Reason> others = verdict.because;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(without));
      ++rules_;
      if (is_excluded(scenario, only_named(framework, others), *verdict.check) == true)
        return "the enumerator finds that this rule is not needed: " + verdict.because[without].rule;
    }
    return {};
  }

  // By the enumerator; nothing where that is too large for it.
  std::optional<bool> is_excluded(const Scenario& scenario, const Framework& framework, const Check& check) {
    Scenario one = scenario;
    one.checks = {check};
    const naive::NaiveAnswer answer = naive::answer(one, framework, one.bounds.loop, options_.states);
    const VerdictKind found = answer.checks.front().verdict;
    if (found == VerdictKind::unknown) return std::nullopt;
    return check.kind == Check::Kind::possible ? found == VerdictKind::violated : found != VerdictKind::violated;
  }

  // In an encoding made anew.
  std::string is_smallest(const Scenario& scenario, const Framework& framework, const Verdict& verdict) {
    const EventGraph graph(scenario, framework);
    const Deadline deadline(options_.timeout);
    try {
      UnsatCores cores(z3_, graph, *verdict.check, deadline);
      std::vector<int> numbers;
      for (const Reason& reason : verdict.because) {
        if (reason.kind == Reason::Kind::program_order) continue;  // always given
        int number = 0;
        while (number < cores.size() &&
               (cores.reason(number).text != reason.text || cores.reason(number).rule != reason.rule ||
                cores.reason(number).at.line != reason.at.line))
          ++number;
        if (number == cores.size()) return "the encoding has no such reason: " + reason.text;
        if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
      }
      if (cores.exclude(numbers) == false) return "these reasons are not enough";
      if (verdict.basis == Verdict::Basis::smallest)
        if (std::string what = has_fewest_rules(cores, verdict.because); !what.empty()) return what;
      for (const int without : numbers) {
        std::vector<int> others = numbers;
        std::erase(others, without);
        ++removed_;
        if (cores.exclude(others) == true) return "not needed: " + cores.reason(without).text;
      }
    } catch (const Stopped&) {
    }
    return {};
  }

  // Beside everything that is not of a rule each rule that is named is needed.
  std::string has_fewest_rules(UnsatCores& cores, const std::vector<Reason>& because) {
    std::set<std::string> named;
    for (const Reason& reason : because)
      if (!reason.rule.empty()) named.insert(reason.rule);
    for (const std::string& rule : named) {
      std::vector<int> others;
      for (int number = 0; number < cores.size(); ++number) {
        const std::string& of = cores.reason(number).rule;
        if (of.empty() || (named.contains(of) && of != rule)) others.push_back(number);
      }
      ++rules_;
      if (cores.exclude(others) == true) return "a rule that is not needed: " + rule;
    }
    return {};
  }

  const Options& options_;
  Readings readings_;
  SharedZ3 z3_;
  std::uint64_t scenarios_ = 0, chains_ = 0, sets_ = 0, by_rules_ = 0, not_found_ = 0, removed_ = 0, rules_ = 0,
                enumerated_ = 0, dropped_ = 0, wrong_ = 0;
};

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (!parse(argc, argv, options, Enumeration::sample)) return 2;
  try {
    return Examination(options).run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

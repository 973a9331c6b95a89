#include "solver/search/rule_ablation.hpp"

#include <algorithm>
#include <string>

namespace afterlife {
namespace {

void take_away(Framework& framework, const std::string& id) {
  std::erase_if(framework.rules, [&](const Rule& rule) { return rule.id == id; });
  std::erase_if(framework.held_references, [&](const HeldReference& held) { return held.id == id; });
}

// A rule may be written in several parts, under one id.
std::vector<Reason> named(const Framework& framework) {
  std::vector<Reason> all;
  const auto add = [&](const auto& each) {
    if (std::ranges::find(all, each.id, &Reason::rule) == all.end())
      all.push_back({Reason::Kind::rule, each.id, each.says, each.source, {}});
  };
  std::ranges::for_each(framework.rules, add);
  std::ranges::for_each(framework.held_references, add);
  return all;
}

}  // namespace

std::optional<std::vector<Reason>> needed_rules(const Framework& framework, const Excludes& excludes,
                                                const Deadline& deadline) {
  Framework left = framework;
  // Once more after something was left out: at rest, what was needed beside it may not be needed any longer.
  for (bool changed = true; changed;) {
    changed = false;
    for (const Reason& rule : named(left)) {
      if (deadline.passed()) return std::nullopt;
      Framework fewer = left;
      take_away(fewer, rule.rule);
      const std::optional<bool> still = excludes(fewer);
      if (!still) return std::nullopt;
      if (!*still) continue;
      left = std::move(fewer);
      changed = true;
    }
  }
  return named(left);
}

}  // namespace afterlife

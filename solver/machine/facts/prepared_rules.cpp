#include "solver/machine/facts/prepared_rules.hpp"

namespace afterlife {
namespace {

BlockerClass blocker_of(const Rule& rule, bool lifted_by_references) {
  if (rule.first == Phase::cleanup) return lifted_by_references ? kUncleanedUnreferenced : kUncleaned;
  return lifted_by_references ? kUndestroyedUnreferenced : kUndestroyed;
}

}  // namespace

PreparedRule::PreparedRule(const Instances& instances, const Rule& given)
    : rule(&given),
      level(given.where ? given.where->deletion_irql : std::nullopt),
      simple(instances.speaks_of_every_pair(given)),
      liftable(instances.may_be_lifted(given)),
      blocker(blocker_of(given, liftable && given.unless->referenced)) {}

PreparedRules::PreparedRules(const Instances& instances) {
  for (const Rule& rule : instances.framework().rules)
    by_phase_[rule.then == Phase::destroy].emplace_back(instances, rule);
  bool used[kBlockerClasses] = {};
  used[kUncleaned] = used[kAwaited] = true;
  for (const auto& of_phase : by_phase_)
    for (const PreparedRule& prepared : of_phase) used[prepared.blocker] = true;
  for (int c = 0; c < kBlockerClasses; ++c) slot_[c] = used[c] ? slots_++ : -1;
}

}  // namespace afterlife

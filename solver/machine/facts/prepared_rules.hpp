// The rules of the framework with what is settled about them before the first step.
//
//   const PreparedRules rules(instances);
//   for (const PreparedRule& prepared : rules.of(Phase::cleanup))
//     if (prepared.simple) visit(rules.slot(prepared.blocker));
#pragma once

#include <optional>
#include <vector>

#include "model/framework.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

// Classes of objects that block somebody. For each class in use a moment keeps counts, so that "is there such an object
// among my children, below me, before me" is answered without looking at all of them.
enum BlockerClass {
  kUncleaned,
  kUncleanedUnreferenced,
  kUndestroyed,
  kUndestroyedUnreferenced,
  kAwaited,  // what a waiting `delete` waits for beyond the cleanups: not destroyed, not referenced, not gone by
};
constexpr int kBlockerClasses = kAwaited + 1;

struct PreparedRule {
  PreparedRule(const Instances&, const Rule&);

  const Rule* rule;
  std::optional<Irql> level;  // of the deletions that it speaks of, where it tells them apart
  bool simple;                // speaks of every pair alike
  bool liftable;              // an outstanding reference on the first object may lift it, or the level of the deletion
  BlockerClass blocker;
};

class PreparedRules {
 public:
  explicit PreparedRules(const Instances&);

  // Those that hold this phase of an object back.
  [[nodiscard]] const std::vector<PreparedRule>& of(Phase phase) const { return by_phase_[phase == Phase::destroy]; }
  // Where a class is in Moment::Cache::blockers, -1: not in use; and how many are in use.
  [[nodiscard]] int slot(BlockerClass c) const { return slot_[c]; }
  [[nodiscard]] int slots() const { return slots_; }

 private:
  std::vector<PreparedRule> by_phase_[2];
  int slot_[kBlockerClasses];
  int slots_ = 0;
};

}  // namespace afterlife

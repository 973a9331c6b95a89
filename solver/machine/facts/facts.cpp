#include "solver/machine/facts/facts.hpp"

#include <algorithm>
#include <string>

namespace afterlife {
namespace {

std::vector<const HeldReference*> held_by(const Instances& instances, const TypeDecl& type,
                                          HeldReference::Relation relation) {
  std::vector<const HeldReference*> held;
  for (const HeldReference& reference : instances.framework().held_references)
    if (reference.relation == relation &&
        (reference.types.empty() || std::ranges::any_of(reference.types, [&](const auto& t) { return type.is(t); })))
      held.push_back(&reference);
  return held;
}

std::vector<FrameworkHolds> holds_of(const Instances& instances) {
  using R = HeldReference::Relation;
  std::vector<FrameworkHolds> holds;
  for (int d = 0; d < static_cast<int>(instances.scenario().objects.size()); ++d) {
    const TypeDecl& type = instances.type(instances.first(d));
    holds.push_back({.on_allocator = held_by(instances, type, R::allocation_on_allocator),
                     .on_parent = held_by(instances, type, R::child_on_parent),
                     .on_items = held_by(instances, type, R::item_of_collection),
                     .by_run = static_cast<int>(held_by(instances, type, R::run_on_object).size())});
  }
  return holds;
}

std::vector<MachineFacts::Role> roles_of(const Instances& instances) {
  using R = MachineFacts::Role;
  std::vector<R> roles;
  for (int i = 0; i < instances.size(); ++i)
    roles.push_back(instances.type(i).has_role("request")     ? R::request
                    : instances.type(i).has_role("io-target") ? R::io_target
                                                              : R::none);
  return roles;
}

LockSlots locks_of(const Instances& instances) {
  LockSlots locks;
  locks.count = static_cast<int>(instances.scenario().locks.size());
  for (int i = 0; i < instances.size(); ++i) locks.of_object.push_back(instances.decl(i).is_lock ? locks.count++ : -1);
  return locks;
}

std::map<std::pair<EventKind, int>, std::vector<int>> assumptions_of(const Scenario& scenario) {
  std::map<std::pair<EventKind, int>, std::vector<int>> found;
  for (int i = 0; i < static_cast<int>(scenario.assume.size()); ++i) {
    const EventName& then = scenario.assume[i].then;
    found[{then.kind, then.index}].push_back(i);
  }
  return found;
}

}  // namespace

MachineFacts::MachineFacts(Kept<Instances> given)
    : instances(given),
      scenario(given->scenario()),
      deletion(given->framework().deletion),
      size(given->size()),
      tree(given),
      bodies(given),
      rules(given),
      holds(holds_of(given)),
      roles(roles_of(given)),
      locks(locks_of(given)),
      held_back_by(assumptions_of(scenario)) {}

}  // namespace afterlife

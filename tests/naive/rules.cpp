// Rules with their conditions, and the references that the framework itself holds.
#include <algorithm>

#include "tests/naive/tree.hpp"

namespace afterlife::naive {

// Something of such a type is above self, and is neither the first object nor above it.
bool Tree::crosses(const std::vector<std::string>& types, int first, int self) const {
  return std::ranges::any_of(ancestors(self), [&](int up) {
    return std::ranges::any_of(types, [&](const std::string& t) { return type(up).is(t); }) && !inside(up, first);
  });
}

bool Tree::met(const State& s, const Conditions& c, int first, int self) const {
  if (c.self_type && !type(self).is(*c.self_type)) return false;
  if (c.first_type && !type(first).is(*c.first_type)) return false;
  if (c.self_pool && declaration(self).pool != *c.self_pool) return false;
  if (c.first_pool && declaration(first).pool != *c.first_pool) return false;
  if (c.self_execution_level && declaration(self).execution_level != c.self_execution_level) return false;
  if (c.first_execution_level && declaration(first).execution_level != c.first_execution_level) return false;
  if (c.deletion_irql && s.objects[deletion_root(s, self)].level != *c.deletion_irql) return false;
  if (c.first_passive && !passive(first)) return false;
  if (crosses(c.not_across, first, self)) return false;
  return !c.referenced || referenced(s, first);
}

bool Tree::rules_permit(const State& s, Phase then, int self) const {
  for (const Rule& rule : framework_.rules) {
    if (rule.then != then) continue;
    for (const int first : on_axis(s, rule.axis, self)) {
      if (rule.where && !met(s, *rule.where, first, self)) continue;
      if (rule.unless && met(s, *rule.unless, first, self)) continue;
      const bool over =
          rule.first == Phase::cleanup ? cleaned_up(s, first) : s.objects[first].destroy == Progress::done;
      if (!over) return false;
    }
  }
  return true;
}

bool Tree::holds(const State& s, const HeldReference& held, int holder, int object) const {
  using Relation = HeldReference::Relation;
  using Until = HeldReference::Until;
  const ObjectState& o = s.objects[object];
  const ObjectState& h = s.objects[holder];
  bool related = false;
  switch (held.relation) {
    case Relation::allocation_on_allocator: related = instances_[holder].from == object; break;
    case Relation::child_on_parent: related = instances_[holder].parent == object; break;
    case Relation::item_of_collection: related = o.kept_in.contains(holder); break;
    case Relation::run_on_object: related = holder == object && (o.sent_to >= 0 || !idle(s, object)); break;
  }
  if (!related || !h.born) return false;
  if (!held.types.empty() && std::ranges::none_of(held.types, [&](const std::string& t) { return type(holder).is(t); }))
    return false;
  switch (held.until) {
    case Until::cleanup_begins: return h.cleanup == Progress::not_begun;
    case Until::cleanup_ends: return h.cleanup != Progress::done;
    case Until::destroy_ends: return h.destroy != Progress::done;
    case Until::run_ends: return true;
  }
  return false;
}

bool Tree::framework_holds(const State& s, int object) const {
  for (const HeldReference& held : framework_.held_references)
    for (int holder = 0; holder < static_cast<int>(instances_.size()); ++holder)
      if (holds(s, held, holder, object)) return true;
  return false;
}

bool Tree::referenced(const State& s, int object) const {
  return s.objects[object].references > 0 || framework_holds(s, object);
}

}  // namespace afterlife::naive

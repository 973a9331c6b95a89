#include "tests/naive/tree.hpp"

#include <algorithm>
#include <stdexcept>

namespace afterlife::naive {

Tree::Tree(const Scenario& scenario, const Framework& framework) : scenario_(scenario), framework_(framework) {
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d)
    for (int number = 1; number <= scenario.objects[d].count; ++number) instances_.push_back({d, number});
  const auto same_number_or_first = [&](const std::optional<int>& d, int number) {
    if (!d) return -1;
    const int same = instance(*d, number);
    return same >= 0 ? same : instance(*d, 1);
  };
  for (Instance& made : instances_) {
    made.parent = same_number_or_first(scenario.objects[made.declaration].parent, made.number);
    made.from = same_number_or_first(scenario.objects[made.declaration].from, made.number);
  }
}

std::vector<int> Tree::instances_of(int declaration) const {
  std::vector<int> found;
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].declaration == declaration) found.push_back(i);
  return found;
}

int Tree::instance(int declaration, int number) const {
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].declaration == declaration && instances_[i].number == number) return i;
  return -1;
}

std::vector<int> Tree::ancestors(int object) const {
  std::vector<int> found;
  for (int up = instances_[object].parent; up >= 0; up = instances_[up].parent) found.push_back(up);
  return found;
}

const TypeDecl& Tree::type(int object) const {
  const TypeDecl* found = framework_.type(declaration(object).type);
  if (found == nullptr) throw std::logic_error("an object of a type that the framework does not have");
  return *found;
}

int Tree::deletion_root(const State& s, int object) const {
  if (s.objects[object].root) return object;
  for (const int up : ancestors(object))
    if (s.objects[up].root) return up;
  return -1;
}

bool Tree::on_list(const State& s, int object) const {
  const bool left = framework_.deletion.leaves_list && s.objects[object].root && instances_[object].parent >= 0;
  return s.objects[object].born && !left;
}

std::vector<int> Tree::children(const State& s, int object) const {
  std::vector<int> found;
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].parent == object && on_list(s, i)) found.push_back(i);
  return found;
}

std::vector<int> Tree::descendants(const State& s, int object) const {
  std::vector<int> found;
  for (const int child : children(s, object)) {
    found.push_back(child);
    for (const int below : descendants(s, child)) found.push_back(below);
  }
  return found;
}

std::vector<int> Tree::siblings(const State& s, int object, bool earlier) const {
  std::vector<int> found;
  if (instances_[object].parent < 0) return found;
  for (const int other : children(s, instances_[object].parent)) {
    if (other == object) continue;
    if ((s.objects[other].place < s.objects[object].place) == earlier) found.push_back(other);
  }
  return found;
}

// Everything under an earlier (later) sibling of the object, or of one of its ancestors inside the deletion.
std::vector<int> Tree::before_or_after(const State& s, int object, bool before) const {
  std::vector<int> found;
  const int root = deletion_root(s, object);
  for (int up = object; up >= 0 && up != root; up = instances_[up].parent)
    for (const int beside : siblings(s, up, before)) {
      found.push_back(beside);
      for (const int below : descendants(s, beside)) found.push_back(below);
    }
  return found;
}

bool Tree::inside(int root, int object) const {
  const std::vector<int> above = ancestors(object);
  return object == root || std::ranges::find(above, root) != above.end();
}

std::vector<int> Tree::on_axis(const State& s, Axis axis, int self) const {
  const int root = deletion_root(s, self);
  std::vector<int> found;
  switch (axis) {
    case Axis::self: return {self};
    case Axis::parent:
      if (self != root && instances_[self].parent >= 0) found.push_back(instances_[self].parent);
      return found;
    case Axis::ancestor:
      if (self == root) return found;
      for (const int up : ancestors(self)) {
        found.push_back(up);
        if (up == root) break;
      }
      return found;
    case Axis::child: return children(s, self);
    case Axis::descendant: return descendants(s, self);
    case Axis::preceding_sibling: return self == root ? found : siblings(s, self, true);
    case Axis::following_sibling: return self == root ? found : siblings(s, self, false);
    case Axis::preceding: return before_or_after(s, self, true);
    case Axis::following: return before_or_after(s, self, false);
    case Axis::allocator: {
      const int from = instances_[self].from;
      if (from >= 0 && s.objects[from].born && inside(root, from)) found.push_back(from);
      return found;
    }
    case Axis::allocation:
      for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
        if (instances_[i].from == self && s.objects[i].born && inside(root, i)) found.push_back(i);
      return found;
  }
  return found;
}

// Every deletion is asked for at PASSIVE_LEVEL here: levels are not decided yet.
bool Tree::met(const State& s, const Conditions& c, int first, int self) const {
  if (c.self_type && !type(self).is(*c.self_type)) return false;
  if (c.first_type && !type(first).is(*c.first_type)) return false;
  if (c.self_pool && declaration(self).pool != *c.self_pool) return false;
  if (c.first_pool && declaration(first).pool != *c.first_pool) return false;
  if (c.self_execution_level && declaration(self).execution_level != c.self_execution_level) return false;
  if (c.first_execution_level && declaration(first).execution_level != c.first_execution_level) return false;
  if (c.deletion_irql && *c.deletion_irql != Irql::passive) return false;
  if (c.first_passive && !type(first).passive_cleanup) return false;
  return !c.referenced || referenced(s, first);
}

bool Tree::rules_permit(const State& s, Phase then, int self) const {
  for (const Rule& rule : framework_.rules) {
    if (rule.then != then) continue;
    for (const int first : on_axis(s, rule.axis, self)) {
      if (rule.where && !met(s, *rule.where, first, self)) continue;
      if (rule.unless && met(s, *rule.unless, first, self)) continue;
      const ObjectState& o = s.objects[first];
      if ((rule.first == Phase::cleanup ? o.cleanup : o.destroy) != Progress::done) return false;
    }
  }
  return true;
}

bool Tree::reached_by_walk(const State& s, int object) const {
  if (s.objects[object].root) return true;
  const int parent = instances_[object].parent;
  if (parent < 0 || !reached_by_walk(s, parent)) return false;
  return std::ranges::all_of(siblings(s, object, true),
                             [&](int other) { return s.objects[other].cleanup == Progress::done; });
}

bool Tree::takes_no_children(const State& s, int object) const {
  if (framework_.deletion.takes == DeletionFacts::Takes::at_once) return deletion_root(s, object) >= 0;
  return reached_by_walk(s, object);
}

bool Tree::delete_takes_effect(const State& s, int object) const {
  if (framework_.deletion.takes == DeletionFacts::Takes::at_once) return deletion_root(s, object) < 0;
  const int parent = instances_[object].parent;
  return !s.objects[object].root && !(parent >= 0 && reached_by_walk(s, parent));
}

bool Tree::framework_holds(const State& s, int object) const {
  using Relation = HeldReference::Relation;
  using Until = HeldReference::Until;
  for (const HeldReference& held : framework_.held_references)
    for (int holder = 0; holder < static_cast<int>(instances_.size()); ++holder) {
      const bool related = (held.relation == Relation::allocation_on_allocator && instances_[holder].from == object) ||
                           (held.relation == Relation::child_on_parent && instances_[holder].parent == object);
      const ObjectState& h = s.objects[holder];
      if (!related || !h.born) continue;
      if (!held.types.empty() &&
          std::ranges::none_of(held.types, [&](const std::string& t) { return type(holder).is(t); }))
        continue;
      const bool over = held.until == Until::cleanup_begins ? h.cleanup != Progress::not_begun
                        : held.until == Until::cleanup_ends ? h.cleanup == Progress::done
                                                            : h.destroy == Progress::done;
      if (!over) return true;
    }
  return false;
}

bool Tree::referenced(const State& s, int object) const {
  return s.objects[object].references > 0 || framework_holds(s, object);
}

bool Tree::cleanup_may_begin(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return o.born && o.cleanup == Progress::not_begun && deletion_root(s, object) >= 0 &&
         rules_permit(s, Phase::cleanup, object);
}

bool Tree::destroy_may_begin(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return o.cleanup == Progress::done && o.destroy == Progress::not_begun && !referenced(s, object) &&
         (o.gone_by || rules_permit(s, Phase::destroy, object));
}

bool Tree::pass_may_go_by(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return framework_.deletion.destroy_pass && o.cleanup == Progress::done && o.destroy == Progress::not_begun &&
         !o.gone_by && referenced(s, object) && rules_permit(s, Phase::destroy, object);
}

bool Tree::delete_returns(const State& s, int object) const {
  std::vector<int> deleted = descendants(s, object);
  deleted.push_back(object);
  const bool destroys_too = framework_.deletion.returns == DeletionFacts::Returns::after_cleanup;
  return std::ranges::all_of(deleted, [&](int d) {
    const ObjectState& o = s.objects[d];
    if (o.cleanup != Progress::done) return false;
    return !destroys_too || o.destroy == Progress::done || o.gone_by || referenced(s, d);
  });
}

}  // namespace afterlife::naive

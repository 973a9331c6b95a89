#include "solver/analysis/may_analysis.hpp"

#include <algorithm>

namespace afterlife {

MayAnalysis::MayAnalysis(Kept<Events> events, const Deadline& deadline)
    : events_(events), instances_(events->instances()) {
  deletes_.resize(instances_.size());
  referenced_.resize(instances_.size());
  find_framework_holders(deadline);
  find_collections(deadline);
  for (const Event& event : events_.all())
    if (event.kind == Event::Kind::resume) resumes_[event.request].push_back(event.id);
  for (int o = 0; o < instances_.size(); ++o) {
    deadline.keep();
    deletes_[o] = acts_on(ActionKind::delete_, o);
    referenced_[o] = !framework_holders_[o].empty() || !collections_[o].empty() || held_by_run(o) ||
                     !events_.holders(o).empty() || !acts_on(ActionKind::reference, o).empty();
  }
}

void MayAnalysis::find_framework_holders(const Deadline& deadline) {
  framework_holders_.resize(instances_.size());
  for (const HeldReference& held : instances_.framework().held_references)
    for (int holder = 0; holder < instances_.size(); ++holder) {
      deadline.keep();
      const bool allocation = held.relation == HeldReference::Relation::allocation_on_allocator;
      if (!allocation && held.relation != HeldReference::Relation::child_on_parent) continue;
      const int on = allocation ? instances_[holder].from : instances_[holder].parent;
      const bool of_type = held.types.empty() || std::ranges::any_of(held.types, [&](const std::string& type) {
                             return instances_.type(holder).is(type);
                           });
      if (on < 0 || !of_type) continue;
      const bool begins = held.until == HeldReference::Until::cleanup_begins;
      const Phase phase = held.until == HeldReference::Until::destroy_ends ? Phase::destroy : Phase::cleanup;
      framework_holders_[on].push_back(
          {&held, holder, begins ? events_.begin_of(holder, phase) : events_.end_of(holder, phase)});
    }
}

// Which collections may hold references on which items.
void MayAnalysis::find_collections(const Deadline& deadline) {
  collections_.resize(instances_.size());
  for (const HeldReference& held : instances_.framework().held_references) {
    if (held.relation != HeldReference::Relation::item_of_collection) continue;
    for (int collection = 0; collection < instances_.size(); ++collection) {
      const bool of_type = held.types.empty() || std::ranges::any_of(held.types, [&](const std::string& type) {
                             return instances_.type(collection).is(type);
                           });
      if (!of_type) continue;
      const std::vector<int> adds = acts_with(ActionKind::add, collection);
      if (adds.empty()) continue;
      for (int item = 0; item < instances_.size(); ++item) {
        deadline.keep();
        if (std::ranges::any_of(adds, [&](int add) { return may_target(events_.at(add), item); }))
          collections_[item].emplace_back(&held, collection);
      }
    }
  }
}

bool MayAnalysis::held_by_run(int object) const {
  return !events_.runs(object).empty() &&
         std::ranges::any_of(instances_.framework().held_references, [&](const HeldReference& held) {
           return held.relation == HeldReference::Relation::run_on_object &&
                  (held.types.empty() || std::ranges::any_of(held.types, [&](const std::string& type) {
                     return instances_.type(object).is(type);
                   }));
         });
}

std::vector<Events::Run> MayAnalysis::runs_named(const EventName& name, int object) const {
  const ObjectDecl& decl = instances_.decl(object);
  if (decl.entry && decl.entry->name == name.callback) return events_.runs(object);
  for (std::size_t i = 0; i < decl.removals.size(); ++i)
    if (decl.removals[i].name == name.callback) return events_.calls(object, static_cast<int>(i));
  return {};
}

bool MayAnalysis::may_be_deleted(int object) const {
  return std::ranges::any_of(path(object, -1), [&](int up) { return deletable(up); });
}

const std::vector<int>& MayAnalysis::resumes_of(int request) const {
  static const std::vector<int> none;
  const auto found = resumes_.find(request);
  return found == resumes_.end() ? none : found->second;
}

bool MayAnalysis::means(const Target& target, int object, int declaration) const {
  switch (target.binding.kind) {
    case Binding::Kind::instance: return target.binding.id == object;
    case Binding::Kind::any: return declaration == instances_[object].decl;
    case Binding::Kind::created:
    case Binding::Kind::taken: return events_.at(target.binding.id).action->target.index == instances_[object].decl;
  }
  return false;
}

bool MayAnalysis::may_target(const Event& event, int object) const {
  return std::ranges::any_of(event.targets,
                             [&](const Target& target) { return means(target, object, event.action->target.index); });
}

bool MayAnalysis::may_name_second(const Event& event, int object) const {
  return std::ranges::any_of(event.others,
                             [&](const Target& target) { return means(target, object, event.action->other->index); });
}

std::vector<int> MayAnalysis::second_names(const Event& event) const {
  std::vector<int> found;
  if (event.others.empty()) return found;
  for (int object = 0; object < instances_.size(); ++object)
    if (may_name_second(event, object)) found.push_back(object);
  return found;
}

std::vector<int> MayAnalysis::acts_with(ActionKind kind, int object) const {
  std::vector<int> found;
  for (const int e : events_.acts_with(kind, instances_[object].decl))
    if (may_name_second(events_.at(e), object)) found.push_back(e);
  return found;
}

std::vector<int> MayAnalysis::acts_on(ActionKind kind, int object) const {
  std::vector<int> found;
  for (const int e : events_.acts(kind, EntityKind::object, instances_[object].decl))
    if (may_target(events_.at(e), object)) found.push_back(e);
  return found;
}

const std::vector<int>& MayAnalysis::births_of(int object) const {
  static const std::vector<int> none;
  if (instances_[object].born_at_start) return none;
  return events_.acts(ActionKind::create, EntityKind::object, instances_[object].decl);
}

std::vector<int> MayAnalysis::path(int below, int above) const {
  std::vector<int> way;
  for (int up = below; up >= 0 && up != above; up = instances_[up].parent) way.push_back(up);
  return way;
}

bool MayAnalysis::same_or_below(int object, int root) const {
  return object == root || instances_.is_ancestor(root, object);
}

std::vector<int> MayAnalysis::subtree(int root) const {
  std::vector<int> found{root};
  for (std::size_t next = 0; next < found.size(); ++next)
    for (const int child : instances_[found[next]].children) found.push_back(child);
  return found;
}

MayAnalysis::Siblings MayAnalysis::siblings(int self, int other) const {
  for (int mine = self; mine >= 0; mine = instances_[mine].parent)
    for (int theirs = other; theirs >= 0; theirs = instances_[theirs].parent)
      if (mine != theirs && instances_[mine].parent >= 0 && instances_[mine].parent == instances_[theirs].parent)
        return {mine, theirs};
  return {};
}

// Whether `a` is before `b` in document order, or may be: creation at run time comes after everything that is born at
// the start, and within one declaration instances are born in number order.
static bool may_precede(const Instances& instances, int a, int b) {
  const Instance& x = instances[a];
  const Instance& y = instances[b];
  if (x.decl == y.decl) return x.number < y.number;
  if (x.born_at_start && y.born_at_start) return a < b;
  return x.born_at_start || !y.born_at_start;
}

std::vector<int> MayAnalysis::on_axis(const Rule& rule, int self) const {
  std::vector<int> found;
  const Instance& me = instances_[self];
  const auto add_subtree = [&](int root) {
    for (const int below : subtree(root)) found.push_back(below);
  };
  switch (rule.axis) {
    case Axis::self: found = {self}; break;
    case Axis::parent:
      if (me.parent >= 0) found = {me.parent};
      break;
    case Axis::ancestor: found = path(me.parent, -1); break;
    case Axis::child: found = me.children; break;
    case Axis::descendant:
      found = subtree(self);
      found.erase(found.begin());
      break;
    case Axis::preceding_sibling:
    case Axis::following_sibling:
    case Axis::preceding:
    case Axis::following: {
      const bool earlier = rule.axis == Axis::preceding_sibling || rule.axis == Axis::preceding;
      const bool deep = rule.axis == Axis::preceding || rule.axis == Axis::following;
      for (int up = self; up >= 0 && instances_[up].parent >= 0; up = instances_[up].parent) {
        for (const int sibling : instances_[instances_[up].parent].children) {
          if (sibling == up || !(earlier ? may_precede(instances_, sibling, up) : may_precede(instances_, up, sibling)))
            continue;
          if (deep)
            add_subtree(sibling);
          else
            found.push_back(sibling);
        }
        if (!deep) break;
      }
      break;
    }
    case Axis::allocator:
      if (me.from >= 0) found = {me.from};
      break;
    case Axis::allocation: found = me.allocations; break;
  }
  std::erase_if(found, [&](int other) { return !instances_.applies(rule, other, self); });
  return found;
}

bool MayAnalysis::always_applies(const Rule& rule, int other, int self) const {
  if (rule.where && rule.where->deletion_irql && instances_.has_dispatch()) return false;
  if (instances_.liftable(rule, other, self) && (!rule.unless->referenced || may_be_referenced(other))) return false;
  const auto none_deletable = [&](const std::vector<int>& objects) {
    return std::ranges::none_of(objects, [&](int o) { return deletable(o); });
  };
  const bool lists = instances_.framework().deletion.leaves_list;
  const bool born = instances_[other].born_at_start;
  switch (rule.axis) {
    case Axis::self: return true;
    case Axis::parent:
    case Axis::ancestor: return none_deletable(path(self, other));
    case Axis::child:
    case Axis::descendant: return born && (!lists || none_deletable(path(other, self)));
    case Axis::preceding_sibling:
    case Axis::following_sibling:
    case Axis::preceding:
    case Axis::following: {
      const Siblings pair = siblings(self, other);
      const int parent = instances_[pair.of_self].parent;
      const bool mine_born =
          std::ranges::all_of(path(self, parent), [&](int o) { return instances_[o].born_at_start; });
      return born && instances_[pair.of_other].born_at_start && mine_born && none_deletable(path(self, parent)) &&
             (!lists || none_deletable(path(other, parent)));
    }
    case Axis::allocator:
    case Axis::allocation: {
      bool inside = born;
      for (const int root : path(self, -1)) inside = inside && (!deletable(root) || same_or_below(other, root));
      return inside;
    }
  }
  return false;
}

}  // namespace afterlife

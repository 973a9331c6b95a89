#include "solver/reduction/idle_objects.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "solver/reduction/usage.hpp"

#include "model/bodies.hpp"

namespace afterlife {

bool orders_siblings(const Framework& framework) {
  const bool by_rule = std::ranges::any_of(framework.rules, [](const Rule& rule) {
    return rule.axis == Axis::preceding || rule.axis == Axis::preceding_sibling || rule.axis == Axis::following ||
           rule.axis == Axis::following_sibling;
  });
  return by_rule || framework.deletion.takes == DeletionFacts::Takes::when_reached;
}

namespace {

// Whether idle objects at rest can have got differently far by their depth: with a rule on parents, those whose parent
// is not idle may wait for it for ever, those further down wait for an idle one.
bool tells_levels_apart(const Framework& framework) {
  return std::ranges::any_of(framework.rules, [](const Rule& rule) { return rule.axis == Axis::parent; });
}

// Whether idle objects can be merged with those above them. Not where siblings are ordered and depths told apart, for
// then the levels take turns; nor where an earlier sibling can hold up an object but not those below it.
bool merges_levels(const Framework& framework) {
  const auto by_sibling = [](const Rule& rule) { return rule.axis == Axis::preceding_sibling; };
  return !std::ranges::any_of(framework.rules, by_sibling) &&
         !(tells_levels_apart(framework) && orders_siblings(framework));
}

// Only downward and backward orders and those on ancestors leave an idle object with nothing but its betters to wait
// for.
bool understood(const Framework& framework) {
  return std::ranges::all_of(framework.rules, [](const Rule& rule) {
    switch (rule.axis) {
      case Axis::child:
      case Axis::descendant:
      case Axis::preceding:
      case Axis::preceding_sibling: return rule.first == rule.then;
      case Axis::parent:
      case Axis::ancestor: return rule.first == Phase::cleanup && rule.then == Phase::destroy;
      case Axis::self:
      case Axis::following_sibling:
      case Axis::following:
      case Axis::allocator:
      case Axis::allocation: break;
    }
    return false;
  });
}

// What rules and reference relations can tell apart about a type.
std::string kind_of(const ObjectDecl& object, const Framework& framework) {
  std::set<std::string> told_apart;
  for (const Rule& rule : framework.rules)
    for (const auto* conditions : {&rule.where, &rule.unless}) {
      if (!*conditions) continue;
      if ((*conditions)->self_type) told_apart.insert(*(*conditions)->self_type);
      if ((*conditions)->first_type) told_apart.insert(*(*conditions)->first_type);
      told_apart.insert((*conditions)->not_across.begin(), (*conditions)->not_across.end());
    }
  for (const HeldReference& held : framework.held_references) told_apart.insert(held.types.begin(), held.types.end());
  const TypeDecl& type = *framework.type(object.type);
  const bool passive = type.passive_cleanup || object.execution_level == Irql::passive || object.pool == "paged";
  const std::string level = object.execution_level ? (*object.execution_level == Irql::passive ? "p" : "d") : "";
  std::string kind =
      object.pool + "|" + level + (passive ? "passive|" : "|") + std::to_string(object.from.value_or(-1)) + "|";
  for (const std::string& name : told_apart)
    if (type.is(name)) kind += name + "|";
  return kind;
}

bool plain(const ObjectDecl& object) {
  return !object.cleanup && !object.destroy && !object.entry && object.removals.empty() && !object.created;
}

}  // namespace

IdleReduction::IdleReduction(Kept<Scenario> whole, Kept<Framework> framework, bool merge, const Deadline& deadline)
    : whole_(whole), framework_(framework) {
  const std::size_t n = whole_.objects.size();
  children_.resize(n);
  idle_.assign(n, false);
  for (std::size_t d = 0; d < n; ++d) {
    kept_instances_.push_back(whole_.objects[d].count);
    if (whole_.objects[d].parent) children_[*whole_.objects[d].parent].push_back(static_cast<int>(d));
  }
  if (merge && understood(framework_)) find_idle();
  build(deadline);
  pair_all();
}

void IdleReduction::find_idle() {
  const std::vector<Usage> mentioned = usage_of(whole_);
  std::vector<bool> allocated_from(whole_.objects.size());
  for (const ObjectDecl& object : whole_.objects)
    if (object.from) allocated_from[*object.from] = true;
  // A child may be declared before its parent, so go by levels: a declaration is settled when all below it are.
  std::vector<int> order;
  for (std::size_t d = 0; d < children_.size(); ++d)
    if (!whole_.objects[d].parent) order.push_back(static_cast<int>(d));
  for (std::size_t next = 0; next < order.size(); ++next)
    order.insert(order.end(), children_[order[next]].begin(), children_[order[next]].end());
  std::ranges::reverse(order);
  const bool levels = merges_levels(framework_);
  for (const int d : order) {
    const ObjectDecl& object = whole_.objects[d];
    const Usage& how = mentioned[d];
    const bool idle_below = std::ranges::all_of(children_[d], [&](int child) {
      return levels && idle_[child] && !whole_.objects[child].from &&
             kind_of(whole_.objects[child], framework_) == kind_of(object, framework_);
    });
    const auto single = [&](const std::optional<int>& other) { return !other || whole_.objects[*other].count == 1; };
    const bool single_parent = single(object.parent) && single(object.from);
    idle_[d] = plain(object) && !how.by_name && !allocated_from[d] && idle_below && single_parent && object.parent &&
               ((object.count == 1 && !object.from) || children_[d].empty());
    const bool may_trim = !object.cleanup && !object.destroy && !object.entry && object.removals.empty() &&
                          !object.created && !how.all_of_them && children_[d].empty() && !allocated_from[d] &&
                          single_parent && object.parent;
    if (idle_[d] || !may_trim) continue;
    const std::uint64_t wanted = std::max<std::uint64_t>(
        {std::uint64_t{1}, static_cast<std::uint64_t>(how.highest_number), how.picks + (how.in_orders ? 2U : 0U)});
    if (wanted + 1 < static_cast<std::uint64_t>(object.count)) kept_instances_[d] = static_cast<int>(wanted);
  }
}

void IdleReduction::build(const Deadline& deadline) {
  reduced_ = whole_;
  reduced_.objects.clear();
  declaration_of_.assign(whole_.objects.size(), -1);
  const bool neighbours_only = orders_siblings(framework_);
  const bool split = tells_levels_apart(framework_);
  std::map<std::pair<int, std::string>, int> open;  // (parent, kind) -> the group's declaration
  std::map<int, std::pair<std::string, int>> last;  // parent -> kind and group of its latest child; -1: no group
  for (std::size_t i = 0; i < whole_.objects.size(); ++i) {
    deadline.keep();
    const int d = static_cast<int>(i);
    const ObjectDecl& object = whole_.objects[i];
    const int parent = object.parent.value_or(-1);
    if (idle_[i]) {
      if (idle_[parent]) continue;  // below another idle one: it goes with that
      const std::string kind = kind_of(object, framework_);
      int group = -1;
      if (neighbours_only) {
        if (const auto before = last.find(parent); before != last.end() && before->second.first == kind)
          group = before->second.second;
      } else if (const auto found = open.find({parent, kind}); found != open.end()) {
        group = found->second;
      }
      if (group < 0) {
        group = new_group(d);
        open[{parent, kind}] = group;
      }
      add_to(group, d, split);
      last[parent] = {kind, group};
      continue;
    }
    declaration_of_[i] = static_cast<int>(reduced_.objects.size());
    reduced_.objects.push_back(object);
    whole_of_.push_back(d);
    last[parent] = {"", -1};
    if (kept_instances_[i] == object.count) continue;
    reduced_.objects.back().count = kept_instances_[i];
    ObjectDecl rest = object;
    rest.name += "#" + std::to_string(kept_instances_[i] + 1);
    rest.stands_for = static_cast<std::uint64_t>(object.count - kept_instances_[i]);
    rest.count = 1;
    Group& left = groups_[static_cast<int>(reduced_.objects.size())];
    left.counted = d;
    left.first_number = kept_instances_[i] + 1;
    reduced_.objects.push_back(rest);
    whole_of_.push_back(-1);
  }
}

// A group that goes by this declaration, and so far stands for nobody.
int IdleReduction::new_group(int declaration) {
  const int group = static_cast<int>(reduced_.objects.size());
  reduced_.objects.push_back(whole_.objects[declaration]);
  reduced_.objects.back().count = 1;
  reduced_.objects.back().stands_for = 0;
  whole_of_.push_back(-1);
  groups_[group];
  return group;
}

// The declaration joins the group, with all that is below it; or that goes into a group below.
void IdleReduction::add_to(int group, int top, bool split) {
  declaration_of_[top] = group;
  std::vector<int> members = declarations_below(top);
  const auto join = [&](int into, const std::vector<int>& joining) {
    for (const int each : joining) {
      reduced_.objects[into].stands_for += static_cast<std::uint64_t>(whole_.objects[each].count);
      groups_[into].members.push_back(each);
    }
  };
  if (!split || members.size() == 1) return join(group, members);
  members.pop_back();
  join(group, {top});
  if (groups_[group].below < 0) {
    const int below = new_group(children_[top].front());
    groups_[group].below = below;
  }
  join(groups_[group].below, members);
}

// The declaration and all below it, those below before those above, siblings in order.
std::vector<int> IdleReduction::declarations_below(int declaration) const {
  std::vector<int> order{declaration};
  for (std::size_t next = 0; next < order.size(); ++next) {
    // Depth first with the last child first, so that the reverse is in order.
    const int top = order[next];
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(next) + 1, children_[top].rbegin(), children_[top].rend());
  }
  std::ranges::reverse(order);
  return order;
}

std::vector<IdleReduction::Member> IdleReduction::members(int declaration, int number) const {
  const auto group = groups_.find(declaration);
  if (group == groups_.end()) return {{whole_of_[declaration], number}};
  std::vector<Member> found;
  const auto add = [&](int whole, int from) {
    for (int n = from; n <= whole_.objects[whole].count; ++n) found.push_back({whole, n});
  };
  if (group->second.counted >= 0) add(group->second.counted, group->second.first_number);
  for (const int member : group->second.members) add(member, 1);
  return found;
}

const Action* IdleReduction::original(const Action* action) const {
  if (action == nullptr) return nullptr;
  return originals_.at(action);
}

namespace {

void renumber(Mention& mention, const std::vector<int>& declaration_of) {
  if (mention.entity == EntityKind::object && mention.index >= 0) mention.index = declaration_of[mention.index];
}

void renumber(Body& body, const std::vector<int>& declaration_of) {
  for_each_action(body, [&](Action& action) {
    renumber(action.target, declaration_of);
    if (action.other) renumber(*action.other, declaration_of);
  });
}

void renumber(EventName& event, const std::vector<int>& declaration_of) {
  const bool of_thread = is_of_thread(event.kind);
  if (!of_thread && event.index >= 0) event.index = declaration_of[event.index];
}

}  // namespace

void IdleReduction::pair_actions(const Body& whole, const Body& reduced) {
  for (std::size_t i = 0; i < whole.size(); ++i) {
    originals_.emplace(&reduced[i], &whole[i]);
    for (std::size_t b = 0; b < whole[i].bodies.size(); ++b) pair_actions(whole[i].bodies[b], reduced[i].bodies[b]);
  }
}

void IdleReduction::pair_all() {
  for (ObjectDecl& object : reduced_.objects) {
    if (object.parent) object.parent = declaration_of_[*object.parent];
    if (object.from) object.from = declaration_of_[*object.from];
  }
  for (ThreadDecl& thread : reduced_.threads)
    for (Mention& held : thread.holds) renumber(held, declaration_of_);
  for_each_body(reduced_, [&](Body& body, const BodyRole&) { renumber(body, declaration_of_); });
  for (Order& order : reduced_.assume)
    for (EventName* event : {&order.first, &order.then}) renumber(*event, declaration_of_);
  for (Check& check : reduced_.checks) {
    if (check.of) renumber(*check.of, declaration_of_);
    if (check.kind == Check::Kind::never_hazard) continue;
    renumber(check.order.first, declaration_of_);
    renumber(check.order.then, declaration_of_);
  }
  pair_actions(whole_.teardown, reduced_.teardown);
  for (std::size_t t = 0; t < whole_.threads.size(); ++t)
    pair_actions(whole_.threads[t].does, reduced_.threads[t].does);
  for (std::size_t d = 0; d < reduced_.objects.size(); ++d) {
    if (whole_of_[d] < 0) continue;
    const ObjectDecl& whole = whole_.objects[whole_of_[d]];
    if (whole.cleanup) pair_actions(whole.cleanup->body, reduced_.objects[d].cleanup->body);
    if (whole.destroy) pair_actions(whole.destroy->body, reduced_.objects[d].destroy->body);
    if (whole.entry) pair_actions(whole.entry->body, reduced_.objects[d].entry->body);
    for (std::size_t i = 0; i < whole.removals.size(); ++i)
      pair_actions(whole.removals[i].body, reduced_.objects[d].removals[i].body);
  }
}

namespace {

class Lifting {
 public:
  Lifting(const IdleReduction& reduction, const Instances& reduced, const Machine& machine, const Instances& whole,
          const Deadline& deadline)
      : reduction_(reduction),
        reduced_(reduced),
        machine_(machine),
        whole_(whole),
        deadline_(deadline),
        state_(machine.initial()) {}

  Lifted run(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      Step one = step;
      one.action = reduction_.original(step.action);
      if (step.other >= 0) one.other = members(step.other).front();
      if (step.agent.is_callback()) one.agent.index = members(step.agent.index).front();
      if (step.object < 0) {
        take(one);
        continue;
      }
      const std::vector<int> objects = members(step.object);
      if (objects.size() > 1) lifted_.folded.emplace_back(lifted_.steps.size(), objects.size());
      for (const int object : objects) {
        one.object = object;
        take(one);
      }
    }
    return std::move(lifted_);
  }

 private:
  [[nodiscard]] std::vector<int> members(int reduced_instance) const {
    const Instance& instance = reduced_[reduced_instance];
    std::vector<int> objects;
    for (const IdleReduction::Member& member : reduction_.members(instance.decl, instance.number))
      objects.push_back(whole_.id(member.declaration, member.number));
    return objects;
  }

  void take(const Step& step) {
    deadline_.keep();
    if (!machine_.permits(state_, step))
      throw std::logic_error("the whole scenario does not permit an execution of the reduced one");
    machine_.apply(state_, step);
    lifted_.steps.push_back(step);
  }

  const IdleReduction& reduction_;
  const Instances& reduced_;
  const Machine& machine_;
  const Instances& whole_;
  const Deadline& deadline_;
  State state_;
  Lifted lifted_;
};

}  // namespace

Lifted lift(const IdleReduction& reduction, const Instances& reduced, const Machine& machine, const Instances& whole,
            const std::vector<Step>& steps, const Deadline& deadline) {
  return Lifting(reduction, reduced, machine, whole, deadline).run(steps);
}

}  // namespace afterlife

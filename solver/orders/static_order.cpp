#include "solver/orders/static_order.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace afterlife {
namespace {

bool only_touches(const std::optional<Callback>& callback) {
  return !callback ||
         std::ranges::all_of(callback->body, [](const Action& action) { return afterlife::only_touches(action.kind); });
}

// Only touches, creates nothing, runs nothing.
bool is_plain(const ObjectDecl& object) {
  return only_touches(object.cleanup) && only_touches(object.destroy) && !object.entry && object.removals.empty() &&
         !object.created;
}

// Whether some object is referenced by the framework for being where it is.
bool is_held(const Instances& instances, const HeldReference& held) {
  using Relation = HeldReference::Relation;
  if (held.relation == Relation::run_on_object || held.relation == Relation::item_of_collection) return false;
  for (int i = 0; i < instances.size(); ++i) {
    const Instance& instance = instances[i];
    const bool related = held.relation == Relation::allocation_on_allocator ? instance.from >= 0 : instance.parent >= 0;
    const bool typed = held.types.empty() || std::ranges::any_of(held.types, [&](const std::string& type) {
                         return instances.type(i).is(type);
                       });
    if (related && typed) return true;
  }
  return false;
}

class Maker {
 public:
  Maker(const Instances& instances, const Deadline& deadline) : instances_(instances), deadline_(deadline) {}

  std::optional<StaticOrder> make() {
    if (!nothing_else_happens()) return std::nullopt;
    element_.assign(static_cast<std::size_t>(instances_.size()), -1);
    for (int i = 0; i < instances_.size(); ++i) {
      deadline_.keep();
      int root = i;
      while (instances_[root].parent >= 0) root = instances_[root].parent;
      if (std::ranges::find(roots_, root) == roots_.end()) continue;
      element_[static_cast<std::size_t>(i)] = order_.size;
      order_.size += 2;
    }
    for (int i = 0; i < instances_.size(); ++i) {
      if (element_[static_cast<std::size_t>(i)] < 0) continue;
      add(i, Phase::cleanup, i, Phase::destroy);
      for (const Rule& rule : instances_.framework().rules)
        if (!add_rule(rule, i) || order_.before.size() > kMostPairs) return std::nullopt;
    }
    if (goes_in_circles(order_)) return std::nullopt;
    return StaticOrder{std::move(order_), std::move(element_)};
  }

 private:
  static constexpr std::size_t kMostPairs = 20'000'000;

  bool nothing_else_happens() {
    const Scenario& scenario = instances_.scenario();
    const Framework& framework = instances_.framework();
    if (!scenario.threads.empty() || !scenario.assume.empty() || !std::ranges::all_of(scenario.objects, is_plain) ||
        std::ranges::any_of(framework.held_references, [&](const HeldReference& h) { return is_held(instances_, h); }))
      return false;
    for (const Action& action : scenario.teardown) {
      const Mention& target = action.target;
      if (action.kind != ActionKind::delete_ || target.entity != EntityKind::object) return false;
      const bool one = target.which == Mention::Which::numbered ||
                       (target.which == Mention::Which::bare && scenario.objects[target.index].count == 1);
      if (!one || scenario.objects[target.index].parent) return false;
      const int root = instances_.id(target.index, target.which == Mention::Which::numbered ? target.number : 1);
      if (std::ranges::find(roots_, root) != roots_.end()) return false;
      roots_.push_back(root);
    }
    // A delete that waits puts the next one after it.
    return roots_.size() < 2 || framework.deletion.returns == DeletionFacts::Returns::any_time;
  }

  void add(int first, Phase before, int then, Phase after) {
    const auto element = [&](int object, Phase phase) {
      return element_[static_cast<std::size_t>(object)] + (phase == Phase::destroy ? 1 : 0);
    };
    order_.before.emplace_back(element(first, before), element(then, after));
  }

  void add_pair(const Rule& rule, int first, int self) {
    deadline_.keep();
    if (instances_.applies(rule, first, self)) add(first, rule.first, self, rule.then);
  }
  void add_subtree(const Rule& rule, int top, int self) {
    std::vector<int> open{top};
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      add_pair(rule, at, self);
      open.insert(open.end(), instances_[at].children.begin(), instances_[at].children.end());
    }
  }

  // Everything on the rule's axis; false where this does not know it.
  bool add_rule(const Rule& rule, int self) {
    const Instance& instance = instances_[self];
    switch (rule.axis) {
      case Axis::parent:
        if (instance.parent >= 0) add_pair(rule, instance.parent, self);
        return true;
      case Axis::ancestor:
        for (int up = instance.parent; up >= 0; up = instances_[up].parent) add_pair(rule, up, self);
        return true;
      case Axis::child:
        for (const int child : instance.children) add_pair(rule, child, self);
        return true;
      case Axis::descendant:
        for (const int child : instance.children) add_subtree(rule, child, self);
        return true;
      case Axis::preceding:
        for (int at = self; instances_[at].parent >= 0; at = instances_[at].parent)
          for (const int sibling : instances_[instances_[at].parent].children) {
            if (sibling == at) break;
            add_subtree(rule, sibling, self);
          }
        return true;
      case Axis::self:
      case Axis::preceding_sibling:
      case Axis::following_sibling:
      case Axis::following:
      case Axis::allocator:
      case Axis::allocation: break;
    }
    return false;
  }

  const Instances& instances_;
  const Deadline& deadline_;
  std::vector<int> roots_, element_;
  PartialOrder order_;
};

}  // namespace

std::optional<StaticOrder> static_order(const Instances& instances, const Deadline& deadline) {
  return Maker(instances, deadline).make();
}

}  // namespace afterlife

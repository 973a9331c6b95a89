// Rules that contradict each other: together they ask of a small tree of objects what no order can give. The tree has a
// root with two children, each of these two children of its own, and one more child of the root that is allocated from
// the first; all in one deletion. Rules with conditions are left out, since the conditions may keep them apart.
#include <algorithm>
#include <array>

#include "model/reader/framework/context.hpp"

namespace afterlife {
namespace {

struct Sample {
  std::string_view name;
  int parent;
  int from;
};

// In document order.
constexpr std::array kTree = {
    Sample{"root", -1, -1}, Sample{"A", 0, -1},  Sample{"A1", 1, -1}, Sample{"A2", 1, -1},
    Sample{"B", 0, -1},     Sample{"B1", 4, -1}, Sample{"B2", 4, -1}, Sample{"M", 0, 1},
};
constexpr int kObjects = static_cast<int>(kTree.size());
constexpr std::size_t kEvents = 2 * kTree.size();  // a cleanup and a destroy for each
constexpr int kMostContradictions = 16;

bool is_below(int object, int above) {
  for (int o = kTree[static_cast<std::size_t>(object)].parent; o >= 0; o = kTree[static_cast<std::size_t>(o)].parent)
    if (o == above) return true;
  return false;
}

bool on_axis(int other, int self, Axis axis) {
  const Sample& s = kTree[static_cast<std::size_t>(self)];
  const Sample& o = kTree[static_cast<std::size_t>(other)];
  const bool siblings = other != self && s.parent >= 0 && o.parent == s.parent;
  switch (axis) {
    case Axis::self: return other == self;
    case Axis::parent: return s.parent == other;
    case Axis::ancestor: return is_below(self, other);
    case Axis::child: return o.parent == self;
    case Axis::descendant: return is_below(other, self);
    case Axis::preceding_sibling: return siblings && other < self;
    case Axis::following_sibling: return siblings && other > self;
    case Axis::preceding: return other < self && !is_below(self, other);
    case Axis::following: return other > self && !is_below(other, self);
    case Axis::allocator: return s.from == other;
    case Axis::allocation: return o.from == self;
  }
  return false;
}

std::size_t event(int object, Phase phase) {
  return static_cast<std::size_t>(object) * 2 + (phase == Phase::destroy ? 1 : 0);
}

std::string event_name(std::size_t event) {
  return std::string(kTree[event / 2].name) + "." + std::string(name(event % 2 == 1 ? Phase::destroy : Phase::cleanup));
}

// Which rule asks for one event before another: the first one that does.
struct Orders {
  static constexpr int kNone = -2, kImplied = -1;
  std::array<std::array<int, kEvents>, kEvents> rule;

  Orders() {
    for (auto& row : rule) row.fill(kNone);
    for (int object = 0; object < kObjects; ++object)
      rule[event(object, Phase::cleanup)][event(object, Phase::destroy)] = kImplied;
  }

  void add(const Rule& added, int index) {
    for (int self = 0; self < kObjects; ++self)
      for (int other = 0; other < kObjects; ++other) {
        int& order = rule[event(other, added.first)][event(self, added.then)];
        if (on_axis(other, self, added.axis) && order == kNone) order = index;
      }
  }
};

// A shortest way from an event back to itself; empty when there is none.
std::vector<std::size_t> shortest_cycle_through(const Orders& orders, std::size_t start) {
  std::array<std::size_t, kEvents> came_from;
  came_from.fill(kEvents);
  std::vector<std::size_t> reached = {start};
  for (std::size_t k = 0; k < reached.size(); ++k) {
    for (std::size_t to = 0; to < kEvents; ++to) {
      if (orders.rule[reached[k]][to] == Orders::kNone) continue;
      if (to == start) {
        std::vector<std::size_t> cycle;
        for (std::size_t at = reached[k]; at != start; at = came_from[at]) cycle.push_back(at);
        cycle.push_back(start);
        std::ranges::reverse(cycle);
        return cycle;
      }
      if (came_from[to] != kEvents) continue;
      came_from[to] = reached[k];
      reached.push_back(to);
    }
  }
  return {};
}

std::vector<std::size_t> shortest_cycle(const Orders& orders) {
  std::vector<std::size_t> best;
  for (std::size_t start = 0; start < kEvents; ++start) {
    std::vector<std::size_t> cycle = shortest_cycle_through(orders, start);
    if (!cycle.empty() && (best.empty() || cycle.size() < best.size())) best = std::move(cycle);
  }
  return best;
}

// Whether the condition is met where every object is of this type, without pool or execution level.
bool is_met(const Conditions& c, const TypeDecl* type) {
  const auto is = [&](const std::optional<std::string>& wanted) {
    return !wanted || (type != nullptr && type->is(*wanted));
  };
  const bool of_properties = c.self_pool || c.first_pool || c.self_execution_level || c.first_execution_level;
  const bool at_passive = !c.deletion_irql || *c.deletion_irql == Irql::passive;
  const bool passive = !c.first_passive || (type != nullptr && type->passive_cleanup);
  return is(c.self_type) && is(c.first_type) && !of_properties && at_passive && passive && !c.referenced;
}

bool speaks_of(const Rule& rule, const TypeDecl* type) {
  return !(rule.where && !is_met(*rule.where, type)) && !(rule.unless && is_met(*rule.unless, type));
}

// The types that rules tell apart; those whose objects cannot stand in the tree at all are left out.
std::vector<const TypeDecl*> types_to_try(const Framework& framework) {
  std::vector<const TypeDecl*> types = {framework.type(framework.general_type)};
  const auto add = [&](const std::optional<std::string>& name) {
    const TypeDecl* type = name ? framework.type(*name) : nullptr;
    if (type != nullptr && type->parent.need != ParentRule::Need::forbidden &&
        std::ranges::find(types, type) == types.end())
      types.push_back(type);
  };
  for (const Rule& rule : framework.rules)
    for (const std::optional<Conditions>& c : {rule.where, rule.unless})
      if (c) add(c->self_type), add(c->first_type);
  return types;
}

// Says the cycle and gives back the rule in it that comes last: the one to leave out when looking for more.
int report(FrameworkContext& context, const Orders& orders, const std::vector<std::size_t>& cycle,
           const TypeDecl* type) {
  const std::vector<Rule>& rules = context.framework.rules;
  int last = Orders::kImplied;
  std::string text = event_name(cycle.front());
  for (std::size_t k = 0; k < cycle.size(); ++k) {
    const std::size_t to = cycle[(k + 1) % cycle.size()];
    const int rule = orders.rule[cycle[k]][to];
    text += " -> " + event_name(to);
    text += rule == Orders::kImplied ? " (always)" : " (" + rules[static_cast<std::size_t>(rule)].id + ")";
    // Of two files the extending one (a smaller number) has the later word.
    if (rule == Orders::kImplied) continue;
    const auto later = [&](int a, int b) {
      const Span& x = rules[static_cast<std::size_t>(a)].at;
      const Span& y = rules[static_cast<std::size_t>(b)].at;
      return x.file != y.file ? x.file < y.file : x.line > y.line;
    };
    if (last == Orders::kImplied || later(rule, last)) last = rule;
  }
  const bool named = type != nullptr && type->name != context.framework.general_type;
  context.mistakes.add(
      Mistake::contradiction, rules[static_cast<std::size_t>(last)].at, "rules contradict each other: " + text,
      "A and B are children of one parent, A1 of A, B1 of B, and M is allocated from A" +
          std::string(named ? ", all of type " + in_quotes(type->name) : "") + "; no order satisfies all of these");
  return last;
}

}  // namespace

void judge_rules(FrameworkContext& context) {
  const std::vector<Rule>& rules = context.framework.rules;
  std::vector<char> left_out(rules.size(), 0);
  int found = 0;
  for (const TypeDecl* type : types_to_try(context.framework)) {
    for (; found < kMostContradictions; ++found) {
      Orders orders;
      for (std::size_t i = 0; i < rules.size(); ++i)
        if (speaks_of(rules[i], type) && left_out[i] == 0) orders.add(rules[i], static_cast<int>(i));
      const std::vector<std::size_t> cycle = shortest_cycle(orders);
      if (cycle.empty()) break;
      left_out[static_cast<std::size_t>(report(context, orders, cycle, type))] = 1;
    }
  }
}

}  // namespace afterlife

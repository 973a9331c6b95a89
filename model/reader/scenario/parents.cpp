#include <algorithm>
#include <array>

#include "model/reader/framework/inheritance.hpp"
#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kLongestPrintedCycle = 12;

// "A -> B -> A"; a long one is printed with a gap.
std::string printed_cycle(const Scenario& scenario, const std::vector<int>& cycle) {
  std::string text;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    if (cycle.size() > kLongestPrintedCycle && i == kLongestPrintedCycle - 2) {
      text += "... -> ";
      i = cycle.size() - 1;
    }
    text += scenario.objects[static_cast<std::size_t>(cycle[i])].name + " -> ";
  }
  return text + scenario.objects[static_cast<std::size_t>(cycle.front())].name;
}

// Where the rule that is broken is written.
std::string see(const std::string& source) { return source.empty() ? std::string() : "see: " + source; }

class Hierarchy {
 public:
  explicit Hierarchy(ScenarioContext& context) : context_(context), objects_(context.scenario.objects) {}

  void settle() {
    refuse_forbidden_parents();
    take_default_parents();
    find_cycles();
    judge_births();
    judge_rules();
  }

 private:
  [[nodiscard]] std::size_t size() const { return objects_.size(); }
  [[nodiscard]] const ObjectSource& source(std::size_t i) const { return context_.objects[i]; }
  [[nodiscard]] Span place(std::size_t i) const {
    return source(i).parent_given ? source(i).parent_at : source(i).key->at;
  }
  [[nodiscard]] const TypeTree& tree() const { return *tree_; }

  void refuse_forbidden_parents();
  void take_default_parents();
  void find_cycles();
  void report_cycle(std::vector<int> cycle);
  void judge_births();
  void judge_rules();
  void judge_within();
  void judge_parent(std::size_t i);
  std::vector<std::size_t> parents_first() const;

  ScenarioContext& context_;
  std::vector<ObjectDecl>& objects_;
  std::optional<TypeTree> tree_;
  std::vector<char> in_cycle_;
};

// First of all: such a parent may well have this very object as its default parent, and that is no cycle.
void Hierarchy::refuse_forbidden_parents() {
  for (std::size_t i = 0; i < size(); ++i) {
    const TypeDecl* type = source(i).type;
    if (type == nullptr || !source(i).parent_given || type->parent.need != ParentRule::Need::forbidden) continue;
    context_.mistakes.add(Mistake::forbidden_parent, place(i), "a " + type->name + " has no parent",
                          see(type->parent.source));
    objects_[i].parent.reset();
  }
}

void Hierarchy::take_default_parents() {
  constexpr int kSeveral = -1;
  std::unordered_map<std::string_view, int> only;  // the only object of a type
  for (std::size_t i = 0; i < size(); ++i) {
    const auto [entry, is_new] = only.emplace(objects_[i].type, static_cast<int>(i));
    if (!is_new || objects_[i].count > 1) entry->second = kSeveral;
  }
  for (std::size_t i = 0; i < size(); ++i) {
    const TypeDecl* type = source(i).type;
    if (type == nullptr || source(i).parent_given || type->parent.default_type.empty()) continue;
    const auto found = only.find(type->parent.default_type);
    if (found != only.end() && found->second != kSeveral && found->second != static_cast<int>(i))
      objects_[i].parent = found->second;
  }
}

void Hierarchy::report_cycle(std::vector<int> cycle) {
  std::ranges::rotate(cycle, std::ranges::min_element(cycle));
  bool parents_only = true;
  for (std::size_t k = 0; k < cycle.size(); ++k) {
    in_cycle_[static_cast<std::size_t>(cycle[k])] = 1;
    parents_only = parents_only && objects_[static_cast<std::size_t>(cycle[k])].parent == cycle[(k + 1) % cycle.size()];
  }
  const auto first = static_cast<std::size_t>(cycle.front());
  const Span at = objects_[first].parent == cycle[1 % cycle.size()] ? place(first) : source(first).from_at;
  context_.mistakes.add(Mistake::parent_cycle, at,
                        (parents_only ? "parent cycle: " : "'parent' and 'from' go in a circle: ") +
                            printed_cycle(context_.scenario, cycle),
                        "each must exist before the next");
}

// Depth first along `parent` and `from`, without recursion: a chain may be a hundred thousand long.
void Hierarchy::find_cycles() {
  enum : char { unseen, on_path, done };
  std::vector<char> state(size(), unseen);
  in_cycle_.assign(size(), 0);
  struct Step {
    int object;
    int next;
  };
  for (std::size_t start = 0; start < size(); ++start) {
    if (state[start] != unseen) continue;
    std::vector<Step> path = {{static_cast<int>(start), 0}};
    state[start] = on_path;
    while (!path.empty()) {
      const int object = path.back().object;
      const ObjectDecl& decl = objects_[static_cast<std::size_t>(object)];
      const std::array<std::optional<int>, 2> above = {decl.parent, decl.from};
      if (path.back().next == 2) {
        state[static_cast<std::size_t>(object)] = done;
        path.pop_back();
        continue;
      }
      const std::optional<int> to = above[static_cast<std::size_t>(path.back().next++)];
      if (!to || (path.back().next == 2 && decl.from == decl.parent)) continue;
      if (state[static_cast<std::size_t>(*to)] == unseen) {
        state[static_cast<std::size_t>(*to)] = on_path;
        path.push_back({*to, 0});
      } else if (state[static_cast<std::size_t>(*to)] == on_path) {
        std::vector<int> cycle;
        const auto first = std::ranges::find(path, *to, &Step::object);
        for (auto step = first; step != path.end(); ++step) cycle.push_back(step->object);
        report_cycle(std::move(cycle));
      }
    }
  }
}

void Hierarchy::judge_births() {
  for (std::size_t i = 0; i < size(); ++i) {
    const ObjectDecl& object = objects_[i];
    if (object.created) continue;
    const auto born_later = [&](std::optional<int> above) {
      return above && objects_[static_cast<std::size_t>(*above)].created;
    };
    const auto report = [&](const Span& at, int above, std::string_view role) {
      const std::string& name = objects_[static_cast<std::size_t>(above)].name;
      context_.mistakes.add(Mistake::parent_born_later, at,
                            in_quotes(object.name) + " exists from the start, and its " + std::string(role) + " " +
                                in_quotes(name) + " is created later",
                            "create " + in_quotes(object.name) + " too, after " + in_quotes(name));
    };
    if (born_later(object.parent)) report(place(i), *object.parent, "parent");
    if (born_later(object.from)) report(source(i).from_at, *object.from, "allocator");
  }
}

void Hierarchy::judge_parent(std::size_t i) {
  const TypeDecl& type = *source(i).type;
  const ParentRule& rule = type.parent;
  const bool has_parent = objects_[i].parent.has_value();
  if (rule.need == ParentRule::Need::required && !has_parent && !source(i).parent_given) {
    context_.mistakes.add(Mistake::missing_parent, place(i),
                          "a " + type.name + " must have a parent, and " + in_quotes(objects_[i].name) + " has none",
                          see(rule.source));
    return;
  }
  if (!has_parent || rule.exactly.empty()) return;
  const auto above = static_cast<std::size_t>(*objects_[i].parent);
  if (source(above).type == nullptr || TypeTree::is_one_of(*source(above).type, rule.exactly)) return;
  const Words wanted(rule.exactly.begin(), rule.exactly.end());
  context_.mistakes.add(Mistake::wrong_parent, place(i),
                        "the parent of a " + type.name + " must be a " + listed(wanted, "or") + ", and " +
                            in_quotes(objects_[above].name) + " is a " + source(above).type->name,
                        see(rule.source));
}

// Parents before their children; what hangs on a cycle is left out.
std::vector<std::size_t> Hierarchy::parents_first() const {
  std::vector<std::vector<std::size_t>> children(size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!objects_[i].parent)
      order.push_back(i);
    else
      children[static_cast<std::size_t>(*objects_[i].parent)].push_back(i);
  }
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::vector<std::size_t>& below = children[order[k]];
    order.insert(order.end(), below.begin(), below.end());
  }
  return order;
}

void Hierarchy::judge_within() {
  std::unordered_map<const TypeDecl*, std::vector<std::size_t>> by_type;
  std::vector<const TypeDecl*> types;  // in the order of the file
  for (std::size_t i = 0; i < size(); ++i) {
    const TypeDecl* type = source(i).type;
    if (type == nullptr || type->parent.within.empty() || !objects_[i].parent) continue;
    auto& of_type = by_type[type];
    if (of_type.empty()) types.push_back(type);
    of_type.push_back(i);
  }
  if (types.empty()) return;
  const std::vector<std::size_t> order = parents_first();
  for (const TypeDecl* type : types) {
    const std::vector<std::string>& within = type->parent.within;
    std::vector<char> fine(size(), 1);  // it, or something above it, shown or not, is one of `within`
    for (const std::size_t i : order) {
      const TypeDecl* own = source(i).type;
      if (own == nullptr || TypeTree::is_one_of(*own, within)) continue;
      const std::optional<int> parent = objects_[i].parent;
      const bool may_go_on = source(i).parent_given || tree().may_lie_below(*own, within);
      fine[i] = parent ? fine[static_cast<std::size_t>(*parent)] : static_cast<char>(may_go_on);
    }
    const Words wanted(within.begin(), within.end());
    for (const std::size_t i : by_type[type])
      if (fine[static_cast<std::size_t>(*objects_[i].parent)] == 0)
        context_.mistakes.add(Mistake::wrong_parent, place(i),
                              "a " + type->name + " must lie below a " + listed(wanted, "or") + ", and nothing above " +
                                  in_quotes(objects_[i].name) + " is or can be one",
                              see(type->parent.source));
  }
}

void Hierarchy::judge_rules() {
  tree_.emplace(context_.framework);
  for (std::size_t i = 0; i < size(); ++i)
    if (source(i).type != nullptr && in_cycle_[i] == 0) judge_parent(i);
  judge_within();
}

}  // namespace

void settle_parents(ScenarioContext& context) { Hierarchy(context).settle(); }

}  // namespace afterlife

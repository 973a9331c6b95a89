#include "solver/linear_extensions/count.hpp"

#include <algorithm>
#include <utility>

#include "solver/linear_extensions/budget.hpp"
#include "solver/linear_extensions/factorials.hpp"
#include "solver/linear_extensions/modules.hpp"
#include "solver/linear_extensions/poset.hpp"
#include "solver/linear_extensions/volume.hpp"

namespace afterlife {
namespace {

// Takes the order apart. What is to be counted is always a list of parts, whose numbers are multiplied, and factorials.
//
// Parallel parts are the components of the Hasse diagram. Their rows can be mixed in any way, and there are n! / (n1!
// n2! ...) ways for parts of n1, n2, ... elements. Parts in series, each wholly below the next, can only follow each
// other. A module can be counted by itself (modules.hpp).
//
// Each of these parts is a module of the whole order. So nothing is computed anew for it: the covers within it are
// those of the whole, and all its elements have the same number of elements below them outside of it, and above.
class Counting {
 public:
  Counting(const Poset&, const CountingLimits&, const CountingMethods&);
  Counted count();

 private:
  using Part = std::vector<int>;  // sorted: an element is after all that is below it

  bool take_apart_parallel(const Part&);
  bool take_apart_series(const Part&);
  void count_whole(const Part&);
  void make_current(const Part&);
  [[nodiscard]] bool is_tree(const Part&) const;
  [[nodiscard]] Hasse with_chains(const std::vector<Part>& modules) const;
  void refuse(const Part&, const std::string& has);
  [[nodiscard]] std::string method() const;

  const Poset& poset_;
  const CountingLimits& limits_;
  const CountingMethods& methods_;
  Budget budget_;
  std::vector<int> below_, above_;  // how many elements
  std::vector<int> part_;           // the part an element is in, by a number that each part gets when its turn comes
  int current_ = 0;
  std::vector<Part> to_do_;
  BigInt product_ = 1;
  Factorials factorials_;
  std::string refusal_;
  bool parallel_ = false, series_ = false, modules_ = false, trees_ = false;
  std::uint64_t down_sets_ = 0;
};

Counting::Counting(const Poset& poset, const CountingLimits& limits, const CountingMethods& methods)
    : poset_(poset),
      limits_(limits),
      methods_(methods),
      budget_(limits.steps, limits.deadline),
      part_(poset.size(), -1),
      factorials_(poset.size()) {
  for (const ElementSet& set : poset.below) below_.push_back(afterlife::count(set));
  for (const ElementSet& set : poset.above) above_.push_back(afterlife::count(set));
  Part& all = to_do_.emplace_back();
  for (int e = 0; e < poset.size(); ++e) all.push_back(e);
}

Counted Counting::count() {
  while (!to_do_.empty() && refusal_.empty()) {
    const Part part = std::move(to_do_.back());
    to_do_.pop_back();
    if (part.size() <= 1) continue;
    make_current(part);
    if (methods_.parts && (take_apart_parallel(part) || take_apart_series(part))) continue;
    count_whole(part);
  }
  if (!refusal_.empty()) return {{}, Counted::Refused::too_large, refusal_, method()};
  return {product_ * factorials_.product(), Counted::Refused::no, "", method()};
}

void Counting::make_current(const Part& part) {
  ++current_;
  std::uint64_t covers = 0;
  for (const int e : part) {
    part_[e] = current_;
    covers += poset_.hasse.upper[e].size() + poset_.hasse.lower[e].size();
  }
  if (!budget_.spend(part.size() + covers))
    refuse(part, "more than " + std::to_string(limits_.steps) + " steps to take");
}

bool Counting::take_apart_parallel(const Part& part) {
  std::vector<Part> components;
  for (const int start : part) {
    if (part_[start] != current_) continue;
    Part& component = components.emplace_back(Part{start});
    part_[start] = -1;
    for (std::size_t next = 0; next < component.size(); ++next) {
      const int at = component[next];
      for (const auto* covers : {&poset_.hasse.upper[at], &poset_.hasse.lower[at]})
        for (const int e : *covers) {
          if (part_[e] != current_) continue;
          part_[e] = -1;
          component.push_back(e);
        }
    }
  }
  for (const int e : part) part_[e] = current_;
  if (components.size() == 1) return false;
  parallel_ = true;
  factorials_.multiply(static_cast<int>(part.size()));
  for (Part& component : components) {
    factorials_.divide(static_cast<int>(component.size()));
    std::ranges::sort(component);
    to_do_.push_back(std::move(component));
  }
  return true;
}

// The first k elements are all below the others if there are k (n - k) pairs of one of the first and a later one above
// it. The next element makes pairs with all that is above it, and takes away those with what is below it.
bool Counting::take_apart_series(const Part& part) {
  const auto number = [](const std::vector<int>& of) { return [&of](int e) { return of[e]; }; };
  const int outside_below = below_[*std::ranges::min_element(part, {}, number(below_))];
  const int outside_above = above_[*std::ranges::min_element(part, {}, number(above_))];
  const auto n = static_cast<std::int64_t>(part.size());
  std::int64_t pairs = 0, start = 0;
  for (std::int64_t k = 1; k <= n; ++k) {
    const int e = part[k - 1];
    pairs += (above_[e] - outside_above) - (below_[e] - outside_below);
    if (pairs != k * (n - k) || (k == n && start == 0)) continue;
    to_do_.emplace_back(part.begin() + start, part.begin() + k);
    start = k;
  }
  series_ = series_ || start != 0;
  return start != 0;
}

bool Counting::is_tree(const Part& part) const {
  std::size_t edges = 0;
  for (const int e : part)
    edges += std::ranges::count_if(poset_.hasse.upper[e], [&](int cover) { return part_[cover] == current_; });
  return edges + 1 == part.size();  // it is connected
}

// The part with each module made a chain. A module's last element is below the next module's first.
Hasse Counting::with_chains(const std::vector<Part>& modules) const {
  std::vector<int> module_of(poset_.size(), -1), first;
  int size = 0;
  for (std::size_t m = 0; m < modules.size(); ++m) {
    first.push_back(size);
    size += static_cast<int>(modules[m].size());
    for (const int e : modules[m]) module_of[e] = static_cast<int>(m);
  }
  first.push_back(size);
  Hasse hasse(size);
  for (std::size_t m = 0; m < modules.size(); ++m) {
    for (int e = first[m]; e + 1 < first[m + 1]; ++e) hasse.add(e, e + 1);
    std::vector<int> upper;
    for (const int e : modules[m])
      for (const int cover : poset_.hasse.upper[e])
        if (module_of[cover] >= 0 && module_of[cover] != static_cast<int>(m)) upper.push_back(module_of[cover]);
    std::ranges::sort(upper);
    upper.erase(std::ranges::unique(upper).begin(), upper.end());
    for (const int u : upper) hasse.add(first[m + 1] - 1, first[u]);
  }
  return hasse;
}

void Counting::count_whole(const Part& part) {
  std::vector<Part> modules;
  if (methods_.parts && methods_.modules && !is_tree(part)) {
    modules = largest_modules(poset_, part, budget_);
    if (budget_.spent()) return refuse(part, "more than " + std::to_string(limits_.steps) + " steps to take");
  } else {
    for (const int e : part) modules.push_back({e});
  }
  const PartCount count = count_by_volume(with_chains(modules), methods_.trees, limits_, budget_);
  trees_ = trees_ || count.trees;
  down_sets_ += count.down_sets;
  if (!count.refusal.empty()) return refuse(part, count.refusal);
  product_ *= count.number;
  for (Part& module : modules) {
    if (module.size() == 1) continue;
    modules_ = true;
    to_do_.push_back(std::move(module));
  }
}

void Counting::refuse(const Part& part, const std::string& has) {
  refusal_ = "a part of " + std::to_string(part.size()) + " elements has " + has;
}

std::string Counting::method() const {
  std::string text;
  const auto add = [&](bool used, const std::string& what) {
    if (used) text += (text.empty() ? "" : ", ") + what;
  };
  add(parallel_, "parallel parts");
  add(series_, "series parts");
  add(modules_, "modules");
  add(trees_, "trees");
  add(down_sets_ > 0, std::to_string(down_sets_) + " down-sets");
  return text;
}

}  // namespace

Counted count_linear_extensions(const PartialOrder& order, const CountingLimits& limits,
                                const CountingMethods& methods) {
  const std::string size = std::to_string(order.size) + " elements";
  const auto refused = [](Counted::Refused kind, std::string why) { return Counted{{}, kind, std::move(why), ""}; };
  using R = Counted::Refused;
  if (order.size < 0) return refused(R::no_elements_of_these, "no order has " + size);
  if (order.size > limits.elements)
    return refused(R::too_large, size + "; up to " + std::to_string(limits.elements) + " are counted");
  for (const auto& [first, then] : order.before)
    for (const int e : {first, then})
      if (e < 0 || e >= order.size)
        return refused(R::no_elements_of_these, "no element " + std::to_string(e) + " among " + size);
  const tl::expected<Poset, int> poset = make_poset(order);
  if (!poset) return refused(R::goes_in_circles, "element " + std::to_string(poset.error()) + " comes before itself");
  return Counting(*poset, limits, methods).count();
}

}  // namespace afterlife

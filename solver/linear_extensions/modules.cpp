#include "solver/linear_extensions/modules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace afterlife {
namespace {

// The largest modules without a given element: elements are put apart whenever some element outside their class tells
// them apart. Each pair of elements is looked at when it is put apart, and never again (McConnell and Spinrad 1999).
class Refinement {
 public:
  Refinement(const Poset& poset, const std::vector<int>& part, Budget& budget)
      : poset_(poset), class_of_(poset.size(), 1), classes_{{part.front()}, {part.begin() + 1, part.end()}} {
    class_of_[part.front()] = 0;
    put_apart(0, 1);
    while (!apart_.empty()) {
      const auto [some, others] = std::move(apart_.back());
      apart_.pop_back();
      if (!budget.spend(2 * some.size() * others.size())) return;
      for (const int e : some) split(others, e);
      for (const int e : others) split(some, e);
    }
  }

  // The first one is that of the given element alone.
  [[nodiscard]] const std::vector<std::vector<int>>& classes() const { return classes_; }

 private:
  void put_apart(int one, int other) { apart_.emplace_back(classes_[one], classes_[other]); }

  // The elements are those of whole classes.
  void split(const std::vector<int>& elements, int by) {
    std::set<int> touched;
    for (const int e : elements) touched.insert(class_of_[e]);
    for (const int c : touched) split_class(c, by);
  }

  void split_class(int c, int by) {
    std::array<std::vector<int>, 3> kinds;
    for (const int e : classes_[c]) kinds[has(poset_.below[by], e) ? 0 : has(poset_.above[by], e) ? 1 : 2].push_back(e);
    std::vector<int> now;
    for (std::vector<int>& kind : kinds) {
      if (kind.empty()) continue;
      now.push_back(now.empty() ? c : static_cast<int>(classes_.size()));
      if (now.size() > 1) classes_.emplace_back();
      for (const int e : kind) class_of_[e] = now.back();
      classes_[now.back()] = std::move(kind);
    }
    for (std::size_t i = 0; i < now.size(); ++i)
      for (std::size_t j = i + 1; j < now.size(); ++j) put_apart(now[i], now[j]);
  }

  const Poset& poset_;
  std::vector<int> class_of_;
  std::vector<std::vector<int>> classes_;
  std::vector<std::pair<std::vector<int>, std::vector<int>>> apart_;
};

// The smallest module of the part that contains the elements: whatever tells two of them apart is in it.
std::vector<int> smallest_module(const Poset& poset, const ElementSet& part, std::size_t part_size,
                                 const std::vector<int>& elements, Budget& budget) {
  std::vector<int> found;
  ElementSet in = no_elements(poset.size());
  const auto find = [&](int e) {
    put(in, e);
    found.push_back(e);
  };
  for (const int e : elements) find(e);
  const int one = found.front();
  for (std::size_t next = 1; next < found.size() && found.size() < part_size; ++next) {
    if (!budget.spend(part.size())) break;
    const int other = found[next];
    for (std::size_t w = 0; w < part.size(); ++w) {
      std::uint64_t more =
          ((poset.below[one][w] ^ poset.below[other][w]) | (poset.above[one][w] ^ poset.above[other][w])) & part[w] &
          ~in[w];
      for (; more != 0; more &= more - 1) find(static_cast<int>(w) * 64 + std::countr_zero(more));
    }
  }
  return found;
}

}  // namespace

std::vector<std::vector<int>> largest_modules(const Poset& poset, const std::vector<int>& part, Budget& budget) {
  ElementSet members = no_elements(poset.size());
  for (const int e : part) put(members, e);
  const Refinement refined(poset, part, budget);
  // The largest module with the first element: it contains every other module with that element, and whole classes
  // only.
  std::vector<int> first{part.front()};
  ElementSet in_first = no_elements(poset.size());
  std::vector<std::vector<int>> modules;
  for (std::size_t c = 1; c < refined.classes().size() && !budget.spent(); ++c) {
    const std::vector<int>& candidate = refined.classes()[c];
    if (has(in_first, candidate.front())) continue;
    std::vector<int> joined = first;
    joined.insert(joined.end(), candidate.begin(), candidate.end());
    joined = smallest_module(poset, members, part.size(), joined, budget);
    if (joined.size() == part.size()) continue;
    first = std::move(joined);
    for (const int e : first) put(in_first, e);
  }
  modules.push_back(std::move(first));
  for (std::size_t c = 1; c < refined.classes().size(); ++c)
    if (!has(in_first, refined.classes()[c].front())) modules.push_back(refined.classes()[c]);
  for (std::vector<int>& module : modules) std::ranges::sort(module);
  std::ranges::sort(modules);
  return modules;
}

}  // namespace afterlife

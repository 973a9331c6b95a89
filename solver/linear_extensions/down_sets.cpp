#include "solver/linear_extensions/down_sets.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace afterlife {
namespace {

template <class Do>
void for_each_element(const ElementSet& set, const Do& what) {
  for (std::size_t w = 0; w < set.size(); ++w)
    for (std::uint64_t bits = set[w]; bits != 0; bits &= bits - 1)
      what(static_cast<int>(w) * 64 + std::countr_zero(bits));
}

bool any_in(const std::vector<int>& elements, const ElementSet& set) {
  return std::ranges::any_of(elements, [&](int e) { return has(set, e); });
}

}  // namespace

DownSets::DownSets(Kept<Hasse> given, Kept<std::vector<PowerRange>> weights, const CountingLimits& limits,
                   Budget& budget)
    : hasse_(given), weights_(weights), words_(words_for(given->size())), slots_(64, 0) {
  const Hasse& hasse = hasse_;
  std::uint64_t covers = 0;
  ElementSet all = no_elements(hasse.size());
  for (int e = 0; e < hasse.size(); ++e) {
    put(all, e);
    covers += hasse.upper[e].size();
  }
  const std::uint64_t most = std::min<std::uint64_t>(limits.down_sets, std::numeric_limits<Id>::max() / 2);
  number_of(all);
  for (Id next = 0; next < size(); ++next) {
    const std::size_t known = size();
    first_branch_.push_back(branches_.size());
    branch(next);
    if (size() > most)
      refusal_ = "more than " + std::to_string(most) + " down-sets";
    else if (bytes() >> 20U >= limits.megabytes)
      refusal_ = "down-sets that take more than " + std::to_string(limits.megabytes) + " MB";
    else if (!budget.spend(covers + words_ * (1 + size() - known)))
      refusal_ = "down-sets that take more than " + std::to_string(limits.steps) + " steps";
    if (!refusal_.empty()) return;
  }
  first_branch_.push_back(branches_.size());
  sort();
}

// Lists that grow need room twice while they are moved.
std::uint64_t DownSets::bytes() const {
  const auto of = [](const auto& list) { return list.size() * sizeof(list.front()); };
  const std::uint64_t growing = of(sets_) + of(ranges_) + of(branches_) + of(first_branch_);
  const std::uint64_t later = terms_ * sizeof(Residue) + size() * (sizeof(Id) + sizeof(int) + sizeof(std::uint64_t));
  return 2 * growing + of(slots_) + later;
}

std::span<const DownSets::Branch> DownSets::branches(Id set) const {
  return {branches_.data() + first_branch_[set], branches_.data() + first_branch_[set + 1]};
}

std::size_t DownSets::slot_of(const ElementSet& set) const {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : set) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot] != 0 && !std::equal(set.begin(), set.end(), sets_.begin() + (slots_[slot] - 1) * words_))
    slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

DownSets::Id DownSets::number_of(const ElementSet& set) {
  const std::size_t slot = slot_of(set);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  const auto id = static_cast<Id>(size());
  slots_[slot] = id + 1;
  sets_.insert(sets_.end(), set.begin(), set.end());
  PowerRange range;
  for_each_element(set, [&](int e) { range = product(range, integral_from_0(weights_[e])); });
  ranges_.push_back(range);
  terms_ += static_cast<std::uint64_t>(range.terms);
  if (size() * 2 > slots_.size()) grow();
  return id;
}

void DownSets::grow() {
  slots_.assign(slots_.size() * 2, 0);
  ElementSet set(words_);
  for (Id id = 0; id < size(); ++id) {
    std::copy_n(sets_.begin() + id * words_, words_, set.begin());
    slots_[slot_of(set)] = id + 1;
  }
}

std::vector<ElementSet> DownSets::components(const ElementSet& set) const {
  std::vector<ElementSet> found;
  ElementSet left = set;
  std::vector<int> reached;
  for_each_element(set, [&](int start) {
    if (!has(left, start)) return;
    ElementSet& component = found.emplace_back(no_elements(hasse_.size()));
    const auto reach = [&](int e) {
      if (!has(left, e)) return;
      take(left, e);
      put(component, e);
      reached.push_back(e);
    };
    reach(start);
    while (!reached.empty()) {
      const int at = reached.back();
      reached.pop_back();
      for (const int e : hasse_.upper[at]) reach(e);
      for (const int e : hasse_.lower[at]) reach(e);
    }
  });
  return found;
}

void DownSets::branch(Id id) {
  ElementSet set(sets_.begin() + id * words_, sets_.begin() + (id + 1) * words_);
  const std::vector<ElementSet> parts = components(set);
  if (parts.size() > 1) {
    for (const ElementSet& part : parts) branches_.push_back({-1, number_of(part)});
    return;
  }
  const ElementSet whole = set;
  for_each_element(whole, [&](int e) {
    if (any_in(hasse_.upper[e], whole)) return;
    take(set, e);
    branches_.push_back({e, number_of(set)});
    put(set, e);
  });
}

void DownSets::sort() {
  std::vector<int> elements(size(), 0);
  for (std::size_t i = 0; i < sets_.size(); ++i) elements[i / words_] += std::popcount(sets_[i]);
  smallest_first_.resize(size());
  std::iota(smallest_first_.begin(), smallest_first_.end(), Id{0});
  std::ranges::stable_sort(smallest_first_, {}, [&](Id id) { return elements[id]; });
}

std::uint64_t DownSets::steps() const {
  std::uint64_t sum = 0;
  for (Id id = 0; id < size(); ++id) {
    PowerRange so_far;
    for (const Branch& b : branches(id)) {
      const PowerRange rest = ranges_[b.rest], by = b.last < 0 ? so_far : weights_[b.last];
      sum += static_cast<std::uint64_t>(rest.terms) * static_cast<std::uint64_t>(by.terms) + 4;
      so_far = product(so_far, rest);
    }
    sum += 2 * static_cast<std::uint64_t>(ranges_[id].terms);
  }
  return sum;
}

Residue DownSets::volume(const std::vector<Polynomial>& weights, const Fractions& fractions) const {
  const Field& field = fractions.field();
  std::vector<Residue> values(terms_);  // the coefficients of A of every set, one after the other
  std::vector<std::uint64_t> first(size(), 0), sums;
  for (Id id = 1; id < size(); ++id) first[id] = first[id - 1] + static_cast<std::uint64_t>(ranges_[id - 1].terms);
  const auto value = [&](Id id) {
    return std::span<Residue>(values).subspan(first[id], static_cast<std::size_t>(ranges_[id].terms));
  };
  for (const Id id : smallest_first_) {
    const std::span<Residue> a = value(id);
    if (branches(id).empty() || branches(id).front().last < 0) {
      Polynomial all = Polynomial::one(field);
      for (const Branch& b : branches(id)) {
        const std::span<const Residue> component = value(b.rest);
        all = product(all, {0, {component.begin(), component.end()}}, field);
      }
      std::ranges::copy(all.coefficients, a.begin());
      continue;
    }
    sums.assign(a.size(), 0);
    for (const Branch& b : branches(id)) add_product(sums, value(b.rest), weights[b.last].coefficients, field);
    for (std::size_t i = 0; i < a.size(); ++i)
      a[i] = field.multiply(field.reduce(sums[i]), fractions.one_over(ranges_[id].low + static_cast<int>(i)));
  }
  Residue sum = 0;
  for (const Residue c : value(0)) sum = field.add(sum, c);
  return sum;
}

}  // namespace afterlife

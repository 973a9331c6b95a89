#include "solver/linear_extensions/two_core.hpp"

#include <algorithm>
#include <utility>

namespace afterlife {

TwoCore::TwoCore(const Hasse& hasse, bool trees) : size_(hasse.size()) {
  if (trees) take_off_leaves(hasse);
  std::vector<bool> in_core(size_, true);
  for (const Hanging& h : hanging_) in_core[h.element] = false;
  keep(hasse, in_core);
  foresee();
}

// From all sides at once, so that a tree is rooted in its middle and the polynomials grow least.
void TwoCore::take_off_leaves(const Hasse& hasse) {
  std::vector<int> degree(size_), leaves;
  std::vector<bool> gone(size_, false);
  for (int e = 0; e < size_; ++e) {
    degree[e] = static_cast<int>(hasse.upper[e].size() + hasse.lower[e].size());
    if (degree[e] == 1) leaves.push_back(e);
  }
  for (std::size_t next = 0; next < leaves.size(); ++next) {
    const int e = leaves[next];
    if (degree[e] == 0) continue;  // all that it hung on hangs on it
    gone[e] = true;
    const auto stays = [&](int other) { return !gone[other]; };
    const auto lower = std::ranges::find_if(hasse.lower[e], stays);
    const bool above = lower != hasse.lower[e].end();
    const int on = above ? *lower : *std::ranges::find_if(hasse.upper[e], stays);
    hanging_.push_back({e, on, above});
    if (--degree[on] == 1) leaves.push_back(on);
  }
}

// A leaf is between no two others: without it the rest has the same Hasse diagram, less one edge.
void TwoCore::keep(const Hasse& hasse, const std::vector<bool>& in_core) {
  std::vector<int> number(size_, -1);
  for (int e = 0; e < size_; ++e) {
    if (!in_core[e]) continue;
    number[e] = static_cast<int>(elements_.size());
    elements_.push_back(e);
  }
  order_ = Hasse(static_cast<int>(elements_.size()));
  for (const int e : elements_)
    for (const int cover : hasse.upper[e])
      if (in_core[cover]) order_.add(number[e], number[cover]);
}

void TwoCore::foresee() {
  std::vector<PowerRange> ranges(size_);
  for (const Hanging& h : hanging_) {
    const PowerRange given = h.above ? integral_to_1(ranges[h.element]) : integral_from_0(ranges[h.element]);
    steps_ += static_cast<std::uint64_t>(given.terms) * (static_cast<std::uint64_t>(ranges[h.on].terms) + 1);
    ranges[h.on] = product(ranges[h.on], given);
  }
  for (const int e : elements_) ranges_.push_back(ranges[e]);
}

std::vector<Polynomial> TwoCore::weights(const Fractions& fractions) const {
  std::vector<Polynomial> weights(size_, Polynomial::one(fractions.field()));
  for (const Hanging& h : hanging_) {
    const Polynomial own = std::exchange(weights[h.element], {});
    const Polynomial given = h.above ? integral_to_1(own, fractions) : integral_from_0(own, fractions);
    weights[h.on] = product(weights[h.on], given, fractions.field());
  }
  std::vector<Polynomial> of_core;
  for (const int e : elements_) of_core.push_back(std::move(weights[e]));
  return of_core;
}

}  // namespace afterlife

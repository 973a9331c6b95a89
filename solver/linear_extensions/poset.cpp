#include "solver/linear_extensions/poset.hpp"

#include <algorithm>
#include <functional>

namespace afterlife {
namespace {

using Lists = std::vector<std::vector<int>>;

// Everything after what is before it; shorter than the order when there is a circle.
std::vector<int> sorted(int size, const Lists& before, const Lists& after) {
  std::vector<int> row, missing(size);
  for (int e = 0; e < size; ++e) {
    missing[e] = static_cast<int>(before[e].size());
    if (missing[e] == 0) row.push_back(e);
  }
  for (std::size_t next = 0; next < row.size(); ++next)
    for (const int later : after[row[next]])
      if (--missing[later] == 0) row.push_back(later);
  return row;
}

// Each element that is not in the row has one before it that is not in it either: going back ends in a circle.
int on_a_circle(const std::vector<int>& row, const Lists& before) {
  std::vector<bool> in_row(before.size(), false), seen(before.size(), false);
  for (const int e : row) in_row[e] = true;
  int at = static_cast<int>(std::ranges::find(in_row, false) - in_row.begin());
  while (!seen[at]) {
    seen[at] = true;
    at = *std::ranges::find_if(before[at], [&](int e) { return !in_row[e]; });
  }
  return at;
}

}  // namespace

bool goes_in_circles(const PartialOrder& order) {
  Lists before(order.size), after(order.size);
  for (const auto& [first, then] : order.before) {
    before[then].push_back(first);
    after[first].push_back(then);
  }
  return static_cast<int>(sorted(order.size, before, after).size()) < order.size;
}

tl::expected<Poset, int> make_poset(const PartialOrder& order) {
  Lists before(order.size), after(order.size);
  for (const auto& [first, then] : order.before) {
    before[then].push_back(first);
    after[first].push_back(then);
  }
  const std::vector<int> row = sorted(order.size, before, after);
  if (static_cast<int>(row.size()) < order.size) return tl::unexpected(on_a_circle(row, before));
  std::vector<int> number(order.size);
  for (int n = 0; n < order.size; ++n) number[row[n]] = n;

  // Of what is before an element, the latest in the row is a cover of it; so is the next one that is not below that,
  // ...
  Poset poset(order.size);
  for (int n = 0; n < order.size; ++n) {
    std::vector<int> candidates;
    for (const int first : before[row[n]]) candidates.push_back(number[first]);
    std::ranges::sort(candidates, std::greater<>());
    for (const int c : candidates) {
      if (has(poset.below[n], c)) continue;
      poset.hasse.add(c, n);
      put_all(poset.below[n], poset.below[c]);
      put(poset.below[n], c);
    }
  }
  for (int n = order.size - 1; n >= 0; --n)
    for (const int cover : poset.hasse.upper[n]) {
      put_all(poset.above[n], poset.above[cover]);
      put(poset.above[n], cover);
    }
  return poset;
}

}  // namespace afterlife

// Linear extensions one after the other, and the order of a part of the elements.
#include <algorithm>
#include <set>

#include "solver/linear_extensions/count.hpp"

namespace afterlife {
namespace {

using Lists = std::vector<std::vector<int>>;

Lists later(const PartialOrder& order) {
  Lists after(static_cast<std::size_t>(order.size));
  for (const auto& [first, then] : order.before) after[static_cast<std::size_t>(first)].push_back(then);
  return after;
}

}  // namespace

void each_linear_extension(const PartialOrder& order,
                           const std::function<bool(const std::vector<int>&, std::size_t)>& visit) {
  const Lists after = later(order);
  std::vector<int> missing(after.size());  // how many before it are not in the row yet
  for (const auto& [first, then] : order.before) ++missing[static_cast<std::size_t>(then)];
  std::set<int> free;  // nothing before them is missing, and they are not in the row
  for (int e = 0; e < order.size; ++e)
    if (missing[static_cast<std::size_t>(e)] == 0) free.insert(e);

  std::vector<int> row;
  std::size_t same = 0;
  int tried = -1;  // at the end of the row
  while (true) {
    if (row.size() == after.size()) {
      if (!visit(row, same)) return;
      same = row.size();
    }
    if (const auto next = free.upper_bound(tried); next != free.end()) {
      const int e = *next;
      free.erase(next);
      for (const int each : after[static_cast<std::size_t>(e)])
        if (--missing[static_cast<std::size_t>(each)] == 0) free.insert(each);
      row.push_back(e);
      tried = -1;
      continue;
    }
    if (row.empty()) return;
    tried = row.back();
    row.pop_back();
    same = std::min(same, row.size());
    for (const int each : after[static_cast<std::size_t>(tried)])
      if (missing[static_cast<std::size_t>(each)]++ == 0) free.erase(each);
    free.insert(tried);
  }
}

// Through what is left out, as far as to the next that is kept.
PartialOrder restricted(const PartialOrder& order, const std::vector<int>& kept) {
  const Lists after = later(order);
  std::vector<int> number(after.size(), -1), seen_by(after.size(), -1);
  for (std::size_t i = 0; i < kept.size(); ++i) number[static_cast<std::size_t>(kept[i])] = static_cast<int>(i);
  PartialOrder part{static_cast<int>(kept.size()), {}};
  std::vector<int> open;
  for (int i = 0; i < part.size; ++i) {
    open.push_back(kept[static_cast<std::size_t>(i)]);
    while (!open.empty()) {
      const auto at = static_cast<std::size_t>(open.back());
      open.pop_back();
      for (const int next : after[at]) {
        if (seen_by[static_cast<std::size_t>(next)] == i) continue;
        seen_by[static_cast<std::size_t>(next)] = i;
        if (number[static_cast<std::size_t>(next)] >= 0)
          part.before.emplace_back(i, number[static_cast<std::size_t>(next)]);
        else
          open.push_back(next);
      }
    }
  }
  return part;
}

}  // namespace afterlife

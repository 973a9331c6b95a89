#include "tests/unit/linear_extensions/orders.hpp"

#include <numeric>

namespace afterlife {
namespace {

// A row that satisfies the order starts with each element that nothing is before.
std::uint64_t rows(const std::vector<std::vector<int>>& after, std::vector<int>& missing, int left) {
  if (left == 0) return 1;
  std::uint64_t sum = 0;
  for (std::size_t e = 0; e < missing.size(); ++e) {
    if (missing[e] != 0) continue;
    missing[e] = -1;
    for (const int later : after[e]) --missing[later];
    sum += rows(after, missing, left - 1);
    for (const int later : after[e]) ++missing[later];
    missing[e] = 0;
  }
  return sum;
}

}  // namespace

BigInt number(const PartialOrder& order, const CountingMethods& methods) {
  return count_linear_extensions(order, {}, methods).number.value_or(-1);
}

BigInt by_trying(const PartialOrder& order) {
  std::vector<std::vector<int>> after(order.size);
  std::vector<int> missing(order.size, 0);
  for (const auto& [first, then] : order.before) {
    after[first].push_back(then);
    ++missing[then];
  }
  return rows(after, missing, order.size);
}

BigInt by_down_sets(const PartialOrder& order) {
  std::vector<std::uint32_t> before(order.size, 0);
  for (const auto& [first, then] : order.before) before[then] |= std::uint32_t{1} << first;
  std::vector<BigInt> ways(std::size_t{1} << order.size, 0);
  ways[0] = 1;
  for (std::uint32_t set = 0; set < ways.size(); ++set)
    for (int e = 0; e < order.size; ++e)
      if ((set >> e & 1U) == 0 && (before[e] & ~set) == 0) ways[set | std::uint32_t{1} << e] += ways[set];
  return ways.back();
}

BigInt factorial(int n) {
  BigInt product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

PartialOrder antichain(int n) { return {n, {}}; }

PartialOrder chain(int n) {
  PartialOrder order{n, {}};
  for (int e = 0; e + 1 < n; ++e) order.before.emplace_back(e, e + 1);
  return order;
}

PartialOrder zigzag(int n) {
  PartialOrder order{n, {}};
  for (int e = 0; e + 1 < n; ++e) order.before.emplace_back(e % 2 == 0 ? e : e + 1, e % 2 == 0 ? e + 1 : e);
  return order;
}

PartialOrder closed_zigzag(int n) {
  PartialOrder order = zigzag(n);
  order.before.emplace_back(0, n - 1);
  return order;
}

PartialOrder grid(int a, int b) {
  PartialOrder order{a * b, {}};
  for (int i = 0; i < a; ++i)
    for (int j = 0; j < b; ++j) {
      if (i + 1 < a) order.before.emplace_back(i * b + j, (i + 1) * b + j);
      if (j + 1 < b) order.before.emplace_back(i * b + j, i * b + j + 1);
    }
  return order;
}

PartialOrder crown(int n) {
  PartialOrder order{2 * n, {}};
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      if (i != j) order.before.emplace_back(i, n + j);
  return order;
}

PartialOrder subsets(int n) {
  PartialOrder order{1 << n, {}};
  for (int set = 0; set < order.size; ++set)
    for (int more = set + 1; more < order.size; ++more)
      if ((set & ~more) == 0) order.before.emplace_back(set, more);
  return order;
}

PartialOrder random_order(Dice& dice, int n, int percent) {
  PartialOrder order{n, {}};
  for (int e = 0; e < n; ++e)
    for (int later = e + 1; later < n; ++later)
      if (dice.chance(percent)) order.before.emplace_back(e, later);
  return renamed(order, dice);
}

PartialOrder random_tree(Dice& dice, int n) {
  PartialOrder order{n, {}};
  for (int e = 1; e < n; ++e) {
    const int other = dice.below(e);
    order.before.emplace_back(dice.chance(50) ? std::pair(e, other) : std::pair(other, e));
  }
  return renamed(order, dice);
}

PartialOrder random_forest(Dice& dice, int n) {
  PartialOrder order{n, {}};
  for (int e = 1; e < n; ++e)
    if (!dice.chance(10)) order.before.emplace_back(dice.below(e), e);
  return order;
}

PartialOrder dual(PartialOrder order) {
  for (auto& [first, then] : order.before) std::swap(first, then);
  return order;
}

PartialOrder renamed(const PartialOrder& order, Dice& dice) {
  std::vector<int> name(order.size);
  std::iota(name.begin(), name.end(), 0);
  dice.shuffle(name);
  PartialOrder other{order.size, {}};
  for (const auto& [first, then] : order.before) other.before.emplace_back(name[first], name[then]);
  dice.shuffle(other.before);
  return other;
}

PartialOrder beside(PartialOrder one, PartialOrder other) {
  return composed(antichain(2), {std::move(one), std::move(other)});
}

PartialOrder on_top(PartialOrder one, PartialOrder other) {
  return composed(chain(2), {std::move(one), std::move(other)});
}

PartialOrder composed(const PartialOrder& order, const std::vector<PartialOrder>& parts) {
  PartialOrder whole;
  std::vector<int> start;
  for (const PartialOrder& part : parts) {
    start.push_back(whole.size);
    for (const auto& [first, then] : part.before) whole.before.emplace_back(whole.size + first, whole.size + then);
    whole.size += part.size;
  }
  for (const auto& [first, then] : order.before)
    for (int i = 0; i < parts[first].size; ++i)
      for (int j = 0; j < parts[then].size; ++j) whole.before.emplace_back(start[first] + i, start[then] + j);
  return whole;
}

}  // namespace afterlife

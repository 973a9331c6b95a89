// Random orders, by every combination of methods.
#include <doctest/doctest.h>

#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

void all_methods_agree(const PartialOrder& order, const BigInt& expected) {
  for_all_methods([&](const CountingMethods& methods) {
    CAPTURE(methods.parts);
    CAPTURE(methods.modules);
    CAPTURE(methods.trees);
    CHECK(number(order, methods) == expected);
  });
}

// An order that falls apart: what it is made of is random, and so are its parts.
PartialOrder random_composed(Dice& dice, int depth) {
  if (depth == 0) return random_order(dice, 1 + dice.below(3), dice.below(100));
  PartialOrder outer = dice.chance(40) ? zigzag(4) : random_order(dice, 2 + dice.below(4), dice.below(100));
  std::vector<PartialOrder> parts;
  while (static_cast<int>(parts.size()) < outer.size)
    parts.push_back(dice.chance(60) ? antichain(1) : random_composed(dice, depth - 1));
  return composed(outer, parts);
}

TEST_CASE("small orders: as many rows as there are when all are tried") {
  Dice dice(1);
  for (int i = 0; i < (kSmaller ? 600 : 6000); ++i) {
    CAPTURE(i);
    const PartialOrder order = random_order(dice, dice.below(8), dice.below(70));
    all_methods_agree(order, by_trying(order));
  }
}

TEST_CASE("small trees: as many rows as there are when all are tried") {
  Dice dice(2);
  for (int i = 0; i < (kSmaller ? 200 : 2000); ++i) {
    CAPTURE(i);
    const PartialOrder order = random_tree(dice, 1 + dice.below(7));
    all_methods_agree(order, by_trying(order));
  }
}

TEST_CASE("larger orders: as many as all their down-sets say") {
  Dice dice(3);
  for (int i = 0; i < (kSmaller ? 20 : 200); ++i) {
    CAPTURE(i);
    const PartialOrder order = random_order(dice, 8 + dice.below(6), 5 + dice.below(40));
    all_methods_agree(order, by_down_sets(order));
  }
}

TEST_CASE("orders made of orders: as many as all their down-sets say") {
  Dice dice(4);
  for (int i = 0, taken = 0; taken < (kSmaller ? 50 : 500); ++i) {
    CAPTURE(i);
    const PartialOrder order = renamed(random_composed(dice, 2), dice);
    if (order.size > 12) continue;
    all_methods_agree(order, by_down_sets(order));
    ++taken;
  }
}

TEST_CASE("an order with trees hanging on it: as many as all its down-sets say") {
  Dice dice(5);
  for (int i = 0; i < (kSmaller ? 30 : 300); ++i) {
    CAPTURE(i);
    PartialOrder order = dice.chance(50) ? closed_zigzag(4) : grid(2, 3);
    while (order.size < 12) {
      const int on = dice.below(order.size), leaf = order.size++;
      order.before.emplace_back(dice.chance(50) ? std::pair(on, leaf) : std::pair(leaf, on));
    }
    all_methods_agree(renamed(order, dice), by_down_sets(order));
  }
}

TEST_CASE("names, direction and redundant pairs do not matter") {
  Dice dice(6);
  for (int i = 0; i < (kSmaller ? 20 : 200); ++i) {
    CAPTURE(i);
    PartialOrder order = random_order(dice, 20, 15 + dice.below(20));
    const BigInt expected = number(order);
    CHECK(number(renamed(order, dice)) == expected);
    CHECK(number(dual(order)) == expected);
    const auto pairs = order.before;
    for (const auto& [a, b] : pairs)
      for (const auto& [c, d] : pairs)
        if (b == c) order.before.emplace_back(a, d);
    order.before.insert(order.before.end(), pairs.begin(), pairs.end());
    CHECK(number(order) == expected);
  }
}

}  // namespace
}  // namespace afterlife

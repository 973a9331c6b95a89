// Trees, whose numbers follow from formulas.
#include <doctest/doctest.h>

#include <numeric>

#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

constexpr CountingMethods kTreesOnly{.parts = false, .modules = false, .trees = true};

// Each number of a row is the sum of the row before up to a place, which comes from one side and then from the other
// (Entringer 1966).
BigInt euler_number(int n) {
  std::vector<BigInt> row{1};
  for (int i = 1; i <= n; ++i) {
    std::vector<BigInt> next{0};
    for (int k = 1; k <= i; ++k) next.push_back(next.back() + row[i - k]);
    row = std::move(next);
  }
  return row.back();
}

// n! divided by the number of elements that are above each element, itself included (Knuth 1973).
BigInt hook_formula(const PartialOrder& forest) {
  std::vector<int> above(forest.size, 1);
  for (auto pair = forest.before.rbegin(); pair != forest.before.rend(); ++pair)
    above[pair->first] += above[pair->second];
  return factorial(forest.size) / std::accumulate(above.begin(), above.end(), BigInt(1),
                                                  [](const BigInt& product, int n) { return product * n; });
}

TEST_CASE("a zigzag has as many rows as its Euler number says") {
  const std::vector<int> known{1, 1, 1, 2, 5, 16, 61, 272, 1385, 7936, 50521};
  for (int n = 0; n <= 10; ++n) {
    CHECK(euler_number(n) == known[n]);
    for_all_methods([&](const CountingMethods& methods) { CHECK(number(zigzag(n), methods) == known[n]); });
  }
  for (int n = 11; n < 80; ++n) CHECK(number(zigzag(n)) == euler_number(n));
}

TEST_CASE("a zigzag of two thousand elements") {
  const int n = kSmaller ? 300 : 2000;
  CHECK(number(zigzag(n)) == euler_number(n));
}

TEST_CASE("forests have as many rows as the hook formula says") {
  Dice dice(7);
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    const PartialOrder forest = random_forest(dice, 1 + dice.below(60));
    const BigInt expected = hook_formula(forest);
    for (const PartialOrder& order : {forest, dual(forest), renamed(forest, dice)}) {
      CHECK(number(order) == expected);
      CHECK(number(order, kTreesOnly) == expected);
    }
  }
}

TEST_CASE("a forest of two thousand elements, taken apart and not") {
  Dice dice(8);
  const PartialOrder forest = random_forest(dice, kSmaller ? 300 : 2000);
  const BigInt expected = hook_formula(forest);
  CHECK(number(forest) == expected);
  CHECK(number(forest, kTreesOnly) == expected);
}

TEST_CASE("trees that grow both ways, upside down and by other names") {
  Dice dice(9);
  for (const int n : {10, 20, 40, 80, 160}) {
    const PartialOrder tree = random_tree(dice, n);
    const BigInt expected = number(tree, kTreesOnly);
    CHECK(expected > 0);
    CHECK(number(tree) == expected);
    CHECK(number(dual(tree), kTreesOnly) == expected);
    CHECK(number(renamed(tree, dice), kTreesOnly) == expected);
  }
  for (int i = 0; i < (kSmaller ? 10 : 100); ++i) {
    const PartialOrder tree = random_tree(dice, 13);
    CHECK(number(tree, kTreesOnly) == by_down_sets(tree));
  }
}

}  // namespace
}  // namespace afterlife

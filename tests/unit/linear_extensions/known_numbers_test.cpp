// Orders whose linear extensions have been counted by others.
#include <doctest/doctest.h>

#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

// n!, divided by the number of elements that each element of a rectangle has to its right and above it, itself
// included.
BigInt standard_tableaux(int a, int b) {
  BigInt hooks = 1;
  for (int i = 0; i < a; ++i)
    for (int j = 0; j < b; ++j) hooks *= i + j + 1;
  return factorial(a * b) / hooks;
}

TEST_CASE("no elements and one element: one row") {
  for_all_methods([](const CountingMethods& methods) {
    CHECK(number(antichain(0), methods) == 1);
    CHECK(number(antichain(1), methods) == 1);
  });
}

TEST_CASE("an antichain of n has n! rows, a chain one") {
  for (const int n : {2, 3, 5, 20, 300}) {
    CHECK(number(antichain(n)) == factorial(n));
    CHECK(number(chain(n)) == 1);
  }
  for_all_methods([](const CountingMethods& methods) {
    CHECK(number(antichain(10), methods) == factorial(10));
    CHECK(number(chain(60), methods) == 1);
  });
  CHECK(number(antichain(9000)) == factorial(9000));
}

TEST_CASE("parts that have nothing to do with each other, and parts above each other") {
  CHECK(number(beside(chain(30), chain(20))) == factorial(50) / factorial(30) / factorial(20));
  CHECK(number(on_top(antichain(7), antichain(5))) == factorial(7) * factorial(5));
  // Pairs, each above the one before, a thousand times.
  PartialOrder pairs{2000, {}};
  for (int e = 0; e + 2 < 2000; ++e)
    for (int next = e / 2 * 2 + 2; next < e / 2 * 2 + 4; ++next) pairs.before.emplace_back(e, next);
  CHECK(number(pairs) == pow(BigInt(2), 1000));
  // One beside all of one above all of one beside ...: 3 * 5 * 7 * ... ways to put it.
  PartialOrder nested = antichain(1);
  BigInt ways = 1;
  while (nested.size < 99) {
    nested = beside(on_top(antichain(1), nested), antichain(1));
    ways *= nested.size;
  }
  CHECK(number(nested) == ways);
}

TEST_CASE("products of two chains: Catalan numbers, and standard tableaux of rectangles") {
  for (int n = 1; n <= 60; ++n) CHECK(number(grid(2, n)) == factorial(2 * n) / factorial(n) / factorial(n + 1));
  for (const auto& [a, b] : {std::pair(3, 3), {3, 10}, {4, 5}, {6, 6}, {7, 8}, {20, 3}})
    CHECK(number(grid(a, b)) == standard_tableaux(a, b));
  for_all_methods([](const CountingMethods& methods) {
    CHECK(number(grid(2, 7), methods) == 429);
    CHECK(number(grid(3, 4), methods) == 462);
  });
}

TEST_CASE("the subsets of n things: the numbers of Brightwell and Tetali") {
  const std::vector<BigInt> known{1, 1, 2, 48, 1680384, BigInt("14807804035657359360")};
  for (int n = 0; n < static_cast<int>(known.size()); ++n) CHECK(number(subsets(n)) == known[n]);
}

TEST_CASE("a crown: all but the last one below, then two cases") {
  for (int n = 2; n <= (kSmaller ? 10 : 18); ++n) CHECK(number(crown(n)) == factorial(n) * factorial(n - 1) * (n + 1));
}

TEST_CASE("a closed zigzag: the greatest element can be any of the upper ones, and leaves a zigzag") {
  for (const int n : {4, 6, 8, 20, 36, 60}) CHECK(number(closed_zigzag(n)) == number(zigzag(n - 1)) * (n / 2));
}

TEST_CASE("alike elements cost no more than one") {
  // The first element of a closed zigzag of six stands for many.
  for (const int n : {2, 5, 30, 200}) {
    std::vector<PartialOrder> alike(6, antichain(1)), in_a_row = alike;
    alike[0] = antichain(n);
    in_a_row[0] = chain(n);
    const PartialOrder order = composed(closed_zigzag(6), alike);
    CHECK(number(order) == factorial(n) * number(composed(closed_zigzag(6), in_a_row)));
    if (n == 5) CHECK(number(order) == by_down_sets(order));
  }
}

// Children, each cleaned up before it is destroyed and before its parent is cleaned up; one thing more happens between
// the cleanup of the first and the destruction of the second.
PartialOrder children(int n) {
  PartialOrder order{2 * n + 2, {}};
  const int parent = 2 * n, more = 2 * n + 1;
  for (int c = 0; c < n; ++c) {
    order.before.emplace_back(c, n + c);
    order.before.emplace_back(c, parent);
  }
  order.before.emplace_back(0, more);
  order.before.emplace_back(more, n + 1);
  return order;
}

TEST_CASE("distinct children hang on what is between two of them") {
  for (const int n : {2, 3, 6}) CHECK(number(children(n)) == by_down_sets(children(n)));
  CHECK(number(children(8)) == number(children(8), {.parts = false, .modules = false, .trees = false}));
  const Counted many = count_linear_extensions(children(100));
  REQUIRE(many.number.has_value());
  CHECK(many.method == "trees, 10 down-sets");
  CHECK(*many.number == number(dual(children(100))));
}

}  // namespace
}  // namespace afterlife

// Orders to be counted, and two ways to count small ones that have nothing in common with the engine's.
//
//   CHECK(number(crown(3)) == by_trying(crown(3)));
//   for_all_methods([&](const CountingMethods& methods) { CHECK(number(grid(2, 3), methods) == 5); });
#pragma once

#include "solver/linear_extensions/count.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

// With sanitizers everything takes thirty times as long, and smaller orders have to do.
#ifdef AFTERLIFE_SMALLER_TESTS
constexpr bool kSmaller = true;
#else
constexpr bool kSmaller = false;
#endif

// The number, or -1 when it is refused.
BigInt number(const PartialOrder&, const CountingMethods& = {});

template <class Do>
void for_all_methods(const Do& what) {
  for (const bool parts : {true, false})
    for (const bool modules : {true, false})
      for (const bool trees : {true, false}) what(CountingMethods{parts, modules, trees});
}

// One row after the other.
BigInt by_trying(const PartialOrder&);
// Down-set by down-set, all of them: up to about 20 elements.
BigInt by_down_sets(const PartialOrder&);

BigInt factorial(int n);

PartialOrder antichain(int n);
PartialOrder chain(int n);
PartialOrder zigzag(int n);         // 0 < 1 > 2 < 3 ...
PartialOrder closed_zigzag(int n);  // the same with the ends joined; n is even
PartialOrder grid(int a, int b);    // the product of two chains
PartialOrder crown(int n);          // n below n, each below all but one
PartialOrder subsets(int n);        // of n things, by inclusion
PartialOrder random_order(Dice&, int n, int percent);
PartialOrder random_tree(Dice&, int n);    // as a graph
PartialOrder random_forest(Dice&, int n);  // each element has at most one below it

PartialOrder dual(PartialOrder);                   // upside down
PartialOrder renamed(const PartialOrder&, Dice&);  // with other numbers for the elements
PartialOrder beside(PartialOrder, PartialOrder);   // nothing between the two
PartialOrder on_top(PartialOrder, PartialOrder);   // the second one above the first one
// The order with an order in the place of each of its elements.
PartialOrder composed(const PartialOrder&, const std::vector<PartialOrder>&);

}  // namespace afterlife

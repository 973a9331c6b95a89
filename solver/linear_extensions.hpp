// How many linear extensions a finite partial order has: in how many ways its elements can be put in a row such that
// whatever comes before something else stands before it. Exact, or refused with the reason.
//
//   Counted c = count_linear_extensions({.size = 4, .before = {{0, 1}, {0, 2}, {3, 2}}});
//   if (c.number) std::cout << *c.number;     // 5
//   else std::cout << c.refusal;              // "too large: a part of 80 elements has more than 2000000 down-sets"
//
// What is done, in this order; each step is exact, and says why in the file that does it:
//   1. redundant pairs are dropped: what is left is the Hasse diagram           (extensions/poset.hpp)
//   2. parallel and series parts are counted one by one                         (linear_extensions.cpp)
//   3. modules, of which alike elements are one kind, are counted by themselves (extensions/modules.hpp)
//   4. trees, and trees that hang on the rest, become polynomials               (extensions/core.hpp)
//   5. what is left is counted down-set by down-set                             (extensions/down_sets.hpp)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "solver/big_int.hpp"

namespace afterlife {

// The elements are 0 to size - 1. Any pairs do whose transitive closure is the order; each is (first, then).
struct PartialOrder {
  int size = 0;
  std::vector<std::pair<int, int>> before;
};

// Beyond any of these counting is refused, and the refusal says which and how large. Nothing is ever counted in part.
struct CountingLimits {
  int elements = 10'000;                 // a table of all pairs is made: a quarter of a byte for each
  std::uint64_t down_sets = 2'000'000;   // made for one part that is no tree
  std::uint64_t steps = 20'000'000'000;  // in all; about half a minute
  std::uint64_t megabytes = 1'024;       // for the down-sets of one part, at most
};

// What may be used. To leave something out changes no number, only what it takes; tests compare.
struct CountingMethods {
  bool parts = true;
  bool modules = true;  // only together with parts
  bool trees = true;
};

struct Counted {
  std::optional<BigInt> number;
  std::string refusal;  // why there is no number
  std::string method;   // what it took, also up to a refusal: "parallel parts, trees, 262198 down-sets"
};

// Pairs that go round in a circle are refused: they are no partial order. (No row satisfies them, but whoever asks has
// most likely made a mistake.) The order of no elements has one linear extension.
Counted count_linear_extensions(const PartialOrder&, const CountingLimits& = {}, const CountingMethods& = {});

}  // namespace afterlife

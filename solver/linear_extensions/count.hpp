// The linear extensions of a finite partial order: the ways in which its elements can be put in a row such that
// whatever comes before something else stands before it. How many there are, exact or refused with the reason; and one
// after the other.
//
//   Counted c = count_linear_extensions({.size = 4, .before = {{0, 1}, {0, 2}, {3, 2}}});
//   if (c.number) std::cout << *c.number;     // 5
//   else if (c.refused == Counted::Refused::too_large) std::cout << c.why;
//
// What is done, in this order; each step is exact, and says why in the file that does it:
//   1. redundant pairs are dropped: what is left is the Hasse diagram           (poset.hpp)
//   2. parallel and series parts are counted one by one                         (count.cpp)
//   3. modules, of which alike elements are one kind, are counted by themselves (modules.hpp)
//   4. trees, and trees that hang on the rest, become polynomials               (two_core.hpp)
//   5. what is left is counted down-set by down-set                             (down_sets.hpp)
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "solver/util/big_integer.hpp"
#include "solver/util/counting_limits.hpp"

namespace afterlife {

// The elements are 0 to size - 1. Any pairs do whose transitive closure is the order; each is (first, then).
struct PartialOrder {
  int size = 0;
  std::vector<std::pair<int, int>> before;
};

// What may be used. To leave something out changes no number, only what it takes; tests compare.
struct CountingMethods {
  bool parts = true;
  bool modules = true;  // only together with parts
  bool trees = true;
};

struct Counted {
  enum class Refused { no, too_large, goes_in_circles, no_elements_of_these };

  std::optional<BigInt> number;
  Refused refused = Refused::no;
  std::string why;     // it was refused: "a part of 80 elements has more than 2000000 down-sets"
  std::string method;  // what it took, also up to a refusal: "parallel parts, trees, 262198 down-sets"
};

// Pairs that go round in a circle are refused: they are no partial order. (No row satisfies them, but whoever asks has
// most likely made a mistake.) The order of no elements has one linear extension.
Counted count_linear_extensions(const PartialOrder&, const CountingLimits& = {}, const CountingMethods& = {});

// Then it is no partial order, and no row satisfies it.
bool goes_in_circles(const PartialOrder&);

// Each row in turn, smaller elements first, until `visit` says false; none where pairs go round in a circle. It also
// gets how many elements at the beginning of the row are those of the row before.
void each_linear_extension(const PartialOrder&,
                           const std::function<bool(const std::vector<int>& row, std::size_t same)>& visit);

// The order of some elements only: the i-th of `kept` becomes element i.
PartialOrder restricted(const PartialOrder&, const std::vector<int>& kept);

}  // namespace afterlife

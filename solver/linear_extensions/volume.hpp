// Counting a part that does not come apart: n! times a volume, modulo as many primes as the number needs.
//
//   const PartCount c = count_by_volume(hasse, true, limits, budget);
//   if (c.refusal.empty()) total *= c.number;
//
// The volume is that of core.hpp and down_sets.hpp. Its denominators divide n!, and no prime here does. The number is
// at most n! / (c1! c2! ...) for any chains of c1, c2, ... elements that the order is put together from, because the
// row within a chain is given; so primes whose product is more than that say which number it is.
#pragma once

#include <cstdint>
#include <string>

#include "solver/linear_extensions/budget.hpp"
#include "solver/linear_extensions/count.hpp"
#include "solver/linear_extensions/poset.hpp"

namespace afterlife {

struct PartCount {
  BigInt number = 0;
  std::string refusal;          // "more than 2000000 down-sets"
  bool trees = false;           // something hung on the core
  std::uint64_t down_sets = 0;  // 0: nothing was left but one element
};

PartCount count_by_volume(const Hasse&, bool trees, const CountingLimits&, Budget&);

}  // namespace afterlife

// What counting is made of: residues, polynomials, factorials, Hasse diagrams and modules.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "solver/linear_extensions/factorials.hpp"
#include "solver/linear_extensions/modules.hpp"
#include "solver/linear_extensions/polynomials.hpp"
#include "solver/linear_extensions/poset.hpp"
#include "tests/unit/linear_extensions/orders.hpp"

namespace afterlife {
namespace {

TEST_CASE("primes, from the largest below 2^31 down") {
  CHECK(prime_below(kPrimesFrom) == 2147483647);
  CHECK(prime_below(2147483647) == 2147483629);
  CHECK(prime_below(2147483629) == 2147483587);
}

TEST_CASE("residues are what remains of numbers") {
  Dice dice(10);
  for (const std::uint32_t prime : {prime_below(kPrimesFrom), prime_below(1U << 30U | 1U << 29U)}) {
    const Field field(prime);
    for (int i = 0; i < 1000; ++i) {
      const std::uint64_t a = static_cast<std::uint32_t>(dice.below(1 << 30)), b = prime - 1 - a % 1000;
      const Residue x = field.residue(static_cast<std::uint32_t>(a)), y = field.residue(static_cast<std::uint32_t>(b));
      CHECK(field.number(x) == a % prime);
      CHECK(field.number(field.add(x, y)) == (a + b) % prime);
      CHECK(field.number(field.multiply(x, y)) == a % prime * b % prime);
      CHECK(field.add(x, field.negative(x)) == 0);
      CHECK(field.multiply(y, field.inverse(y)) == field.residue(1));
      std::uint64_t sum = 0;
      for (int times = 0; times < 100; ++times) sum = field.add_product(sum, y, y);
      CHECK(field.number(field.reduce(sum)) == b * b % prime * 100 % prime);
    }
    CHECK(field.negative(0) == 0);
  }
}

TEST_CASE("remainders say which number it is") {
  const BigInt large = factorial(100) + 12345;
  Remainders remainders;
  for (std::uint32_t prime = prime_below(kPrimesFrom); remainders.modulus() <= large; prime = prime_below(prime))
    remainders.add(prime, static_cast<std::uint32_t>(large % prime));
  CHECK(remainders.number() == large);
}

TEST_CASE("polynomials: products and integrals") {
  const Field field(prime_below(kPrimesFrom));
  const Fractions fractions(field, 10);
  const auto of = [&](int numerator, int denominator) {
    const Residue r =
        field.multiply(field.residue(static_cast<std::uint32_t>(std::abs(numerator))), fractions.one_over(denominator));
    return numerator < 0 ? field.negative(r) : r;
  };
  const Polynomial x = integral_from_0(Polynomial::one(field), fractions);
  CHECK(x.low == 1);
  CHECK(x.coefficients == std::vector<Residue>{of(1, 1)});
  const Polynomial rest = integral_to_1(x, fractions);  // 1/2 - x^2/2
  CHECK(rest.low == 0);
  CHECK(rest.coefficients == std::vector<Residue>{of(1, 2), 0, of(-1, 2)});
  const Polynomial both = product(x, rest, field);
  CHECK(both.low == 1);
  CHECK(both.coefficients == rest.coefficients);
  CHECK(product(rest, rest, field).coefficients == std::vector<Residue>{of(1, 4), 0, of(-1, 2), 0, of(1, 4)});
  CHECK(integral_from_0(both, fractions).coefficients == std::vector<Residue>{of(1, 4), 0, of(-1, 8)});
}

TEST_CASE("factorials, multiplied and divided") {
  Factorials none(0), some(12);
  CHECK(none.product() == 1);
  some.multiply(12);
  some.divide(5);
  some.divide(7);
  CHECK(some.product() == 792);
  for (int i = 0; i < 3; ++i) some.multiply(4);
  CHECK(some.product() == 792 * 24 * 24 * 24);
}

TEST_CASE("a Hasse diagram has no redundant pairs") {
  const auto poset = make_poset({5, {{4, 3}, {3, 2}, {4, 2}, {4, 2}, {2, 1}, {4, 1}, {4, 0}}});
  REQUIRE(poset.has_value());
  const Hasse& hasse = poset->hasse;  // 4 is 0 now, 0 and 3 are 1 and 2 in some order
  CHECK(hasse.upper[0].size() == 2);
  CHECK(count(poset->above[0]) == 4);
  CHECK(count(poset->below[4]) == 3);
  std::size_t covers = 0;
  for (int e = 0; e < 5; ++e) {
    covers += hasse.upper[e].size();
    for (const int cover : hasse.upper[e]) CHECK(cover > e);
  }
  CHECK(covers == 4);
}

// Whether nothing outside of the set tells two of its elements apart.
bool is_module(const Poset& poset, unsigned set) {
  for (int e = 0; e < poset.size(); ++e) {
    if ((set >> e & 1U) != 0) continue;
    unsigned below = 0, above = 0;
    for (int m = 0; m < poset.size(); ++m) {
      if (has(poset.below[e], m)) below |= 1U << m;
      if (has(poset.above[e], m)) above |= 1U << m;
    }
    if ((below & set) != 0 && (below & set) != set) return false;
    if ((above & set) != 0 && (above & set) != set) return false;
  }
  return true;
}

// Two elements are in the same largest module if any module other than the whole has both.
std::vector<std::vector<int>> modules_by_trying(const Poset& poset) {
  const unsigned all = (1U << poset.size()) - 1;
  std::vector<unsigned> with(poset.size(), 0);
  for (unsigned set = 1; set < all; ++set)
    for (int e = 0; e < poset.size() && is_module(poset, set); ++e)
      if ((set >> e & 1U) != 0) with[e] |= set;
  std::map<unsigned, std::vector<int>> modules;
  for (int e = 0; e < poset.size(); ++e) modules[with[e]].push_back(e);
  std::vector<std::vector<int>> sorted;
  for (const auto& [set, module] : modules) sorted.push_back(module);
  std::ranges::sort(sorted);
  return sorted;
}

// Neither is some set without relations to the rest, nor is some set wholly below the rest.
bool comes_apart(const Poset& poset) {
  for (unsigned set = 1; set + 1 < 1U << poset.size(); ++set) {
    int inside = 0, between = 0;
    for (int e = 0; e < poset.size(); ++e)
      for (int m = 0; m < poset.size() && (set >> e & 1U) != 0; ++m) {
        if ((set >> m & 1U) != 0) continue;
        between += has(poset.above[e], m) ? 1 : has(poset.below[e], m) ? 1000 : 0;
        ++inside;
      }
    if (between == 0 || between == inside) return true;
  }
  return false;
}

TEST_CASE("the largest modules are those that trying all sets finds") {
  Dice dice(11);
  int with_modules = 0;
  for (int i = 0; i < (kSmaller ? 300 : 3000); ++i) {
    CAPTURE(i);
    std::vector<PartialOrder> parts;
    for (int e = 0; e < 4; ++e) parts.push_back(random_order(dice, dice.chance(50) ? 2 : 1, 50));
    const auto poset = make_poset(dice.chance(50) ? composed(zigzag(4), parts) : random_order(dice, 7, 25));
    REQUIRE(poset.has_value());
    if (comes_apart(*poset)) continue;
    std::vector<int> all(poset->size());
    std::iota(all.begin(), all.end(), 0);
    Budget budget(1'000'000);
    const auto modules = largest_modules(*poset, all, budget);
    CHECK(modules == modules_by_trying(*poset));
    with_modules += modules.size() < all.size() ? 1 : 0;
  }
  CHECK(with_modules > 50);
}

}  // namespace
}  // namespace afterlife

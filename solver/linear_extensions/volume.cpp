#include "solver/linear_extensions/volume.hpp"

#include <algorithm>
#include <vector>

#include "solver/linear_extensions/down_sets.hpp"
#include "solver/linear_extensions/factorials.hpp"
#include "solver/linear_extensions/two_core.hpp"

namespace afterlife {
namespace {

// From each element that is in no chain yet, up along covers as far as there are such elements.
BigInt at_most(const Hasse& hasse) {
  Factorials most(hasse.size());
  most.multiply(hasse.size());
  std::vector<bool> in_chain(hasse.size(), false);
  for (int e = 0; e < hasse.size(); ++e) {
    int length = 0;
    for (int at = e; at >= 0 && !in_chain[at]; ++length) {
      in_chain[at] = true;
      const auto next = std::ranges::find_if(hasse.upper[at], [&](int cover) { return !in_chain[cover]; });
      at = next == hasse.upper[at].end() ? -1 : *next;
    }
    most.divide(length);
  }
  return most.product();
}

Residue factorial(int n, const Field& field) {
  Residue product = field.residue(1);
  for (int i = 2; i <= n; ++i) product = field.multiply(product, field.residue(static_cast<std::uint32_t>(i)));
  return product;
}

}  // namespace

PartCount count_by_volume(const Hasse& hasse, bool trees, const CountingLimits& limits, Budget& budget) {
  PartCount count;
  const TwoCore core(hasse, trees);
  const DownSets sets(core.order(), core.ranges(), limits, budget);
  count.trees = core.has_trees();
  count.down_sets = core.order().size() == 1 ? 0 : sets.size();
  count.refusal = sets.refusal();
  if (!count.refusal.empty()) return count;

  const BigInt most = at_most(hasse);
  const std::uint64_t primes = msb(most) / kBitsOfPrimes + 1;
  if (!budget.spend(core.steps() + sets.steps() + static_cast<std::uint64_t>(hasse.size()), primes)) {
    count.refusal = "more than " + std::to_string(limits.steps) + " steps to take";
    return count;
  }
  Remainders number;
  for (std::uint32_t prime = prime_below(kPrimesFrom); number.modulus() <= most; prime = prime_below(prime)) {
    budget.keep();
    const Field field(prime);
    const Fractions fractions(field, hasse.size());
    const Residue volume = sets.volume(core.weights(fractions), fractions);
    number.add(prime, field.number(field.multiply(volume, factorial(hasse.size(), field))));
  }
  count.number = number.number();
  return count;
}

}  // namespace afterlife

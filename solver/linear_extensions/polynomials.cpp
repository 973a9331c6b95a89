#include "solver/linear_extensions/polynomials.hpp"

#include <algorithm>
#include <utility>

namespace afterlife {
namespace {

bool is_one(const Polynomial& p, const Field& field) {
  return p.low == 0 && p.coefficients.size() == 1 && p.coefficients.front() == field.residue(1);
}

}  // namespace

// 1/n is -(p / n) / (p mod n), because p = (p / n) n + (p mod n) is 0.
Fractions::Fractions(Kept<Field> given, int largest) : field_(given), inverse_(largest + 1, given->residue(1)) {
  const Field& field = field_;
  for (int n = 2; n <= largest; ++n) {
    const auto divisor = static_cast<std::uint32_t>(n);
    const Residue quotient = field.residue(field.prime() / divisor);
    inverse_[n] = field.negative(field.multiply(quotient, inverse_[field.prime() % divisor]));
  }
}

void add_product(std::span<std::uint64_t> sums, std::span<const Residue> a, std::span<const Residue> b,
                 const Field& field) {
  if (a.size() < b.size()) std::swap(a, b);
  for (std::size_t j = 0; j < b.size(); ++j)
    for (std::size_t i = 0; i < a.size(); ++i) sums[i + j] = field.add_product(sums[i + j], a[i], b[j]);
}

Polynomial product(const Polynomial& a, const Polynomial& b, const Field& field) {
  if (is_one(a, field)) return b;
  if (is_one(b, field)) return a;
  std::vector<std::uint64_t> sums(a.coefficients.size() + b.coefficients.size() - 1, 0);
  add_product(sums, a.coefficients, b.coefficients, field);
  Polynomial result{a.low + b.low, std::vector<Residue>(sums.size())};
  std::ranges::transform(sums, result.coefficients.begin(), [&](std::uint64_t sum) { return field.reduce(sum); });
  return result;
}

Polynomial integral_from_0(const Polynomial& p, const Fractions& fractions) {
  const Field& field = fractions.field();
  Polynomial result{p.low + 1, std::vector<Residue>(p.coefficients.size())};
  for (std::size_t i = 0; i < p.coefficients.size(); ++i)
    result.coefficients[i] = field.multiply(p.coefficients[i], fractions.one_over(result.low + static_cast<int>(i)));
  return result;
}

// The whole integral, less the one from 0 to x.
Polynomial integral_to_1(const Polynomial& p, const Fractions& fractions) {
  const Field& field = fractions.field();
  const int low = p.low + 1;
  Polynomial result{0, std::vector<Residue>(low + p.coefficients.size(), 0)};
  Residue whole = 0;
  for (std::size_t i = 0; i < p.coefficients.size(); ++i) {
    const Residue c = field.multiply(p.coefficients[i], fractions.one_over(low + static_cast<int>(i)));
    whole = field.add(whole, c);
    result.coefficients[low + i] = field.negative(c);
  }
  result.coefficients[0] = whole;
  return result;
}

}  // namespace afterlife

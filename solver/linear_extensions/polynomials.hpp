// Polynomials in one variable over a field of residues, as counting needs them.
//
//   const Fractions fractions(field, 100);                     // 1/1 to 1/100
//   Polynomial p = Polynomial::one(field);                     // 1
//   p = integral_from_0(p, fractions);                         // x
//   p = product(p, integral_to_1(p, fractions), field);        // x * (1/2 - x^2/2)
//
// Powers below `low` do not occur, and are not kept: a polynomial that is one power takes one residue.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/kept.hpp"
#include "solver/linear_extensions/residues.hpp"

namespace afterlife {

struct Polynomial {
  static Polynomial one(const Field& field) { return {0, {field.residue(1)}}; }
  int low = 0;
  std::vector<Residue> coefficients;  // of x^low, x^(low + 1), ...
};

// Which powers a polynomial may have, before it is computed.
struct PowerRange {
  int low = 0, terms = 1;
};
inline PowerRange product(PowerRange a, PowerRange b) { return {a.low + b.low, a.terms + b.terms - 1}; }
inline PowerRange integral_from_0(PowerRange a) { return {a.low + 1, a.terms}; }
inline PowerRange integral_to_1(PowerRange a) { return {0, a.low + a.terms + 1}; }

class Fractions {
 public:
  Fractions(Kept<Field>, int largest);  // smaller than the prime
  [[nodiscard]] Residue one_over(int n) const { return inverse_[n]; }
  [[nodiscard]] const Field& field() const { return field_; }

 private:
  const Field& field_;
  std::vector<Residue> inverse_;
};

// Adds a product of coefficients to sums that are not reduced: one for each of a.size() + b.size() - 1 powers.
void add_product(std::span<std::uint64_t> sums, std::span<const Residue> a, std::span<const Residue> b, const Field&);

Polynomial product(const Polynomial&, const Polynomial&, const Field&);
Polynomial integral_from_0(const Polynomial&, const Fractions&);  // from 0 to x
Polynomial integral_to_1(const Polynomial&, const Fractions&);    // from x to 1

}  // namespace afterlife

#include "solver/linear_extensions/residues.hpp"

namespace afterlife {
namespace {

bool is_prime(std::uint32_t odd) {
  for (std::uint32_t d = 3; d <= odd / d; d += 2)
    if (odd % d == 0) return false;
  return true;
}

}  // namespace

std::uint32_t prime_below(std::uint32_t n) {
  std::uint32_t p = n % 2 == 0 ? n - 1 : n - 2;
  while (!is_prime(p)) p -= 2;
  return p;
}

Field::Field(std::uint32_t prime) : prime_(prime), end_(std::uint64_t{prime} << 32U) {
  std::uint32_t inverse = prime;  // right in three bits, then in twice as many each time (Newton)
  for (int i = 0; i < 4; ++i) inverse *= 2 - prime * inverse;
  minus_inverse_ = 0 - inverse;
  const std::uint64_t r = (std::uint64_t{1} << 32U) % prime;
  square_of_2_32_ = static_cast<std::uint32_t>(r * r % prime);
}

// By Fermat: a to the power of prime - 2.
Residue Field::inverse(Residue a) const {
  Residue power = residue(1);
  for (std::uint32_t exponent = prime_ - 2; exponent != 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) power = multiply(power, a);
    a = multiply(a, a);
  }
  return power;
}

void Remainders::add(std::uint32_t prime, std::uint32_t remainder) {
  const Field field(prime);
  const auto modulus = static_cast<std::uint32_t>(modulus_ % prime),
             number = static_cast<std::uint32_t>(number_ % prime);
  const Residue missing = field.add(field.residue(remainder), field.negative(field.residue(number)));
  number_ += modulus_ * field.number(field.multiply(missing, field.inverse(field.residue(modulus))));
  modulus_ *= prime;
}

}  // namespace afterlife

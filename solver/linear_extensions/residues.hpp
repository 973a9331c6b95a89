// Counting modulo primes, and the number that all the residues together belong to.
//
//   const Field field(prime_below(kPrimesFrom));
//   Residue six = field.multiply(field.residue(2), field.residue(3));
//   Remainders number;                                                  // by the Chinese remainder theorem
//   while (number.modulus() <= bound) number.add(field.prime(), field.number(count_in(field)));
//
// The numbers counted here have thousands of digits, and are sums and products of millions of fractions of that size.
// Modulo a prime larger than all denominators a fraction is a machine word.
#pragma once

#include <cstdint>

#include "solver/util/big_integer.hpp"

namespace afterlife {

constexpr std::uint32_t kPrimesFrom = std::uint32_t{1} << 31U;
constexpr int kBitsOfPrimes = 30;  // each prime used is larger than that many bits can say

// The largest prime below an odd number, or below a power of two.
std::uint32_t prime_below(std::uint32_t n);

// A residue r is kept as r * 2^32 (Montgomery 1985): multiplying needs no division then.
using Residue = std::uint32_t;

class Field {
 public:
  explicit Field(std::uint32_t prime);  // odd, between 2^30 and 2^31

  [[nodiscard]] std::uint32_t prime() const { return prime_; }
  [[nodiscard]] Residue residue(std::uint32_t n) const { return multiply(n % prime_, square_of_2_32_); }
  [[nodiscard]] std::uint32_t number(Residue r) const { return reduce(r); }

  [[nodiscard]] Residue add(Residue a, Residue b) const { return a + b < prime_ ? a + b : a + b - prime_; }
  [[nodiscard]] Residue negative(Residue a) const { return a == 0 ? 0 : prime_ - a; }
  [[nodiscard]] Residue multiply(Residue a, Residue b) const { return reduce(std::uint64_t{a} * b); }
  [[nodiscard]] Residue inverse(Residue a) const;

  // Sums of products: add them up without reducing them, and reduce the sum. It stays below prime * 2^32.
  [[nodiscard]] std::uint64_t add_product(std::uint64_t sum, Residue a, Residue b) const {
    sum += std::uint64_t{a} * b;
    return sum < end_ ? sum : sum - end_;
  }
  [[nodiscard]] Residue reduce(std::uint64_t sum) const {
    const std::uint32_t multiple = static_cast<std::uint32_t>(sum) * minus_inverse_;
    const auto r = static_cast<std::uint32_t>((sum + std::uint64_t{multiple} * prime_) >> 32U);
    return r < prime_ ? r : r - prime_;
  }

 private:
  std::uint32_t prime_;
  std::uint32_t minus_inverse_ = 0;  // prime * minus_inverse = -1 modulo 2^32
  std::uint32_t square_of_2_32_;
  std::uint64_t end_;
};

class Remainders {
 public:
  void add(std::uint32_t prime, std::uint32_t remainder);
  [[nodiscard]] const BigInt& number() const { return number_; }    // the smallest with all the remainders
  [[nodiscard]] const BigInt& modulus() const { return modulus_; }  // the next one is that much larger

 private:
  BigInt number_ = 0, modulus_ = 1;
};

}  // namespace afterlife

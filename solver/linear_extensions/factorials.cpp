#include "solver/linear_extensions/factorials.hpp"

namespace afterlife {

// Prime by prime: no number larger than the product is ever made, and nothing is divided.
BigInt Factorials::product() const {
  const int largest = static_cast<int>(times_.size()) - 1;
  std::vector<int> factor(times_.size(), 0);  // how often the number n itself is a factor: in n! and all larger ones
  for (int n = largest, sum = 0; n >= 1; --n) factor[n] = sum += times_[n];
  BigInt product = 1;
  std::vector<bool> composite(times_.size(), false);
  for (int p = 2; p <= largest; ++p) {
    if (composite[p]) continue;
    int exponent = 0;
    for (int n = p; n <= largest; n += p) {
      composite[n] = n > p;
      for (int rest = n; rest % p == 0; rest /= p) exponent += factor[n];
    }
    if (exponent > 0) product *= boost::multiprecision::pow(BigInt(p), static_cast<unsigned>(exponent));
  }
  return product;
}

}  // namespace afterlife

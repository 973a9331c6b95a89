// A product and quotient of factorials that is a whole number.
//
//   Factorials f(5);
//   f.multiply(5);
//   f.divide(3);
//   f.divide(2);
//   f.product();   // 5! / (3! 2!) = 10
#pragma once

#include <vector>

#include "solver/util/big_integer.hpp"

namespace afterlife {

class Factorials {
 public:
  explicit Factorials(int largest) : times_(largest + 1, 0) {}

  void multiply(int n) { ++times_[n]; }
  void divide(int n) { --times_[n]; }
  [[nodiscard]] BigInt product() const;

 private:
  std::vector<int> times_;  // how often n! is a factor; negative: how often it divides
};

}  // namespace afterlife

// How much is still allowed to be done: counted in steps, so that what is refused does not depend on the machine.
//
//   if (!budget.spend(edges)) return;   // spent: whoever asked refuses
#pragma once

#include <cstdint>

namespace afterlife {

class Budget {
 public:
  explicit Budget(std::uint64_t steps) : left_(steps) {}

  // So many steps, so many times. False when that is too much; then it is too much for good.
  bool spend(std::uint64_t steps, std::uint64_t times = 1) {
    spent_ = spent_ || steps > left_ / times;
    left_ -= spent_ ? 0 : steps * times;
    return !spent_;
  }
  [[nodiscard]] bool spent() const { return spent_; }

 private:
  std::uint64_t left_;
  bool spent_ = false;
};

}  // namespace afterlife

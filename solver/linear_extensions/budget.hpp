// How much is still allowed to be done: counted in steps, so that what is refused does not depend on the machine. And
// for how long somebody waits: Stopped is thrown when that is over.
//
//   if (!budget.spend(edges)) return;   // spent: whoever asked refuses
#pragma once

#include <cstdint>

#include "solver/util/deadline.hpp"

namespace afterlife {

class Budget {
 public:
  explicit Budget(std::uint64_t steps, const Deadline* deadline = nullptr) : left_(steps), deadline_(deadline) {}

  // So many steps, so many times. False when that is too much; then it is too much for good.
  bool spend(std::uint64_t steps, std::uint64_t times = 1) {
    spent_ = spent_ || steps > left_ / times;
    left_ -= spent_ ? 0 : steps * times;
    if (++calls_ % kCallsBetween == 0) keep();
    return !spent_;
  }
  void keep() const {
    if (deadline_ != nullptr) deadline_->keep();
  }
  [[nodiscard]] bool spent() const { return spent_; }

 private:
  static constexpr std::uint64_t kCallsBetween = 1024;

  std::uint64_t left_;
  const Deadline* deadline_;
  std::uint64_t calls_ = 0;
  bool spent_ = false;
};

}  // namespace afterlife

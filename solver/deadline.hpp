// Until when a question may be worked on.
//
//   const Deadline deadline(60);
//   while (!deadline.passed()) ...
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace afterlife {

// Thrown where a question is given up: the time is over, or somebody interrupts.
struct GivenUp {};

class Deadline {
 public:
  explicit Deadline(double seconds)
      : end_(std::chrono::steady_clock::now() +
             std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds))) {}
  [[nodiscard]] bool passed() const { return std::chrono::steady_clock::now() >= end_; }
  [[nodiscard]] double seconds_left() const { return milliseconds_left() / 1000.0; }
  // As Z3 wants them: at least one.
  [[nodiscard]] unsigned milliseconds_left() const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now()).count();
    return left <= 1 ? 1U : static_cast<unsigned>(std::min<std::int64_t>(left, 1U << 30U));
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

}  // namespace afterlife

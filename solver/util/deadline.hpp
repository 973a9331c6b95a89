// Until when a question may be worked on: the time is over, or somebody interrupts.
//
//   const Deadline deadline(60, &interrupted);
//   while (!deadline.passed()) ...
//   verdict.reason = deadline.stopped().text();  // "time limit" or "interrupted"
//
// Whoever may work for long is given one, and calls `keep` in its innermost loop: that costs no more than a look at the
// clock, and throws when the time is over.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "solver/util/stopped.hpp"

namespace afterlife {

class Deadline {
 public:
  static constexpr double kNever = 1e9;  // seconds

  explicit Deadline(double seconds = kNever, const std::atomic<bool>* interrupted = nullptr)
      : end_(std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                    std::chrono::duration<double>(std::min(seconds, kNever)))),
        flag_(interrupted) {}

  // This one, or so many seconds from now, whichever comes first.
  [[nodiscard]] Deadline within(double seconds) const {
    Deadline sooner(seconds, flag_);
    sooner.end_ = std::min(sooner.end_, end_);
    return sooner;
  }

  [[nodiscard]] bool interrupted() const { return flag_ != nullptr && *flag_; }
  [[nodiscard]] bool passed() const { return interrupted() || std::chrono::steady_clock::now() >= end_; }
  // Throws Stopped when it has passed.
  void keep() const {
    if (passed()) throw stopped();
  }
  // Why work ends, once it has passed.
  [[nodiscard]] Stopped stopped() const {
    return Stopped(interrupted() ? Stopped::Kind::interrupted : Stopped::Kind::time);
  }

  [[nodiscard]] double seconds_left() const { return milliseconds_left() / 1000.0; }
  // At least one.
  [[nodiscard]] unsigned milliseconds_left() const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now()).count();
    return left <= 1 ? 1U : static_cast<unsigned>(std::min<std::int64_t>(left, 1U << 30U));
  }
  [[nodiscard]] const std::atomic<bool>* flag() const { return flag_; }

 private:
  std::chrono::steady_clock::time_point end_;
  const std::atomic<bool>* flag_;
};

}  // namespace afterlife

#include "solver/util/aside.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "solver/util/memory.hpp"

namespace afterlife {
namespace {

class Freeing {
 public:
  void begin(std::shared_ptr<void> thing) noexcept {
    const std::scoped_lock lock(mutex_);
    try {
      things_.push_back(std::move(thing));
      if (going_on_) return;
      if (thread_.joinable()) thread_.join();  // it is past its last look at what there is to do
      thread_ = std::jthread([this] { free_all(); });
      going_on_ = true;
    } catch (...) {  // no thread, or no memory for one
      things_.clear();
    }
  }

  void wait(const Deadline& deadline) {
    constexpr std::chrono::milliseconds kLook(20);
    std::unique_lock lock(mutex_);
    while (going_on_ && !deadline.passed()) done_.wait_for(lock, kLook);
  }

  [[nodiscard]] bool going_on() const {
    const std::scoped_lock lock(mutex_);
    return going_on_;
  }

 private:
  void free_all() {
    std::unique_lock lock(mutex_);
    while (!things_.empty()) {
      std::shared_ptr<void> next = std::move(things_.front());
      things_.pop_front();
      lock.unlock();
      next.reset();
      lock.lock();
    }
    going_on_ = false;
    done_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable done_;
  std::deque<std::shared_ptr<void>> things_;
  bool going_on_ = false;
  std::jthread thread_;  // the last member: it uses the others as long as it runs
};

Freeing& freeing() {
  static Freeing one;
  return one;
}

}  // namespace

void free_aside(std::shared_ptr<void> thing) noexcept { freeing().begin(std::move(thing)); }

bool freeing_aside() { return freeing().going_on(); }

bool memory_stays_short(const Deadline& deadline) {
  if (!memory_is_short()) return false;
  if (!freeing_aside()) return true;
  freeing().wait(deadline);
  return memory_is_short();
}

}  // namespace afterlife

#include "solver/aside.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "solver/memory.hpp"

namespace afterlife {
namespace {

class Freeing {
 public:
  void begin(std::shared_ptr<void> thing) {
    const std::scoped_lock lock(mutex_);
    things_.push_back(std::move(thing));
    if (going_on_) return;
    if (thread_.joinable()) thread_.join();  // it is past its last look at what there is to do
    try {
      thread_ = std::jthread([this] { free_all(); });
      going_on_ = true;
    } catch (const std::system_error&) {  // no thread, or no memory for one
      things_.clear();
    }
  }

  void wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return !going_on_; });
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

void free_aside(std::shared_ptr<void> thing) { freeing().begin(std::move(thing)); }

bool freeing_aside() { return freeing().going_on(); }

bool memory_stays_short() {
  if (!memory_is_short()) return false;
  if (!freeing_aside()) return true;
  freeing().wait();
  return memory_is_short();
}

}  // namespace afterlife

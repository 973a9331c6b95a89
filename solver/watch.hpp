// While it lives, an interruption stops what Z3 is doing.
//
//   const Watch watch(options.interrupted, z3);
//   solver.check();                     // unknown soon after the flag is set
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include <z3++.h>

namespace afterlife {

class Watch {
 public:
  Watch(const std::atomic<bool>* interrupted, z3::context& z3) {
    if (interrupted == nullptr) return;
    watcher_ = std::jthread([interrupted, &z3](const std::stop_token& over) {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any wakened;
      while (!over.stop_requested()) {
        if (*interrupted) return z3.interrupt();
        wakened.wait_for(lock, over, std::chrono::milliseconds(20), [] { return false; });
      }
    });
  }

 private:
  std::jthread watcher_;
};

}  // namespace afterlife

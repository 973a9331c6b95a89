// While it lives, an interruption stops what Z3 is doing.
//
//   const Watch watch(deadline, z3);
//   solver.check();                     // unknown soon after the flag is set
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include <z3++.h>

#include "solver/deadline.hpp"

namespace afterlife {

class Watch {
 public:
  Watch(const Deadline& deadline, z3::context& z3) {
    const std::atomic<bool>* interrupted = deadline.flag();
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

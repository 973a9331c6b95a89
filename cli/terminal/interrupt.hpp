// Ctrl-C: the first one asks for a clean end, the second one kills.
//
//   const Interrupt interrupt;
//   options.interrupted = &interrupt.flag();      // whoever works for long watches it
#pragma once

#include <atomic>
#include <thread>

namespace afterlife {

// A thread of its own waits for SIGINT, which is blocked everywhere else. So a library that installs a handler for
// the time of one call (Z3 does) cannot take the signal away from us. Where no thread can be made, a handler has to do.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] const std::atomic<bool>& flag() const { return requested_; }
  [[nodiscard]] bool requested() const { return requested_; }

 private:
  void watch();
  void handle_instead();

  std::atomic<bool> requested_ = false;
  std::atomic<bool> done_ = false;
  std::thread watcher_;  // none when SIGINT is ignored (a background job of a shell), or none can be made
};

}  // namespace afterlife

#include "solver/encoding/interrupt_z3.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>

#include "solver/util/aside.hpp"
#include "solver/util/memory.hpp"

namespace afterlife {
namespace {

// While it lives, a deadline that passes stops what Z3 is doing, and so does memory that runs short.
class InterruptZ3 {
 public:
  InterruptZ3(const Deadline& deadline, z3::context& z3) {
    try {
      watcher_ = std::jthread([&deadline, &z3](const std::stop_token& over) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any wakened;
        // Z3 forgets an interruption that comes before it has begun, so it is told again.
        while (!over.stop_requested()) {
          if (deadline.passed() || memory_is_short()) z3.interrupt();
          const unsigned look = std::min(20U, deadline.milliseconds_left());
          wakened.wait_for(lock, over, std::chrono::milliseconds(look), [] { return false; });
        }
      });
    } catch (const std::system_error&) {  // no thread, or no memory for one
    }
  }
  [[nodiscard]] bool works() const { return watcher_.joinable(); }

 private:
  std::jthread watcher_;
};

z3::check_result check(z3::solver& solver, const z3::expr_vector* assumed) {
  return assumed == nullptr ? solver.check() : solver.check(*assumed);
}

void allow(z3::solver& solver, unsigned work) {
  z3::params params(solver.ctx());
  params.set("rlimit", work);
  solver.set(params);
}

// Z3 keeps what it has learned from one slice to the next.
z3::check_result in_slices(z3::solver& solver, const Deadline& deadline, const z3::expr_vector* assumed) {
  constexpr unsigned kFirst = 1U << 20U, kLargest = 1U << 24U;
  z3::check_result result = z3::unknown;
  for (unsigned work = kFirst; result == z3::unknown && !deadline.passed() && !memory_is_short();
       work = std::min(2 * work, kLargest)) {
    allow(solver, work);
    result = check(solver, assumed);
    const std::string why = result == z3::unknown ? solver.reason_unknown() : "";
    if (result == z3::unknown && why.find("resource") == std::string::npos && why.find("cancel") == std::string::npos)
      break;
  }
  allow(solver, 0);
  return result;
}

}  // namespace

z3::check_result ask(z3::solver& solver, const Deadline& deadline, const z3::expr_vector* assumed) {
  if (deadline.passed()) return z3::unknown;
  if (memory_stays_short(deadline)) throw std::bad_alloc();
  const InterruptZ3 interrupt(deadline, solver.ctx());
  const z3::check_result result = interrupt.works() ? check(solver, assumed) : in_slices(solver, deadline, assumed);
  if (result == z3::unknown && !deadline.passed() && memory_is_short()) throw std::bad_alloc();
  return result;
}

}  // namespace afterlife

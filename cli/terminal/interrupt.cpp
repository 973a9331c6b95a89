#include "cli/terminal/interrupt.hpp"

#include <pthread.h>

#include <csignal>
#include <system_error>

namespace afterlife {
namespace {

sigset_t only_interrupt() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

bool ignored() {
  struct sigaction current = {};
  return sigaction(SIGINT, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

[[noreturn]] void die_of_interrupt(const sigset_t& interrupt) {
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
  std::raise(SIGINT);
  std::abort();  // not reached: the default action of SIGINT ends the process
}

// Where no thread can be made. The first signal is noted, and takes the handler away; Z3 has its own while it is asked,
// so then the first may be lost on us.
std::atomic<bool>* noted = nullptr;
static_assert(std::atomic<bool>::is_always_lock_free);

void note_interrupt(int) { *noted = true; }

}  // namespace

void Interrupt::handle_instead() {
  noted = &requested_;
  struct sigaction once = {};
  once.sa_handler = note_interrupt;
  once.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &once, nullptr);
}

Interrupt::Interrupt() {
  if (ignored()) return;
  const sigset_t interrupt = only_interrupt();
  pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {
    handle_instead();
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
  }
}

Interrupt::~Interrupt() {
  if (noted == &requested_) std::signal(SIGINT, SIG_DFL);
  if (!watcher_.joinable()) return;
  done_ = true;
  pthread_kill(watcher_.native_handle(), SIGINT);
  watcher_.join();
}

void Interrupt::watch() {
  const sigset_t interrupt = only_interrupt();
  for (int signal = 0; sigwait(&interrupt, &signal) == 0;) {
    if (done_) return;
    if (requested_.exchange(true)) die_of_interrupt(interrupt);
  }
}

}  // namespace afterlife

#include "cli/interrupt.hpp"

#include <pthread.h>

#include <csignal>

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

}  // namespace

Interrupt::Interrupt() {
  if (ignored()) return;
  const sigset_t interrupt = only_interrupt();
  pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
  watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
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

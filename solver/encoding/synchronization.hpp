// Threads that are started and asked to stop, signals, flags, and locks.
//
//   z3::expr asked = encoding.synchronization.asked_to_stop(worker, e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class SynchronizationEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr asked_to_stop(int thread, int moment);
  [[nodiscard]] z3::expr started(int thread, int moment);
  [[nodiscard]] z3::expr signalled(int signal, int moment);
  [[nodiscard]] z3::expr flag_set(int flag, int moment);
  [[nodiscard]] z3::expr holds_lock(int event, int object);
  [[nodiscard]] z3::expr lock_free(const Event& lock, int moment);

 private:
  z3::expr lock_held(const Event& lock, int object, int moment);

  Memo<int, int> flag_set_{deadline_};  // by flag and moment
};

}  // namespace afterlife

// Runs of entry callbacks: what makes one pending, when it may begin, and what waits for it.
//
//   z3::expr pending = encoding.runs.queued(o, e);
//   z3::expr busy = encoding.runs.running(o, e);
#pragma once

#include <vector>

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class RunEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr in_progress(const Events::Run&, int moment);
  [[nodiscard]] z3::expr running(int object, int moment);
  [[nodiscard]] z3::expr makes_pending(int event, int object);
  [[nodiscard]] z3::expr queued(int object, int moment);
  [[nodiscard]] z3::expr may_begin(const Event& run_begins, int moment);
  // No run is in progress; nor is one pending. Of a target: nothing that was sent to it is open.
  [[nodiscard]] z3::expr quiet(int object, bool nor_queued, int moment);
  [[nodiscard]] z3::expr drained(int object, int moment);  // its cleanup has no run to wait for
  [[nodiscard]] z3::expr cut_off(int object, int moment);

 private:
  z3::expr has_room(int object, int moment);
  [[nodiscard]] std::vector<int> enqueues_of(int object) const;
  z3::expr remembers(int object, const Events::Run&, int moment);
  z3::expr spares_runs(int object, int moment);

  Memo<int, int> makes_pending_{deadline_};  // by object and event
  Memo<int, int> queued_{deadline_};         // by object and moment
};

}  // namespace afterlife

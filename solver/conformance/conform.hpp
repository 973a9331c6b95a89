// Whether a recorded sequence of events is an execution that the framework permits: followed on the machine, event by event.
//
//   std::vector<RecordedEvent> log = {{EventKind::cleanup, world.id(memory, 1)}};
//   Conformance found = conform(scenario, framework, log, {});
//   if (found.kind == Conformance::Kind::excluded) print(log[found.at], found.needed);
//
// What the log does not record may happen in between. A cleanup or destroy that it does record happens once, so it does not
// happen before its turn.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/util/deadline.hpp"
#include "solver/machine/machine.hpp"

namespace afterlife {

struct RecordedEvent {
  EventKind kind = EventKind::cleanup;
  int index = -1;        // instance; for thread_start and thread_end the thread
  std::string callback;  // of a run: the name of the entry or removal callback
  bool end = false;      // of a cleanup, destroy or run: its end, else its begin
  // An action, in place of all this: its word, its target by name, and who carries it out (empty: anybody).
  std::string action, target, by;
};

struct ConformOptions {
  bool complete = false;  // no cleanup and no destroy that the log does not record
  int loop_bound = 0;     // above 0: a loop goes round no more often, and a callback runs within the scenario's bounds
  std::size_t most_states = 200'000;
  double timeout_seconds = Deadline::kNever;
  const std::atomic<bool>* interrupted = nullptr;
};

struct Conformance {
  enum class Kind { permitted, excluded, unknown };
  Kind kind = Kind::permitted;
  std::size_t at = 0;          // excluded: the first event that could not have happened
  std::vector<Reason> needed;  // and what it needed
  std::string reason;          // unknown: why
};

Conformance conform(const Scenario&, const Framework&, const std::vector<RecordedEvent>&, const ConformOptions&);

}  // namespace afterlife

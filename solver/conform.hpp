// Whether a recorded sequence of events is an execution that the framework permits: followed on the machine, event by
// event.
//
//   std::vector<RecordedEvent> log(1);
//   log[0].kind = EventKind::cleanup;                 // Memory#1.cleanup begins
//   log[0].index = memory;                            // the declaration
//   log[0].number = 1;
//   const Conformance found = conform(scenario, framework, log, {});
//   if (found.kind == Conformance::Kind::excluded) print(log[found.at].callback, found.needed);
//
// What the log does not record may happen in between. A cleanup or destroy that it does record happens once, so it does
// not happen before its turn. Events are compared by kind, target and agent; words are for people, and made last.
#pragma once

#include <atomic>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/action.hpp"
#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"

namespace afterlife {

// Who did something: whose body it stands in.
struct RecordedAgent {
  enum class Kind { teardown, thread, cleanup, destroy, run, framework };
  Kind kind = Kind::teardown;
  int index = -1;  // a thread, or the declaration whose callback it is
  int number = 1;  // the instance of that declaration
  int run = 1;     // which of its runs in progress
};

struct RecordedAction {
  ActionKind kind = ActionKind::use;
  bool said_start = false;  // an enqueue that the log calls a start
  EntityKind entity = EntityKind::object;
  int index = -1;  // a thread, lock, signal or flag, or the declaration of an object
  int number = 0;  // which of its instances, from 1; 0: none, for none was born
};

inline std::string_view word_of(const RecordedAction& action) {
  return name(action.said_start ? ActionKind::start : action.kind);
}

struct RecordedEvent {
  EventKind kind = EventKind::cleanup;
  int index = -1;                        // the declaration of an object, or a thread
  int number = 1;                        // the instance
  std::string callback;                  // of a run: the name of the entry or removal callback
  bool end = false;                      // of a cleanup, destroy or run: its end, else its begin
  std::optional<RecordedAction> action;  // in place of all this
  std::optional<RecordedAgent> by;       // who did it; nothing: anybody may have

  [[nodiscard]] bool is_lifecycle() const { return !action && afterlife::is_lifecycle(kind); }
};

struct ConformOptions {
  bool complete = false;  // no cleanup and no destroy that the log does not record
  int loop_bound = 0;     // above 0: a loop goes round no more often, and a callback runs within the scenario's bounds
  std::size_t most_states = 200'000;
  double timeout_seconds = std::numeric_limits<double>::infinity();
  const std::atomic<bool>* interrupted = nullptr;
};

struct Conformance {
  enum class Kind { permitted, excluded, unknown };
  Kind kind = Kind::permitted;
  std::size_t at = 0;          // excluded: the first event that could not have happened
  std::vector<Reason> needed;  // and what it needed
  std::string reason;          // unknown: why
};

// Every index and number is one that the scenario has.
Conformance conform(const Scenario&, const Framework&, const std::vector<RecordedEvent>&, const ConformOptions&);

}  // namespace afterlife

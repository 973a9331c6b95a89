// A recorded sequence of events, as a driver prints it: a JSON array, or a JSON object on each line.
//
//   {"event": "cleanup", "object": "Memory#1"}
//   {"event": "use", "object": "Memory#1", "by": "Worker"}
//
// Fields that are not known are ignored, so that a log may carry times and processors as well.
#pragma once

#include <string>
#include <vector>

#include "model/diagnostic.hpp"
#include "solver/conform.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

struct EventLog {
  std::string name;  // of the file
  std::vector<RecordedEvent> events;
  std::vector<std::string> texts;    // each event in words: "Memory#1.cleanup"
  std::vector<std::uint32_t> lines;  // where it stands
};

// A log without any event is a mistake, unless it may be empty. Throws Stopped when the deadline passes.
Read<EventLog> read_event_log(const Source&, const Scenario&, const Framework&, bool may_be_empty, const Deadline&);

}  // namespace afterlife

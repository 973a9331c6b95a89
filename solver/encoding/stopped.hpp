// Why some work ended before it was done, told from whatever was thrown. A limit is an answer, "unknown"; what is broken is
// a mistake of the program itself.
//
//   try {
//     deadline.keep();
//   } catch (const GivenUp&) {                            // or whatever else
//     const Stopped stopped = why_stopped(deadline);      // only here: it looks at what is being caught
//     verdict.reason = stopped.why;                       // "time limit", "interrupted", "memory limit", "too large: ..."
//   }
#pragma once

#include <string>

#include "solver/util/deadline.hpp"

namespace afterlife {

struct Stopped {
  enum class Kind { time, interrupted, memory, too_large, solver, broken };
  Kind kind = Kind::broken;
  std::string why;
};

Stopped why_stopped(const Deadline&);

}  // namespace afterlife

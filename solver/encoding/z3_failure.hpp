// What Z3 throws, as the reason why work ended: no room that does without Z3 gets to see an exception of its own.
//
//   const Found found = failing_as_stopped(deadline, [&] { return search_in(goals); });   // throws Stopped
#pragma once

#include <string>

#include <z3++.h>

#include "solver/util/deadline.hpp"

namespace afterlife {

inline Stopped stopped_by(const z3::exception& failure, const Deadline& deadline) {
  const std::string said = failure.msg();
  if (said.find("memory") != std::string::npos) return Stopped(Stopped::Kind::memory);
  if (deadline.passed()) return deadline.stopped();
  return Stopped(Stopped::Kind::solver, said);
}

template <class Work>
auto failing_as_stopped(const Deadline& deadline, const Work& work) {
  try {
    return work();
  } catch (const z3::exception& failure) {
    throw stopped_by(failure, deadline);
  }
}

}  // namespace afterlife

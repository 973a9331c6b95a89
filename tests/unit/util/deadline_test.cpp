// Deadlines, and why something was stopped.
#include "solver/util/deadline.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace afterlife;

TEST_CASE("a deadline that has passed stops whoever looks") {
  CHECK_NOTHROW(Deadline().keep());
  CHECK_THROWS_AS(Deadline(0).keep(), Stopped);
  CHECK(Deadline(0).stopped().kind() == Stopped::Kind::time);
  CHECK(Deadline(100).within(0).passed());
  CHECK_FALSE(Deadline(100).within(100).passed());
  CHECK(Deadline(0).milliseconds_left() == 1);  // as Z3 wants them
}

TEST_CASE("an interruption comes before the time") {
  std::atomic<bool> interrupted = false;
  const Deadline deadline(100, &interrupted);
  CHECK_FALSE(deadline.passed());
  interrupted = true;
  CHECK(deadline.passed());
  CHECK(deadline.stopped().kind() == Stopped::Kind::interrupted);
  CHECK(Deadline(0, &interrupted).stopped().kind() == Stopped::Kind::interrupted);
}

TEST_CASE("in words") {
  using Kind = Stopped::Kind;
  CHECK(Stopped(Kind::time).text() == "time limit");
  CHECK(Stopped(Kind::too_large, "of this").text() == "too large: of this");
  CHECK(Stopped(Kind::too_many_states, "of that").text() == "too large: of that");
  CHECK(Stopped(Kind::solver).text() == "the solver gave up");
  CHECK(Stopped(Kind::solver, "said so").text() == "the solver gave up: said so");
  CHECK(Stopped(Kind::broken, "no").is_broken());
  CHECK(Stopped(Kind::interrupted).by_deadline());
  CHECK_FALSE(Stopped(Kind::memory).by_deadline());
}

// `unlock` only of what is held on every path.
#include <doctest/doctest.h>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

// How many unlocks of this teardown are of a lock that may not be held.
std::size_t wrong_unlocks(const std::string& body) {
  const Read<Scenario> s = test::read(
      "scenario: x\nlocks: [L, M]\nflags: [F]\nobjects: { A: { count: 2 }, O: { type: LOCK, count: 2 } }\nteardown: [" +
      body + "]\n");
  if (s) return 0;
  for (const Diagnostic& d : s.error()) CHECK(d.code == "AL0501");
  return s.error().size();
}

const std::string kLock = "{ lock: L }", kUnlock = "{ unlock: L }";

std::string in_row(const std::vector<std::string>& actions) {
  std::string text;
  for (const std::string& action : actions) text += (text.empty() ? "" : ", ") + action;
  return text;
}

}  // namespace

TEST_CASE("straight on") {
  CHECK(wrong_unlocks(in_row({kLock, kUnlock})) == 0);
  CHECK(wrong_unlocks(in_row({kUnlock})) == 1);
  CHECK(wrong_unlocks(in_row({kLock, kUnlock, kUnlock})) == 1);
  CHECK(wrong_unlocks(in_row({"{ lock: M }", kUnlock})) == 1);
}

TEST_CASE("branches must agree") {
  CHECK(wrong_unlocks(in_row({"{ maybe: [" + kLock + "] }", kUnlock})) == 1);
  CHECK(wrong_unlocks(in_row({"{ choose: [[" + kLock + "], [" + kLock + "]] }", kUnlock})) == 0);
  CHECK(wrong_unlocks(in_row({"{ choose: [[" + kLock + "], []] }", kUnlock})) == 1);
  CHECK(wrong_unlocks(in_row({kLock, "{ choose: [[" + kUnlock + "], [" + kUnlock + "]] }"})) == 0);
  CHECK(wrong_unlocks(in_row({kLock, "{ if: { flag: F, then: [" + kUnlock + "] } }", kUnlock})) == 1);
  CHECK(wrong_unlocks(
            in_row({"{ test-and-set: { flag: F, then: [" + kLock + "], else: [" + kLock + "] } }", kUnlock})) == 0);
  CHECK(wrong_unlocks(in_row({kLock, "{ maybe: [" + kUnlock + ", " + kLock + "] }", kUnlock})) == 0);
  CHECK(wrong_unlocks(in_row({"{ at-irql: { level: dispatch, do: [" + kLock + "] } }", kUnlock})) == 0);
}

TEST_CASE("a loop must leave the locks as it found them") {
  CHECK(wrong_unlocks(in_row({"{ loop: [" + kLock + ", " + kUnlock + "] }"})) == 0);
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [" + kUnlock + ", " + kLock + "] }", kUnlock})) == 0);
  // Held in the first round, free in the second, and perhaps free afterwards.
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [" + kUnlock + "] }"})) == 1);
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [{ maybe: [" + kUnlock + "] }] }", kUnlock})) == 2);
  CHECK(wrong_unlocks(in_row({"{ loop: [" + kLock + "] }", kUnlock})) == 1);
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [{ loop: [" + kUnlock + "] }] }"})) == 1);
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [{ loop: [" + kUnlock + ", " + kLock + "] }] }", kUnlock})) == 0);
}

TEST_CASE("a create that fails goes to the end of the round, or of the body") {
  CHECK(wrong_unlocks(in_row({kLock, "{ loop: [" + kUnlock + ", { create: A }, " + kLock + "] }", kUnlock})) == 2);
  CHECK(wrong_unlocks(
            in_row({kLock, "{ loop: [" + kUnlock + ", { create: { object: A } }, " + kLock + "] }", kUnlock})) == 0);
  CHECK(wrong_unlocks(
            in_row({kLock, "{ loop: [" + kUnlock + ", { maybe: [{ create: A }] }, " + kLock + "] }", kUnlock})) == 2);
  CHECK(wrong_unlocks(
            in_row({kLock, "{ loop: [{ maybe: [" + kUnlock + ", { create: A }, " + kLock + "] }] }", kUnlock})) == 2);
  CHECK(wrong_unlocks(in_row({kLock, "{ create: A }", kUnlock})) == 0);
  CHECK(wrong_unlocks(in_row({kLock, "{ create: { object: A, else: [" + kUnlock + "] } }", kUnlock})) == 1);
}

TEST_CASE("lock objects are the same when they are written the same") {
  CHECK(wrong_unlocks("{ lock: O#1 }, { unlock: O#1 }") == 0);
  CHECK(wrong_unlocks("{ lock: O#1 }, { unlock: O#2 }") == 1);
  CHECK(wrong_unlocks("{ lock: O }, { unlock: O }") == 0);
  CHECK(wrong_unlocks("{ lock: O }, { unlock: O#1 }") == 1);
}

TEST_CASE("every body begins with nothing held") {
  const std::string text =
      "scenario: x\nlocks: [L]\nobjects:\n  A: { OnCleanup: [{ lock: L }], OnDestroy: [{ unlock: L }] }\nthreads: { T: { does: [{ unlock: L }] } }\n";
  CHECK(test::codes_in(text) == "AL0501 AL0501");
}

TEST_CASE("a bare name is not the lock that it was once it means another instance") {
  const auto codes = [](const std::string& body) {
    return test::codes_in(
        "scenario: x\nobjects: { S: { type: LOCK, count: 3 }, C: { type: COLLECTION } }\nteardown: [ " + body + " ]\n");
  };
  const std::string locked = "{ lock: S }, { unlock: S }";
  CHECK(codes(locked).empty());
  CHECK(codes("{ loop: [" + locked + "] }").empty());
  CHECK(codes("{ create: S }, " + locked).empty());
  CHECK(codes("{ lock: S }, { create: S }, { unlock: S }") == "AL0501");
  CHECK(codes("{ lock: S }, { create: { object: S, else: [] } }, { unlock: S }") == "AL0501");
  CHECK(codes("{ lock: S }, { take: { object: S, from: C } }, { unlock: S }") == "AL0501");
  CHECK(codes("{ lock: S#1 }, { create: S }, { unlock: S#1 }").empty());
}

}  // namespace afterlife

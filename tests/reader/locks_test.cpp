// `unlock` only of what is held on every path.
#include <doctest/doctest.h>

#include "tests/reader/support.hpp"

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
  CHECK(wrong_unlocks("{ lock: O }, { unlock: O }") == 1);  // any one of the two, chosen anew
  CHECK(wrong_unlocks("{ lock: O }, { unlock: O#1 }") == 1);
}

TEST_CASE("every body begins with nothing held") {
  const std::string text =
      "scenario: x\nlocks: [L]\nobjects:\n  A: { OnCleanup: [{ lock: L }], OnDestroy: [{ unlock: L }] }\nthreads: { T: { does: [{ unlock: L }] } }\n";
  CHECK(test::codes_in(text) == "AL0501 AL0501");
}

TEST_CASE("a bare name is the same lock at both") {
  const auto codes = [](const std::string& objects, const std::string& body) {
    return test::codes_in("scenario: x\nflags: [F]\nobjects: { " + objects + " }\nteardown: [ " + body + " ]\n");
  };
  const std::string two = "S: { type: LOCK, count: 2 }", one = "S: { type: LOCK }", own = "{ lock: S }, { unlock: S }";
  CHECK(codes(one, own) == "");
  CHECK(codes(two, own) == "AL0501");
  CHECK(codes(two, "{ lock: S#1 }, { unlock: S#1 }") == "");
  CHECK(codes(two, "{ lock: each S }, { unlock: each S }") == "");
  CHECK(codes(two, "{ loop: [" + own + "] }") == "AL0501");
  // What was created or taken, as long as the name means that.
  CHECK(codes(two, "{ create: S }, " + own) == "");
  CHECK(codes(two, "{ create: S }, { lock: S }, { create: S }, { unlock: S }") == "AL0501");
  CHECK(codes(two, "{ create: { object: S, else: [] } }, " + own) == "AL0501");
  CHECK(codes(two, "{ create: { object: S, else: [ { create: S } ] } }, " + own) == "AL0501");
  CHECK(codes(two, "{ choose: [[ { create: S } ], []] }, " + own) == "AL0501");
  CHECK(codes(two, "{ choose: [[ { create: S } ], [ { create: S } ]] }, " + own) == "");
  CHECK(codes(two, "{ loop: [ { create: S } ] }, " + own) == "AL0501");
  CHECK(codes(two, "{ loop: [ { create: S }, " + own + " ] }") == "");
  CHECK(codes(two, "{ create: S }, { loop: [" + own + "] }") == "");
  CHECK(codes(two, "{ create: S }, { lock: S }, { loop: [ { create: S } ] }, { unlock: S }") == "AL0501");
  CHECK(codes(two + ", C: { type: COLLECTION }", "{ take: { object: S, from: C } }, " + own) == "");
  CHECK(codes(two + ", C: { type: COLLECTION }",
              "{ maybe: [ { create: C } ] }, { take: { object: S, from: C } }, " + own) == "AL0501");
  // What is locked before it is born is not locked.
  CHECK(codes(one, own + ", { create: S }") == "AL0501");
  CHECK(codes(two, "{ lock: S#1 }, { unlock: S#1 }, { create: S }") == "AL0501");
  CHECK(codes(two, "{ lock: each S }, { unlock: each S }, { create: S }") == "AL0501");
  // In a callback of its own, of something below it, of something allocated from it.
  CHECK(codes("S: { type: LOCK, count: 2, OnCleanup: [" + own + "] }", "") == "");
  CHECK(codes(two + ", A: { parent: S, OnCleanup: [" + own + "] }, B: { parent: A, OnCleanup: [" + own + "] }", "") ==
        "");
  CHECK(codes(two + ", A: { from: S, OnCleanup: [" + own + "] }", "") == "");
  CHECK(codes(two + ", A: { OnCleanup: [" + own + "] }", "") == "AL0501");
  CHECK(test::mistakes_in("scenario: x\nobjects: { " + two + " }\nteardown: [ " + own + " ]\n") ==
        "test.yaml:3:36: error[AL0501]: 'S' may mean another of its 2 instances here than where it was locked\n"
        "  3 | teardown: [ { lock: S }, { unlock: S } ]\n"
        "    |                                    ^\n"
        "  help: say which, in both: 'S#1'\n");
}

}  // namespace afterlife

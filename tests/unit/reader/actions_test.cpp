// Every action, as it is read.
#include <doctest/doctest.h>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

const std::string kHead = R"(scenario: x
objects:
  A: { count: 2 }
  B:
  C: { type: COLLECTION }
  Driver: { type: DRIVER }
  Device: { type: DEVICE }
  File: { type: FILE }
  Request: { type: REQUEST }
  Timer: { type: TIMER, parent: Device }
  Work: { type: WORK }
  Dpc: { type: DPC }
  SpinLock: { type: LOCK, count: 2 }
threads: { T: { does: [] }, U: }
locks: [L]
signals: [S]
flags: [F]
teardown:
)";

Body body(const std::string& actions) {
  const std::string text = kHead + actions;
  CHECK(test::mistakes_in(text) == "");
  return test::read(text).value().teardown;
}

Action one(const std::string& action) {
  Body read = body("  - " + action + "\n");
  REQUIRE(read.size() == 1);
  return read.front();
}

}  // namespace

TEST_CASE("every plain action is read as itself") {
  for (const auto& [text, kind] :
       std::initializer_list<std::pair<const char*, ActionKind>>{{"use: B", ActionKind::use},
                                                                 {"context: B", ActionKind::context},
                                                                 {"reference: B", ActionKind::reference},
                                                                 {"dereference: B", ActionKind::dereference},
                                                                 {"create: A", ActionKind::create},
                                                                 {"delete: B", ActionKind::delete_},
                                                                 {"complete: Request", ActionKind::complete},
                                                                 {"remove: Device", ActionKind::remove},
                                                                 {"unload: Driver", ActionKind::unload},
                                                                 {"close: File", ActionKind::close},
                                                                 {"start: T", ActionKind::start},
                                                                 {"start: Timer", ActionKind::enqueue},
                                                                 {"enqueue: Work", ActionKind::enqueue},
                                                                 {"enqueue: Dpc", ActionKind::enqueue},
                                                                 {"request-stop: T", ActionKind::request_stop},
                                                                 {"join: T", ActionKind::join},
                                                                 {"stop: T", ActionKind::stop},
                                                                 {"cancel: Timer", ActionKind::cancel},
                                                                 {"cancel-and-wait: Dpc", ActionKind::cancel_and_wait},
                                                                 {"flush: Work", ActionKind::flush},
                                                                 {"signal: S", ActionKind::signal},
                                                                 {"wait: S", ActionKind::wait},
                                                                 {"set: F", ActionKind::set},
                                                                 {"clear: F", ActionKind::clear},
                                                                 {"lock: L", ActionKind::lock},
                                                                 {"lock: SpinLock#2", ActionKind::lock}}) {
    CAPTURE(text);
    CHECK(one(text).kind == kind);
  }
}

TEST_CASE("a list is one action after the other") {
  const Body read = body("  - use: [A, B, A#2]\n  - stop: [T, U]\n  - create: [A, A]\n");
  REQUIRE(read.size() == 7);
  CHECK(read[1].target.index == 1);
  CHECK(read[2].target.number == 2);
  CHECK(read[4].kind == ActionKind::stop);
  CHECK(read[5].short_form);
}

TEST_CASE("mentions: bare, numbered, each") {
  CHECK(one("use: A").target.which == Mention::Which::bare);
  CHECK(one("use: A#1").target.which == Mention::Which::numbered);
  CHECK(one("use: B#1").target.number == 1);
  CHECK(one("use: each A").target.which == Mention::Which::each);
  CHECK(one("use: each A").target.at == Span{0, 19, 10, 19, 16});
}

TEST_CASE("bounded waits") {
  CHECK_FALSE(one("join: { of: T }").may_time_out);
  CHECK(one("join: { of: T, may-time-out: true }").may_time_out);
  CHECK(one("wait: { of: S, may-time-out: true }").kind == ActionKind::wait);
  CHECK(one("cancel-and-wait: { of: Timer, may-time-out: true }").may_time_out);
  CHECK(body("  - stop: { of: [T, U], may-time-out: true }\n").size() == 2);
}

TEST_CASE("create, short and long") {
  const Action shortly = one("create: A");
  CHECK(shortly.short_form);
  CHECK(shortly.bodies.empty());
  const Action longly = one("create: { object: A, else: [{ use: B }] }");
  CHECK_FALSE(longly.short_form);
  CHECK(longly.bodies.at(0).size() == 1);
  CHECK(test::read(kHead + "  - create: A\n").value().objects[0].created);
}

TEST_CASE("flags are tested with one branch or two") {
  const Action both = one("if: { flag: F, then: [{ use: B }], else: [{ use: A }, { use: B }] }");
  CHECK(both.bodies.at(0).size() == 1);
  CHECK(both.bodies.at(1).size() == 2);
  const Action only_else = one("test-and-set: { flag: F, else: [{ use: A }] }");
  CHECK(only_else.bodies.at(0).empty());
  CHECK(only_else.bodies.at(1).size() == 1);
}

TEST_CASE("collections") {
  const Action add = one("add: { object: A#2, to: C }");
  CHECK(add.target.number == 2);
  CHECK(add.other->index == 2);
  CHECK(one("take: { object: A, from: C }").other->index == 2);
}

TEST_CASE("bodies inside actions") {
  CHECK(one("loop: [{ use: A }, { maybe: [] }]").bodies.at(0).at(1).kind == ActionKind::maybe);
  CHECK(one("choose: [[{ use: A }], [], [{ use: B }]]").bodies.size() == 3);
  const Action inner = one("at-irql: { level: dispatch, do: [{ use: A }] }");
  CHECK(inner.irql == Irql::dispatch);
  CHECK(inner.bodies.at(0).size() == 1);
}

TEST_CASE("an action stands from its key to its value") { CHECK(one("use: B").at == Span{0, 19, 5, 19, 11}); }

}  // namespace afterlife

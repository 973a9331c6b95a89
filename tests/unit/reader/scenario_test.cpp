// What a scenario without mistakes means.
#include <doctest/doctest.h>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

Scenario good(const std::string& text, const Framework& framework = test::shelf()) {
  CHECK(test::mistakes_in(text, framework) == "");
  return test::read(text, framework).value();
}

}  // namespace

TEST_CASE("headings") {
  const Scenario s = good("scenario: A title\nabout: Why\nframework: ./shelf.yaml\n");
  CHECK(s.title == "A title");
  CHECK(s.about == "Why");
  CHECK(s.framework == "./shelf.yaml");
  CHECK(good("scenario: A title\n").framework == "wdf");
}

TEST_CASE("objects and what they say") {
  const Scenario s = good(R"(scenario: x
objects:
  List: { type: BOX, pool: paged, execution-level: dispatch }
  Child: { type: BOX, parent: List, from: List, count: 3, pool: nonpaged }
  Plain:
  Device: { type: DEVICE }
  Timer: { type: TIMER, parent: Device, periodic: true, overlapping-runs: 2, OnTimer: [], OnCleanup: [{ use: self }] }
  Lock: { type: LOCK }
)");
  REQUIRE(s.objects.size() == 6);
  CHECK(s.objects[0].pool == "paged");
  CHECK(s.objects[0].execution_level == Irql::dispatch);
  CHECK(s.objects[1].parent == 0);
  CHECK(s.objects[1].from == 0);
  CHECK(s.objects[1].count == 3);
  CHECK(s.instance_name(1, 2) == "Child#2");
  CHECK(s.objects[2].type == "THING");
  CHECK(s.objects[4].periodic);
  CHECK(s.objects[4].overlapping_runs == 2);
  CHECK(s.objects[4].entry.value().name == "OnTimer");
  CHECK(s.objects[4].cleanup->body.at(0).target.which == Mention::Which::self);
  CHECK(s.objects[4].cleanup->body.at(0).target.index == 4);
  CHECK(s.objects[5].is_lock);
  CHECK(s.objects[1].at == Span{0, 4, 3, 4, 8});
}

TEST_CASE("a default parent is the only object of its type") {
  const Scenario one = good(
      "scenario: x\nobjects:\n  Queue: { type: QUEUE }\n  Device: { type: DEVICE }\n  Driver: { type: DRIVER }\n  Box: { type: BOX }\n");
  CHECK(one.objects[0].parent == 1);
  CHECK(one.objects[1].parent == 2);
  CHECK_FALSE(one.objects[2].parent);
  CHECK(one.objects[3].parent == 2);
  const Scenario two =
      good("scenario: x\nobjects:\n  Queue: { type: QUEUE }\n  Device: { type: DEVICE }\n  Other: { type: DEVICE }\n");
  CHECK_FALSE(two.objects[0].parent);
  const Scenario counted =
      good("scenario: x\nobjects:\n  Queue: { type: QUEUE }\n  Device: { type: DEVICE, count: 2 }\n");
  CHECK_FALSE(counted.objects[0].parent);
}

TEST_CASE("the default teardown deletes every object without a parent, each instance, for the framework") {
  const Scenario s = good("scenario: x\nobjects:\n  A: { count: 2 }\n  B: { parent: A }\n  C:\n");
  CHECK(s.default_teardown);
  REQUIRE(s.teardown.size() == 3);
  for (const Action& action : s.teardown) CHECK((action.kind == ActionKind::delete_ && action.framework_own));
  CHECK(s.teardown[0].target.which == Mention::Which::numbered);
  CHECK(s.teardown[0].target.number == 1);
  CHECK(s.teardown[1].target.number == 2);
  CHECK(s.teardown[2].target.index == 2);
  CHECK(s.teardown[2].target.which == Mention::Which::bare);
  const Scenario none = good("scenario: x\nobjects:\n  A:\nteardown: []\n");
  CHECK_FALSE(none.default_teardown);
  CHECK(none.teardown.empty());
}

TEST_CASE("the default checks are the hazards that the framework knows") {
  const Scenario s = good("scenario: x\n");
  std::vector<std::string> expected, asked;
  for (const HazardFacts& h : hazards()) expected.push_back("never " + std::string(h.id));
  for (const Check& check : s.checks) asked.push_back(check.text);
  CHECK(asked == expected);
  const Framework few =
      read_framework_source({"few.yaml", "framework: few\nhazards: [leak, wait-at-dispatch]\n"}).value();
  CHECK(good("scenario: x\n", few).checks.size() == 2);
  CHECK(good("scenario: x\ncheck: []\n").checks.empty());
}

TEST_CASE("checks and what is expected of them") {
  const Scenario s = good(R"(scenario: x
objects: { A: { count: 2 }, B: { parent: A }, W: { type: WORK, OnWork: [] } }
threads: { T: { does: [] } }
check:
  - never: leak
  - never: use-after-cleanup of A#2
    expect: violated
  - always: A.cleanup before B.OnDestroy
    expect: { shelf: vacuous, wdf: violated }
  - possible: T.start before A#1.delete
    expect: { wdf: violated }
  - never: W.OnWork   before  T.end
)");
  REQUIRE(s.checks.size() == 5);
  CHECK(s.checks[0].kind == Check::Kind::never_hazard);
  CHECK(s.checks[1].of->index == 0);
  CHECK(s.checks[1].of->number == 2);
  CHECK(s.checks[1].expect == Expectation::violated);
  // Written for this reading, whether or not it is written for others.
  std::vector<bool> written;
  for (const Check& check : s.checks) written.push_back(check.expectation_is_written);
  CHECK(written == std::vector<bool>{false, true, true, false, false});
  CHECK(s.checks[1].text == "never use-after-cleanup of A#2");
  CHECK(s.checks[2].kind == Check::Kind::always);
  CHECK(s.checks[2].order.then.kind == EventKind::destroy);
  CHECK(s.checks[2].expect == Expectation::vacuous);
  CHECK(s.checks[3].expect == Expectation::holds);
  CHECK(s.checks[3].order.first.kind == EventKind::thread_start);
  CHECK(s.checks[3].order.then.kind == EventKind::delete_);
  CHECK(s.checks[4].kind == Check::Kind::never_order);
  CHECK(s.checks[4].order.first.callback == "OnWork");
  CHECK(s.checks[4].text == "never W.OnWork before T.end");
  CHECK(s.checks[4].order.then.at == Span{0, 12, 31, 12, 36});
}

TEST_CASE("threads, assumptions and bounds") {
  const Scenario s = good(R"(scenario: x
objects: { A: { count: 2 }, B: }
threads:
  T: { holds: [A, B], irql: dispatch }
  U: { holds: A#2, does: [{ start: T }] }
assume: [ A.destroy before B.cleanup ]
bounds: { loop: 3, runs: 1 }
)");
  CHECK(s.threads[0].started);
  CHECK_FALSE(s.threads[1].started);
  CHECK(s.threads[0].irql == Irql::dispatch);
  CHECK(s.threads[0].holds.at(1).index == 1);
  CHECK(s.threads[1].holds.at(0).number == 2);
  CHECK(s.assume.at(0).first.kind == EventKind::destroy);
  CHECK(s.bounds.loop == 3);
  CHECK(s.bounds.runs == 1);
}

TEST_CASE("words that look like Booleans are names") {
  const Scenario s = good(
      "scenario: n\nobjects: { y: { }, n: { parent: y }, on: , off: }\nteardown: [{ delete: n }, { delete: [on, off] }]\n");
  CHECK(s.objects[1].parent == 0);
  CHECK(s.teardown.size() == 3);
}

#ifdef AFTERLIFE_SMALLER_TESTS
constexpr int kMany = 10'000;
#else
constexpr int kMany = 100'000;
#endif

TEST_CASE("a hundred thousand objects are read") {
  std::string text = "scenario: many\nobjects:\n  O0: { type: BOX }\n";
  for (int i = 1; i < kMany; ++i)
    text += "  O" + std::to_string(i) + ": { type: BOX, parent: O" + std::to_string(i - 1) + " }\n";
  CHECK(good(text).objects.size() == kMany);
}

}  // namespace afterlife

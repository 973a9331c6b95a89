// Recorded events against the machine: kinds, targets and agents are compared, no words.
#include "solver/conform.hpp"

#include <doctest/doctest.h>

#include <string>

#include "solver/conformance/actors.hpp"
#include "solver/conformance/resolved_event.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

RecordedEvent lifecycle(EventKind kind, int declaration) {
  RecordedEvent event;
  event.kind = kind;
  event.index = declaration;
  return event;
}

RecordedEvent act(ActionKind kind, int declaration, int number = 1, std::optional<RecordedAgent> by = std::nullopt) {
  RecordedEvent event;
  event.action = RecordedAction{.kind = kind, .index = declaration, .number = number};
  event.by = by;
  return event;
}

constexpr RecordedAgent kT{RecordedAgent::Kind::thread, 0}, kU{RecordedAgent::Kind::thread, 1};

ScenarioBuilder driver() {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P"})
      .object("M", {.parent = "P", .count = 2})
      .thread("T", {use("C"), use("M#2")})
      .thread("U", {context("C")})
      .teardown({delete_("P")});
}

Conformance judge(const std::vector<RecordedEvent>& log, bool complete = false,
                  const Framework& framework = contract()) {
  ConformOptions options;
  options.complete = complete;
  return conform(driver().build(), framework, log, options);
}

TEST_CASE("cleanups in an order that the rules permit, and in one that they exclude") {
  CHECK(judge({lifecycle(EventKind::cleanup, 1), lifecycle(EventKind::cleanup, 0)}).kind ==
        Conformance::Kind::permitted);
  const Conformance wrong = judge({lifecycle(EventKind::cleanup, 0), lifecycle(EventKind::cleanup, 1)});
  CHECK(wrong.kind == Conformance::Kind::excluded);
  CHECK(wrong.at == 0);
  REQUIRE_FALSE(wrong.needed.empty());
  CHECK(wrong.needed.front().rule == "children-before-parents");
}

TEST_CASE("an action is told apart by kind, by target and by who does it") {
  CHECK(judge({act(ActionKind::use, 1)}).kind == Conformance::Kind::permitted);
  CHECK(judge({act(ActionKind::use, 1, 1, kT)}).kind == Conformance::Kind::permitted);
  CHECK(judge({act(ActionKind::use, 1, 1, kU)}).kind == Conformance::Kind::excluded);
  CHECK(judge({act(ActionKind::context, 1, 1, kU)}).kind == Conformance::Kind::permitted);
  CHECK(judge({act(ActionKind::reference, 1)}).kind == Conformance::Kind::excluded);
  CHECK(judge({act(ActionKind::use, 2, 2)}).kind == Conformance::Kind::permitted);
  CHECK(judge({act(ActionKind::use, 2, 1)}).kind == Conformance::Kind::excluded);
  // In the order of the body, and each once.
  CHECK(judge({act(ActionKind::use, 1), act(ActionKind::use, 2, 2)}).kind == Conformance::Kind::permitted);
  CHECK(judge({act(ActionKind::use, 2, 2), act(ActionKind::use, 1)}).kind == Conformance::Kind::excluded);
  CHECK(judge({act(ActionKind::use, 1), act(ActionKind::use, 1)}).kind == Conformance::Kind::excluded);
}

TEST_CASE("the words are made last") {
  CHECK(judge({act(ActionKind::reference, 2, 2)}).needed.front().text ==
        "nobody in the scenario does 'reference' to M#2");
  CHECK(judge({act(ActionKind::use, 1, 1, kU)}).needed.front().text == "U does no such thing in the scenario");
}

TEST_CASE("a complete log has every cleanup and destroy") {
  const std::vector<RecordedEvent> some = {lifecycle(EventKind::cleanup, 1), lifecycle(EventKind::cleanup, 0)};
  CHECK(judge(some).kind == Conformance::Kind::permitted);
  CHECK(judge(some, true).kind == Conformance::Kind::excluded);  // the memories' cleanups lack
}

TEST_CASE("who can do it, by the text") {
  const Scenario scenario = driver().build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Actors actors(instances);
  const auto who = [&](const RecordedEvent& event) { return actors.of(resolved(event, instances)); };
  CHECK(who(act(ActionKind::use, 1)) == std::set<Actor>{{Agent::Kind::thread, 0}});
  CHECK(who(lifecycle(EventKind::delete_, 0)) == std::set<Actor>{{Agent::Kind::teardown, -1}});
  CHECK(who(act(ActionKind::send, 1)).empty());
  CHECK(actors.may_be({Agent::Kind::thread, 0}, {Agent::Kind::thread, 0}));
  CHECK_FALSE(actors.may_be({Agent::Kind::thread, 0}, {Agent::Kind::thread, 1}));
  CHECK(actors.may_be({Agent::Kind::cleanup, 2}, {Agent::Kind::cleanup, instances.id(2, 2)}));
}

}  // namespace

// Bodies unfolded into events, and when that loses nothing.
#include "solver/unfolding/events.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "solver/unfolding/completeness.hpp"
#include "solver/unfolding/limits.hpp"
#include "solver/util/stopped.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

int count(const Events& events, Event::Kind kind) {
  return static_cast<int>(std::ranges::count(events.all(), kind, &Event::kind));
}

struct Unfolded {
  explicit Unfolded(const ScenarioBuilder& builder)
      : scenario(builder.build()),
        framework(contract()),
        instances(scenario, framework),
        events(instances, scenario.bounds) {}
  const Scenario scenario;
  const Framework framework;
  const Instances instances;
  const Events events;
};

TEST_CASE("each instance has one begin and one end of each phase; without a callback they are one event") {
  const Unfolded of(ScenarioBuilder().object("P").object("C", {.parent = "P", .count = 2, .cleanup = Steps{use("P")}}));
  CHECK(count(of.events, Event::Kind::cleanup_begins) == 3);
  CHECK(of.events.begin_of(0, Phase::cleanup) == of.events.end_of(0, Phase::cleanup));
  CHECK(of.events.begin_of(1, Phase::cleanup) != of.events.end_of(1, Phase::cleanup));
  CHECK(of.events.acts(ActionKind::use, EntityKind::object, 0).size() == 2);  // once for each instance's callback
}

TEST_CASE("a loop is gone round up to the bound, an outermost one with a head for each round") {
  for (const int bound : {1, 2, 3}) {
    const Unfolded of(ScenarioBuilder().object("A").thread("T", {loop({use("A")})}).loop_bound(bound));
    CHECK(of.events.acts(ActionKind::use, EntityKind::object, 0).size() == static_cast<std::size_t>(bound));
    CHECK(count(of.events, Event::Kind::head) == bound + 1);
    CHECK(std::ranges::count(of.events.all(), true, &Event::last_head) == 1);
  }
}

TEST_CASE("a way into an event comes from the event before it; a choice is a fork on the ways") {
  const Unfolded of(ScenarioBuilder().object("A").thread("T", {use("A"), choose({{context("A")}, {}}), delete_("A")}));
  const int use_a = of.events.acts(ActionKind::use, EntityKind::object, 0).front();
  const int context_a = of.events.acts(ActionKind::context, EntityKind::object, 0).front();
  const auto& deletes = of.events.acts(ActionKind::delete_, EntityKind::object, 0);
  const auto of_thread =
      std::ranges::find_if(deletes, [&](int e) { return of.events.at(e).agent.kind == Agent::Kind::thread; });
  REQUIRE(of_thread != deletes.end());
  CHECK(of.events.at(context_a).entries.size() == 1);
  CHECK(of.events.at(context_a).entries.front().from == use_a);
  CHECK(of.events.at(context_a).entries.front().when.front().kind == Literal::Kind::fork);
  CHECK(of.events.at(*of_thread).entries.size() == 2);
}

TEST_CASE("an `each` has a member for every instance, and one event that ends the set") {
  const Unfolded of(ScenarioBuilder().object("M", {.count = 3}).thread("T", {use("each M")}).teardown({}));
  CHECK(count(of.events, Event::Kind::pick_set) == 1);
  CHECK(count(of.events, Event::Kind::set_done) == 1);
  CHECK(of.events.acts(ActionKind::use, EntityKind::object, 0).size() == 3);
}

TEST_CASE("whether the bound loses something, with the argument") {
  const auto completeness = [](const ScenarioBuilder& builder) {
    const Scenario scenario = builder.build();
    const Framework framework = contract();
    const Instances instances(scenario, framework);
    return completeness_of(instances, scenario.bounds);
  };
  const auto with = [](const Steps& body) { return ScenarioBuilder().object("A").thread("T", {loop(body)}); };
  CHECK(completeness(ScenarioBuilder().object("A")).argument == "no loops");
  CHECK(completeness(with({use("A")})).exact);                          // neutral
  CHECK(completeness(with({reference("A"), dereference("A")})).exact);  // taken and dropped
  CHECK_FALSE(completeness(with({reference("A")})).exact);
  CHECK_FALSE(completeness(with({dereference("A"), reference("A")})).exact);  // may bite on somebody else's
  CHECK(completeness(with({signal("E")}).loop_bound(2)).exact);               // once is for good
  CHECK_FALSE(completeness(with({signal("E")}).loop_bound(1)).exact);
}

TEST_CASE("what is too large is refused before it is made") {
  Steps nested{use("A")};
  for (int depth = 0; depth < 12; ++depth) nested = Steps{loop(nested), loop(nested)};
  const Scenario scenario = ScenarioBuilder().object("A").thread("T", nested).loop_bound(4).build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  try {
    keep_to_limits(instances, scenario.bounds);
    FAIL("it was not refused");
  } catch (const Stopped& stopped) {
    CHECK(stopped.kind() == Stopped::Kind::too_large);
    CHECK(stopped.text().starts_with("too large: about "));
  }
}

}  // namespace

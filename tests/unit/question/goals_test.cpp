// Checks as goals: where each hazard can be, what the order graph excludes, what would make a check vacuous.
#include "solver/question/goals.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

struct Asked {
  Asked(const ScenarioBuilder& builder, Framework under = contract())
      : scenario(builder.build()), framework(std::move(under)), graph(scenario, framework) {}
  [[nodiscard]] std::vector<Goal> goals() const { return goals_of(scenario.checks.front(), graph); }
  // The actions at which the goals are, by their words, with the objects that they are about.
  [[nodiscard]] std::set<std::string> where() const {
    std::set<std::string> found;
    for (const Goal& goal : goals()) {
      const Event* event = goal.event < 0 ? nullptr : &graph.events.at(goal.event);
      const std::string what = event == nullptr           ? "at rest"
                               : event->action != nullptr ? std::string(name(event->action->kind))
                                                          : "framework";
      found.insert(what + (goal.object < 0 ? "" : " " + graph.instances.name(goal.object)));
    }
    return found;
  }
  const Scenario scenario;
  const Framework framework;
  const EventGraph graph;
};

using Where = std::set<std::string>;

ScenarioBuilder worker() {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P", .destroy = Steps{context("C")}})
      .thread("T", {use("C"), reference("C"), dereference("C"), delete_("C"), wait("E")})
      .teardown({delete_("P"), signal("E")});
}

TEST_CASE("the goals of each hazard") {
  CHECK(Asked(worker().never("use-after-cleanup of C")).where() == Where{"use C", "reference C"});
  CHECK(Asked(worker().never("unreferenced-use-after-cleanup of C")).where() == Where{"use C", "reference C"});
  CHECK(Asked(worker().never("use-after-destroy of C")).where() ==
        Where{"use C", "reference C", "dereference C", "delete C"});
  CHECK(Asked(worker().never("use-in-destroy of C")).where() == Where{});  // its own callback only looks at its context
  CHECK(Asked(worker().never("over-dereference of C")).where() == Where{"dereference C"});
  CHECK(Asked(worker().never("double-delete of C")).where() == Where{"delete C"});
  CHECK(Asked(worker().never("forbidden-delete of C")).where() == Where{});
  CHECK(Asked(worker().never("start-after-delete of C")).where() == Where{});
  CHECK(Asked(worker().never("leak of C")).where() == Where{"at rest C"});
  CHECK(Asked(worker().never("deadlock")).where() == Where{"at rest"});
  CHECK(Asked(worker().never("leak")).where() == Where{"at rest C", "at rest P"});
}

TEST_CASE("an order is asked about at each event that may begin what comes then") {
  const Asked always(worker().always("P.delete before C.delete"));
  CHECK(always.goals().size() == 1);
  CHECK(always.goals().front().kind == Goal::Kind::not_yet_ended);
  CHECK(always.where() == Where{"delete C"});
  CHECK(Asked(worker().possible("C.cleanup before P.cleanup")).goals().front().kind == Goal::Kind::ended_then_begun);
}

TEST_CASE("the order graph excludes what cannot be, and nothing else") {
  const auto excluded_of = [](const ScenarioBuilder& builder) {
    const Asked asked(builder);
    std::size_t count = 0;
    for (const Goal& goal : asked.goals()) count += excluded(goal, asked.graph).yes ? 1 : 0;
    return std::pair(count, asked.goals().size());
  };
  using Of = std::pair<std::size_t, std::size_t>;
  const auto joined = [](const char* check) {
    return ScenarioBuilder().object("P").thread("T", {use("P")}).teardown({join("T"), delete_("P")}).never(check);
  };
  CHECK(excluded_of(joined("use-after-cleanup of P")) == Of{1, 1});
  CHECK(excluded_of(joined("use-after-destroy of P")) == Of{2, 2});
  CHECK(excluded_of(worker().never("use-after-cleanup of C")) == Of{0, 2});
  CHECK(excluded_of(worker().always("C.cleanup before P.cleanup")) == Of{1, 1});
  CHECK(excluded_of(worker().possible("P.cleanup before C.cleanup")) == Of{1, 1});
  CHECK(excluded_of(worker().always("C.destroy before P.destroy")) == Of{0, 1});
  CHECK(excluded_of(ScenarioBuilder().object("P").teardown({delete_("P")}).never("double-delete")) == Of{1, 1});
}

TEST_CASE("a check is not vacuous where something that it speaks of can happen") {
  const Asked asked(worker().never("use-after-cleanup of C"));
  const std::vector<Possibility> possible = not_vacuous(asked.scenario.checks.front(), asked.graph);
  REQUIRE(possible.size() == 1);
  REQUIRE(possible.front().size() == 2);  // some use, and the end of the cleanup
  CHECK(possible.front()[0].size() == 2);
  CHECK(possible.front()[1].front().event == asked.graph.events.end_of(1, Phase::cleanup));
  const Asked deadlock(worker().never("deadlock"));
  CHECK(not_vacuous(deadlock.scenario.checks.front(), deadlock.graph).front().front().size() >= 1);
}

}  // namespace

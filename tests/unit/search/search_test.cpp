// Where encoding and machine meet: what is found has been replayed, what is not has a core.
#include "solver/search/search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "solver/encoding/z3_context.hpp"
#include "solver/search/replay.hpp"
#include "solver/search/rule_ablation.hpp"
#include "solver/search/unsat_core.hpp"
#include "solver/search/vacuity.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

struct Searched {
  explicit Searched(const ScenarioBuilder& builder, Framework under = contract())
      : scenario(builder.build()),
        framework(std::move(under)),
        graph(scenario, framework),
        machine(graph.instances),
        search(z3, graph, machine, Search::Cut::to_cone, deadline, stats) {}
  [[nodiscard]] const Check& check() const { return scenario.checks.front(); }

  const Scenario scenario;
  const Framework framework;
  const EventGraph graph;
  const Machine machine;
  const Deadline deadline;
  SharedZ3 z3;
  CheckStats stats;
  Search search;
};

ScenarioBuilder worker(const char* hazard) {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P"})
      .thread("T", {use("P"), use("C")})
      .teardown({delete_("P")})
      .never(hazard);
}

TEST_CASE("an execution that is found is one of the machine, and reaches its goal") {
  for (const char* hazard : {"use-after-cleanup of C", "use-after-destroy of C"}) {
    Searched of(worker(hazard));
    const Found found = of.search.find(goals_of(of.check(), of.graph), true);
    REQUIRE(found.answer == Found::Answer::yes);
    CHECK(found.minimal);
    State state = of.machine.initial();
    for (const Step& step : found.steps) {
      REQUIRE(of.machine.permits(state, step));
      of.machine.apply(state, step);
    }
    CHECK(reaches(of.machine, found.goal, found.steps));
    CHECK(printed_length(of.graph.instances, found.steps) == found.length);
  }
}

TEST_CASE("at rest the machine has the last word") {
  Searched stuck(ScenarioBuilder().object("A").thread("T", {wait("E")}).never("deadlock"));
  CHECK(stuck.search.find_any(goals_of(stuck.check(), stuck.graph)).answer == Found::Answer::yes);
  Searched spinning(ScenarioBuilder().object("A").thread("T", {loop({use("A")})}).never("deadlock"));
  CHECK(spinning.search.find_any(goals_of(spinning.check(), spinning.graph)).answer == Found::Answer::no);
}

TEST_CASE("what cannot be found has a smallest core, each of whose reasons is needed") {
  Searched of(ScenarioBuilder()
                  .object("P")
                  .object("C", {.parent = "P"})
                  .thread("T", {use("C")})
                  .teardown({join("T"), delete_("P")})
                  .never("use-after-cleanup of C"));
  UnsatCores cores(of.z3, of.graph, of.check(), of.deadline);
  const std::optional<UnsatCore> core = cores.smallest();
  REQUIRE(core.has_value());
  CHECK(core->smallest);
  REQUIRE_FALSE(core->reasons.empty());
  CHECK(cores.exclude(core->reasons) == true);
  for (const int left_out : core->reasons) {
    std::vector<int> others = core->reasons;
    std::erase(others, left_out);
    CAPTURE(cores.reason(left_out).text);
    CHECK(cores.exclude(others) == false);
  }
  const auto is_join = [&](int reason) { return cores.reason(reason).text == "join waits until T has ended"; };
  CHECK(std::ranges::any_of(core->reasons, is_join));
}

TEST_CASE("rules are left out one by one, and those that are needed stay") {
  Framework framework = book();
  const auto excludes = [](const Framework& fewer) -> std::optional<bool> {
    return std::ranges::any_of(fewer.rules, [](const Rule& rule) { return rule.id == "children-before-parents"; });
  };
  const auto needed = needed_rules(framework, excludes, Deadline());
  REQUIRE(needed.has_value());
  REQUIRE(needed->size() == 1);
  CHECK(needed->front().rule == "children-before-parents");
  const auto undecided = [](const Framework&) -> std::optional<bool> { return std::nullopt; };
  CHECK_FALSE(needed_rules(framework, undecided, Deadline()).has_value());
}

TEST_CASE("what makes a check vacuous") {
  Searched busy(worker("use-after-cleanup of C"));
  CHECK(is_vacuous(busy.check(), busy.graph, busy.search).answer == Found::Answer::no);
  Searched idle(ScenarioBuilder().object("P").never("double-delete").teardown({}));
  CHECK(is_vacuous(idle.check(), idle.graph, idle.search).answer == Found::Answer::yes);
}

TEST_CASE("a limit is no answer") {
  Searched of(worker("use-after-cleanup of C"));
  const Deadline over(0);
  CheckStats stats;
  Search late(of.z3, of.graph, of.machine, Search::Cut::to_cone, over, stats);
  CHECK_THROWS_AS(late.find_any(goals_of(of.check(), of.graph)), Stopped);
}

}  // namespace

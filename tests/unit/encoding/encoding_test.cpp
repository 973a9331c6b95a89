// The encoding by itself: what a formula depends on, and what it permits, by hand. No machine has a say here.
#include "solver/encoding/encoding.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "solver/encoding/goal_formula.hpp"
#include "solver/encoding/z3_context.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

struct Encoded {
  explicit Encoded(const ScenarioBuilder& builder, Framework under = contract())
      : scenario(builder.build()),
        framework(std::move(under)),
        graph(scenario, framework),
        encoding(graph, graph.orders, *context, false, deadline) {}

  bool satisfiable(const z3::expr& formula) {
    z3::solver solver = solver_of_positions(*context);
    encoding.assert_cone_of(solver, formula);
    solver.add(formula);
    return solver.check() == z3::sat;
  }
  [[nodiscard]] int act(ActionKind kind, int object) const {
    return graph.events.acts(kind, EntityKind::object, object).front();
  }

  const Scenario scenario;
  const Framework framework;
  const EventGraph graph;
  const Deadline deadline;
  Z3Context context;
  Encoding encoding;
};

// Two trees that have nothing to do with each other, each with a thread of its own.
ScenarioBuilder two_trees() {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P"})
      .object("Q")
      .thread("T", {use("C"), use("P")})
      .thread("U", {use("Q"), context("Q")})
      .teardown({delete_("P"), delete_("Q")});
}

TEST_CASE("the cone of a use has what leads to it, and nothing of the other tree") {
  Encoded of(two_trees());
  const int use_c = of.act(ActionKind::use, 1);
  const Events& events = of.graph.events;
  const z3::expr bad = of.encoding.happens(use_c) && of.encoding.cleaned(1, use_c);
  CHECK(of.satisfiable(bad));
  const std::set<int> cone(of.encoding.cone().begin(), of.encoding.cone().end());
  const std::set<int> expected = {use_c, events.end_of(1, Phase::cleanup), of.act(ActionKind::delete_, 0)};
  CHECK(std::ranges::includes(cone, expected));
  for (const int event : cone) {
    CAPTURE(event);
    CHECK(events.at(event).agent != Agent{Agent::Kind::thread, 1});
    CHECK(events.at(event).object != 2);
  }
}

TEST_CASE("what the rules order, and what they leave open") {
  Encoded of(two_trees());
  const Events& events = of.graph.events;
  const auto ended_when_begins = [&](int first, Phase phase, int then, Phase begins) {
    const int begin = events.begin_of(then, begins);
    const z3::expr ended =
        phase == Phase::cleanup ? of.encoding.cleaned(first, begin) : of.encoding.destroyed(first, begin);
    return std::pair(of.satisfiable(of.encoding.happens(begin) && ended),
                     of.satisfiable(of.encoding.happens(begin) && !ended));
  };
  using Can = std::pair<bool, bool>;  // it has, it has not
  CHECK(ended_when_begins(1, Phase::cleanup, 0, Phase::cleanup) == Can{true, false});
  CHECK(ended_when_begins(0, Phase::cleanup, 1, Phase::cleanup) == Can{false, true});
  CHECK(ended_when_begins(0, Phase::destroy, 1, Phase::destroy) == Can{true, true});
  CHECK(ended_when_begins(2, Phase::cleanup, 0, Phase::cleanup) == Can{true, true});
}

TEST_CASE("a reference holds up the destroy, and no cleanup") {
  Encoded of(ScenarioBuilder().object("A").thread("T", {wait("E")}, {.holds = {"A"}}).teardown({delete_("A")}));
  const Events& events = of.graph.events;
  CHECK(of.satisfiable(of.encoding.happens(events.begin_of(0, Phase::cleanup))));
  CHECK_FALSE(of.satisfiable(of.encoding.happens(events.begin_of(0, Phase::destroy))));
}

TEST_CASE("the formula of a goal is satisfied by exactly what it asks for") {
  const auto possible = [](const ScenarioBuilder& builder) {
    Encoded of(builder);
    const std::vector<Goal> goals = goals_of(of.scenario.checks.front(), of.graph);
    return std::ranges::any_of(goals, [&](const Goal& goal) { return of.satisfiable(formula(goal, of.encoding)); });
  };
  CHECK(possible(two_trees().never("use-after-cleanup of C")));
  CHECK_FALSE(possible(two_trees().never("double-delete")));
  CHECK_FALSE(possible(two_trees().never("over-dereference")));
  CHECK(possible(ScenarioBuilder().object("A").thread("T", {dereference("A")}).never("over-dereference")));
  CHECK(possible(two_trees().possible("Q.cleanup before C.cleanup")));
  CHECK_FALSE(possible(two_trees().possible("P.cleanup before C.cleanup")));
}

TEST_CASE("an execution of a model keeps every order") {
  Encoded of(two_trees());
  const int use_c = of.act(ActionKind::use, 1);
  const z3::expr bad = of.encoding.happens(use_c) && of.encoding.destroy_begun(1, use_c);
  z3::solver solver = solver_of_positions(*of.context);
  of.encoding.assert_cone_of(solver, bad);
  solver.add(bad);
  REQUIRE(solver.check() == z3::sat);
  std::vector<int> order;
  for (const Encoding::Happened& happened : of.encoding.execution(solver.get_model())) order.push_back(happened.event);
  const auto place = [&](int event) { return std::ranges::find(order, event) - order.begin(); };
  for (const int then : order)
    for (int first = 0; first < of.graph.events.size(); ++first)
      if (first != then && of.graph.orders.requires_before(then, first)) CHECK(place(first) < place(then));
}

}  // namespace

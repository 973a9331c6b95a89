// The encoding by itself: what a formula depends on, and what it permits, by hand. No machine has a say here.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "solver/encoding/decoding.hpp"
#include "solver/encoding/goal_formula.hpp"
#include "tests/unit/encoding/encoded.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

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

// A solver that is asked for a use of the child after its destroy has begun.
struct Asked {
  explicit Asked(const Encoded& of)
      : encoding(of.graph, of.graph.orders, *context, false, of.deadline), solver(solver_of_positions(*context)) {
    const int use_c = of.act(ActionKind::use, 1);
    const z3::expr bad = encoding.context.happens(use_c) && encoding.deletions.destroy_begun(1, use_c);
    encoding.cone.add_to(solver, bad);
    solver.add(bad);
  }

  Z3Context context;
  Encoding encoding;
  z3::solver solver;
};

TEST_CASE("the cone of a use has what leads to it, and nothing of the other tree") {
  const Encoded of(two_trees());
  Asked asked(of);
  CHECK(asked.solver.check() == z3::sat);
  const Events& events = of.graph.events;
  const std::set<int> cone(asked.encoding.cone.events().begin(), asked.encoding.cone.events().end());
  const std::set<int> expected = {of.act(ActionKind::use, 1), events.end_of(1, Phase::cleanup),
                                  of.act(ActionKind::delete_, 0)};
  CHECK(std::ranges::includes(cone, expected));
  for (const int event : cone) {
    CAPTURE(event);
    CHECK(events.at(event).agent != Agent{Agent::Kind::thread, 1});
    CHECK(events.at(event).object != 2);
  }
}

TEST_CASE("what the rules order, and what they leave open") {
  const Encoded of(two_trees());
  const auto ended_when_begins = [&](int first, Phase phase, int then, Phase begins) {
    return of.where(of.graph.events.begin_of(then, begins), [&](Encoding& e, int now) {
      return phase == Phase::cleanup ? e.deletions.cleaned(first, now) : e.deletions.destroyed(first, now);
    });
  };
  CHECK(ended_when_begins(1, Phase::cleanup, 0, Phase::cleanup) == Can{true, false});
  CHECK(ended_when_begins(0, Phase::cleanup, 1, Phase::cleanup) == Can{false, true});
  CHECK(ended_when_begins(0, Phase::destroy, 1, Phase::destroy) == Can{true, true});
  CHECK(ended_when_begins(2, Phase::cleanup, 0, Phase::cleanup) == Can{true, true});
}

TEST_CASE("a reference holds up the destroy, and no cleanup") {
  const Encoded of(ScenarioBuilder().object("A").thread("T", {wait("E")}, {.holds = {"A"}}).teardown({delete_("A")}));
  const auto begins = [&](Phase phase) {
    return of.possible([&](Encoding& e) { return e.context.happens(of.graph.events.begin_of(0, phase)); });
  };
  CHECK(begins(Phase::cleanup));
  CHECK_FALSE(begins(Phase::destroy));
}

TEST_CASE("the formula of a goal is satisfied by exactly what it asks for") {
  const auto possible = [](const ScenarioBuilder& builder) {
    const Encoded of(builder);
    return std::ranges::any_of(goals_of(of.scenario.checks.front(), of.graph), [&](const Goal& goal) {
      return of.possible([&](Encoding& encoding) { return formula(goal, encoding); });
    });
  };
  CHECK(possible(two_trees().never("use-after-cleanup of C")));
  CHECK_FALSE(possible(two_trees().never("double-delete")));
  CHECK_FALSE(possible(two_trees().never("over-dereference")));
  CHECK(possible(ScenarioBuilder().object("A").thread("T", {dereference("A")}).never("over-dereference")));
  CHECK(possible(two_trees().possible("Q.cleanup before C.cleanup")));
  CHECK_FALSE(possible(two_trees().possible("P.cleanup before C.cleanup")));
}

TEST_CASE("an execution of a model keeps every order") {
  const Encoded of(two_trees());
  Asked asked(of);
  REQUIRE(asked.solver.check() == z3::sat);
  std::vector<int> order;
  for (const Happened& happened : execution(asked.encoding, asked.solver.get_model())) order.push_back(happened.event);
  const auto place = [&](int event) { return std::ranges::find(order, event) - order.begin(); };
  for (const int then : order)
    for (int first = 0; first < of.graph.events.size(); ++first)
      if (first != then && of.graph.orders.requires_before(then, first)) CHECK(place(first) < place(then));
}

}  // namespace

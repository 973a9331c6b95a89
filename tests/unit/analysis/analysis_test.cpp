// What may be and what must be, held against everything that the machine does.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "solver/analysis/event_graph.hpp"
#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

// A tree with what each axis needs: levels, siblings, an allocation, an instance that is created later.
ScenarioBuilder tree() {
  return ScenarioBuilder()
      .object("P")
      .object("A", {.parent = "P"})
      .object("B", {.parent = "P"})
      .object("C", {.parent = "A"})
      .object("M", {.parent = "P", .from = "A", .count = 2})
      .thread("T", {create("M")});
}

Framework only(const std::string& order) {
  Framework framework = contract();
  framework.rules = {rule(order, "the-rule")};
  return framework;
}

// Whom a rule holds the object up for, in some state of the machine: "B.cleanup must have ended (the-rule)".
std::set<std::string> seen_on_machine(const Explored& explored, int object, Phase phase) {
  std::set<std::string> names;
  Step begin;
  begin.kind = Step::Kind::begin;
  begin.object = object;
  begin.phase = phase;
  for (const State& state : explored.all())
    for (const Reason& reason : explored.machine.hindrances(state, begin))
      if (reason.kind == Reason::Kind::rule) names.insert(reason.text.substr(0, reason.text.find('.')));
  return names;
}

TEST_CASE("on each axis the may-analysis covers what the machine sees") {
  for (const Axis axis : axes())
    for (const char* first : {"cleanup", "destroy"}) {
      const std::string order = std::string(name(axis)) + "." + first + " before self.destroy";
      CAPTURE(order);
      const Explored explored(tree().build(), only(order));
      const EventGraph graph(explored.scenario, explored.framework);
      std::size_t seen = 0;
      for (int object = 0; object < graph.instances.size(); ++object) {
        std::set<std::string> may;
        for (const int other : graph.may.on_axis(explored.framework.rules.front(), object))
          may.insert(graph.instances.name(other));
        for (const std::string& name : seen_on_machine(explored, object, Phase::destroy)) {
          CAPTURE(graph.instances.name(object));
          CHECK(may.contains(name));
          ++seen;
        }
      }
      // `self` is waited for anyway, and what is destroyed last cannot be waited for without an end.
      if (name(axis) != "self") CHECK(seen > 0);
    }
}

// The event that a step is, where that is one of the framework's.
int event_of(const Events& events, const Step& step) {
  return step.kind == Step::Kind::begin ? events.begin_of(step.object, step.phase) : -1;
}

// Every order that the graph claims between cleanups and destroys, in every execution: whoever begins after another has
// it behind him.
void check_orders(const ScenarioBuilder& builder, const Framework& framework) {
  const Explored explored(builder.build(), framework);
  const EventGraph graph(explored.scenario, explored.framework);
  for (const State& state : explored.all())
    for (const Step& step : explored.machine.permitted(state)) {
      const int then = event_of(graph.events, step);
      if (then < 0) continue;
      CHECK_FALSE(graph.orders.impossible(then));
      for (int object = 0; object < graph.instances.size(); ++object)
        for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
          const int first = graph.events.end_of(object, phase);
          if (first == then) continue;
          if (graph.orders.requires_before(then, first)) CHECK(explored.machine.ended(state, object, phase));
          if (graph.orders.ordered(then, first)) CHECK_FALSE(explored.machine.ended(state, object, phase));
        }
    }
}

TEST_CASE("what the order graph requires has happened in every state of the machine") {
  for (const Framework& framework : {immediate(), contract(), book(), source()}) {
    CAPTURE(framework.name);
    check_orders(tree(), framework);
    check_orders(ScenarioBuilder()
                     .object("P", {.cleanup = Steps{stop("T")}})
                     .object("C", {.parent = "P", .destroy = Steps{context("C")}})
                     .thread("T", {loop({use("C")})}, {.holds = {"C"}}),
                 framework);
  }
}

TEST_CASE("a chain of reasons goes from the first event to the last, rule by rule") {
  const Scenario scenario =
      ScenarioBuilder().object("G").object("P", {.parent = "G"}).object("C", {.parent = "P"}).build();
  const Framework framework = contract();
  const EventGraph graph(scenario, framework);
  const int first = graph.events.end_of(2, Phase::cleanup), then = graph.events.begin_of(0, Phase::cleanup);
  REQUIRE(graph.orders.requires_before(then, first));
  const std::vector<Reason> why = graph.orders.why(first, then);
  REQUIRE(why.size() == 2);
  CHECK(why[0].text == "C.cleanup before P.cleanup");
  CHECK(why[1].text == "P.cleanup before G.cleanup");
  CHECK(why[0].rule == "children-before-parents");
  CHECK(graph.orders.why(then, first).empty());
}

TEST_CASE("what nothing leads to is impossible") {
  const Scenario scenario = ScenarioBuilder().object("A").object("B").teardown({delete_("A")}).build();
  const Framework framework = contract();
  const EventGraph graph(scenario, framework);
  CHECK_FALSE(graph.orders.impossible(graph.events.begin_of(0, Phase::cleanup)));
  CHECK(graph.orders.impossible(graph.events.begin_of(1, Phase::cleanup)));
  CHECK(graph.may.deletable(0));
  CHECK_FALSE(graph.may.may_be_deleted(1));
}

TEST_CASE("of the structure nothing is left but that bodies run from the top") {
  const Scenario scenario =
      ScenarioBuilder().object("P").object("C", {.parent = "P"}).thread("T", {use("C"), context("C")}).build();
  const Framework framework = contract();
  const EventGraph graph(scenario, framework);
  const OrderGraph structure(graph.events, OrderGraph::Knows::structure);
  const int use_c = graph.events.acts(ActionKind::use, EntityKind::object, 1).front();
  const int context_c = graph.events.acts(ActionKind::context, EntityKind::object, 1).front();
  CHECK(structure.requires_before(context_c, use_c));
  const int child = graph.events.end_of(1, Phase::cleanup), parent = graph.events.begin_of(0, Phase::cleanup);
  CHECK(graph.orders.requires_before(parent, child));
  CHECK_FALSE(structure.requires_before(parent, child));
}

}  // namespace

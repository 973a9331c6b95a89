// Groups of idle objects, and the way back from a reduced execution.
#include "solver/reduction/idle_objects.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "solver/reduction/symmetry.hpp"
#include "solver/reduction/usage.hpp"
#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

// "P M*3": the declarations that are left, with how many each stands for.
std::string reduced(const ScenarioBuilder& builder, const Framework& framework) {
  const Scenario scenario = builder.build();
  const IdleReduction reduction(scenario, framework);
  std::string text;
  for (const ObjectDecl& object : reduction.scenario().objects) {
    text += (text.empty() ? "" : " ") + object.name;
    if (object.stands_for > 1) text += "*" + std::to_string(object.stands_for);
  }
  return text;
}

ScenarioBuilder siblings() {
  return ScenarioBuilder()
      .object("P")
      .object("A", {.parent = "P"})
      .object("B", {.parent = "P"})
      .object("C", {.parent = "P"});
}

TEST_CASE("alike siblings that nobody names are one") {
  CHECK(reduced(siblings(), contract()) == "P A*3");
  CHECK(reduced(siblings().thread("T", {use("P")}), contract()) == "P A*3");
}

TEST_CASE("what is named, has a callback, or is asked about stays by itself") {
  CHECK(reduced(siblings().thread("T", {use("B")}), contract()) == "P A*2 B");
  CHECK(reduced(siblings().object("D", {.parent = "P", .cleanup = Steps{}}), contract()) == "P A*3 D");
  CHECK(reduced(siblings().always("B.cleanup before P.cleanup"), contract()) == "P A*2 B");
}

TEST_CASE("where siblings are ordered only neighbours are merged") {
  CHECK(reduced(siblings().thread("T", {use("B")}), source()) == "P A B C");
}

TEST_CASE("an execution of the reduced scenario is one of the whole, with every object in it") {
  const Scenario scenario = siblings().build();
  const Framework framework = contract();
  const IdleReduction reduction(scenario, framework);
  const Instances few(reduction.scenario(), framework), all(scenario, framework);
  const Machine small(few), whole(all);
  State state = small.initial();
  std::vector<Step> steps;
  for (std::vector<Step> next; !(next = small.permitted(state)).empty();) {
    steps.push_back(next.front());
    small.apply(state, next.front());
  }
  const Lifted lifted = lift(reduction, few, whole, all, steps);
  State end = whole.initial();
  for (const Step& step : lifted.steps) {
    REQUIRE(whole.permits(end, step));
    whole.apply(end, step);
  }
  for (int object = 0; object < all.size(); ++object) CHECK(whole.ended(end, object, Phase::destroy));
  CHECK(std::ranges::any_of(lifted.folded, [](const auto& run) { return run.second == 3; }));
}

TEST_CASE("which instances can be exchanged") {
  const auto alike = [](const ScenarioBuilder& builder, const Framework& framework) {
    return interchangeable(builder.build(), framework);
  };
  const auto two = [] { return ScenarioBuilder().object("P").object("M", {.parent = "P", .count = 2}); };
  CHECK(alike(two(), contract()) == std::vector<bool>{false, true});
  CHECK(alike(two().thread("T", {use("M#1")}), contract()) == std::vector<bool>{false, false});
  CHECK(alike(two(), source()) == std::vector<bool>{false, false});  // it looks at the order of their birth
}

TEST_CASE("how a declaration is used") {
  const Scenario scenario =
      ScenarioBuilder().object("M", {.count = 3}).thread("T", {loop({use("M")}), use("M#2")}).build();
  const Usage usage = usage_of(scenario).front();
  CHECK(usage.by_name);
  CHECK(usage.highest_number == 2);
  CHECK(usage.picks == 2);  // once in each round
}

}  // namespace

// What is told of a counterexample: its headline, the order that is missing, why each move was allowed.
#include "solver/explain/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "solver/check.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

Execution counterexample(const ScenarioBuilder& builder, const Framework& framework = contract()) {
  const Scenario scenario = builder.build();
  const std::vector<Verdict> verdicts = check_all(scenario, framework);
  REQUIRE(verdicts.front().execution.has_value());
  return *verdicts.front().execution;
}

ScenarioBuilder worker(const char* hazard) {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P"})
      .thread("T", {use("C")})
      .teardown({delete_("P")})
      .never(hazard);
}

TEST_CASE("a use after cleanup names the order that is missing, and why its agent is still there") {
  const Execution shown = counterexample(worker("use-after-cleanup"));
  CHECK(shown.length == 3);
  REQUIRE(shown.missing.size() == 1);
  CHECK(shown.missing.front() == "T.end before C.cleanup. No rule of contract gives this order.");
  const TraceStep& last = shown.steps.back();
  CHECK(last.violating);
  CHECK(last.agent == "T");
  CHECK(last.event == "use C");
  CHECK(last.note.find("nothing stops T or waits for its end") != std::string::npos);
}

TEST_CASE("a headline says who does what, and what has come before") {
  CHECK(counterexample(worker("use-after-cleanup")).headline == "T uses C after C has been cleaned up.");
  CHECK(counterexample(worker("unreferenced-use-after-cleanup")).headline ==
        "T uses C after C has been cleaned up, while no explicit reference on C is outstanding.");
  CHECK(counterexample(worker("use-after-destroy")).headline == "T uses C after the destroy of C has begun.");
  const ScenarioBuilder drops =
      ScenarioBuilder().object("P").teardown({dereference("P"), delete_("P")}).never("over-dereference");
  CHECK(counterexample(drops).headline ==
        "The teardown dereferences P while no explicit reference on P is outstanding.");
  const ScenarioBuilder twice =
      ScenarioBuilder().object("P").thread("T", {delete_("P")}).teardown({delete_("P")}).never("double-delete");
  CHECK(counterexample(twice).headline.ends_with(" deletes P although the deletion of P was already asked for."));
}

TEST_CASE("a vacuous hazard says what is missing for it: the act, or the state that it takes") {
  const auto reason = [](const ScenarioBuilder& builder) {
    const Scenario scenario = builder.build();
    const Framework framework = contract();
    const Verdict verdict = check_all(scenario, framework).front();
    CHECK(verdict.kind == VerdictKind::vacuous);
    return verdict.reason;
  };
  CHECK(reason(ScenarioBuilder().object("P").teardown({delete_("P")}).never("use-after-cleanup")) ==
        "no step of this scenario could cause it: nothing touches any object");
  CHECK(reason(ScenarioBuilder().object("P").teardown({delete_("P")}).never("over-dereference of P")) ==
        "no step of this scenario could cause it: nothing dereferences P");
  // Of one object nothing is said that is not so of another.
  CHECK(reason(ScenarioBuilder().object("P").teardown({delete_("P")}).never("use-in-destroy of P")) ==
        "no step of this scenario could cause it: no destroy callback of P acts on it");
  const auto kept = [](const char* hazard) {
    return ScenarioBuilder().object("P").object("Q").thread("T", {use("P")}).teardown({delete_("Q")}).never(hazard);
  };
  CHECK(reason(kept("use-after-cleanup")) ==
        "no step of this scenario could cause it: the cleanup of what is touched never comes to its end");
  CHECK(reason(kept("use-after-destroy of P")) ==
        "no step of this scenario could cause it: the destroy of P never begins");
}

TEST_CASE("a move of the framework tells the rules that it kept") {
  const Execution shown = counterexample(ScenarioBuilder()
                                             .object("P")
                                             .object("C", {.parent = "P"})
                                             .thread("T", {use("P")})
                                             .teardown({delete_("P")})
                                             .never("use-after-cleanup of P"));
  const auto parent = std::ranges::find(shown.steps, "cleanup of P", &TraceStep::event);
  REQUIRE(parent != shown.steps.end());
  const auto has = [&](const char* text) {
    return std::ranges::find(parent->why, text, &Reason::text) != parent->why.end();
  };
  CHECK(has("P is being deleted"));
  CHECK(has("C.cleanup has ended (children-before-parents)"));
}

TEST_CASE("who waits for ever, for what, and whether in a circle") {
  const Execution shown = counterexample(
      ScenarioBuilder().object("A").thread("T", {join("U")}).thread("U", {join("T")}).teardown({}).never("deadlock"));
  REQUIRE(shown.waits.size() == 2);
  CHECK(shown.waits[0].agent == "T");
  CHECK(shown.waits[0].words == "waits for U to end");
  CHECK(shown.waits_in_a_cycle);
}

TEST_CASE("what is done to nothing, twice or too late is said at the step") {
  const Execution twice =
      counterexample(ScenarioBuilder().object("A").teardown({delete_("A"), delete_("A")}).never("double-delete"));
  CHECK(twice.headline.find("already asked for") != std::string::npos);
  const Execution dropped = counterexample(
      ScenarioBuilder().object("A").thread("T", {dereference("A")}).teardown({}).never("over-dereference"));
  CHECK(dropped.headline.find("no explicit reference") != std::string::npos);
}

}  // namespace

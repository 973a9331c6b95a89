// One verdict of each kind, and what it carries.
#include "solver/check.hpp"

#include <doctest/doctest.h>

#include "solver/check/proof.hpp"
#include "solver/encoding/z3_context.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

ScenarioBuilder worker() {
  return ScenarioBuilder().object("P").object("C", {.parent = "P"}).thread("T", {use("C")}).teardown({delete_("P")});
}

Verdict only(const ScenarioBuilder& builder, const CheckOptions& options = {}) {
  const Scenario scenario = builder.build();
  Verdict verdict = check_all(scenario, contract(), options).front();
  verdict.check = nullptr;  // the scenario is gone
  return verdict;
}

TEST_CASE("violated: with an execution, and no proof") {
  const Verdict verdict = only(worker().never("use-after-cleanup"));
  CHECK(verdict.kind == VerdictKind::violated);
  CHECK(verdict.execution.has_value());
  CHECK(verdict.execution->minimal);
  CHECK(verdict.because.empty());
}

TEST_CASE("holds: with what forces it, exact or within the bounds") {
  const Verdict exact = only(worker().always("C.cleanup before P.cleanup"));
  CHECK(exact.kind == VerdictKind::holds);
  CHECK(exact.exact);
  CHECK_FALSE(exact.execution.has_value());
  REQUIRE(exact.because.size() == 1);
  CHECK(exact.because.front().rule == "children-before-parents");
  CHECK(exact.stats.decided_by == Decider::graph);
  const Verdict bounded = only(worker().thread("U", {loop({reference("P")})}).never("double-delete"));
  CHECK(bounded.kind == VerdictKind::holds);
  CHECK_FALSE(bounded.exact);
  CHECK(bounded.argument == "within 2 iterations of each loop");
}

TEST_CASE("vacuous, possible and impossible") {
  const Verdict vacuous = only(worker().never("over-dereference"));
  CHECK(vacuous.kind == VerdictKind::vacuous);
  CHECK_FALSE(vacuous.reason.empty());
  const Verdict possible = only(worker().possible("C.destroy before P.destroy"));
  CHECK(possible.kind == VerdictKind::holds);
  CHECK(possible.execution.has_value());
  const Verdict impossible = only(worker().possible("P.cleanup before C.cleanup"));
  CHECK(impossible.kind == VerdictKind::violated);
  CHECK_FALSE(impossible.execution.has_value());
  CHECK(impossible.reason == "no permitted execution has this order");
}

TEST_CASE("explained: a chain where there is one, else a smallest set of reasons") {
  CheckOptions explain;
  explain.explain = true;
  CHECK(only(worker().always("C.cleanup before P.destroy"), explain).basis == Verdict::Basis::chain);
  const Verdict set = only(worker().never("double-delete").teardown({delete_("P"), delete_("C")}), explain);
  CHECK((set.kind == VerdictKind::holds && set.basis == Verdict::Basis::smallest));
}

TEST_CASE("answered again: replayed, from reasons, or anew") {
  CheckOptions again;
  again.self_check = true;
  CHECK(only(worker().never("use-after-cleanup"), again).again == SecondAnswer::replayed);
  CHECK(only(worker().always("C.cleanup before P.cleanup"), again).again == SecondAnswer::from_reasons);
  CHECK(only(worker().never("over-dereference"), again).again == SecondAnswer::anew);
  CHECK(only(worker().never("double-delete")).again == SecondAnswer::not_asked);
}

TEST_CASE("the order graph's share of a question") {
  const Scenario scenario = worker().always("C.cleanup before P.destroy").build();
  const Framework framework = contract();
  const EventGraph graph(scenario, framework);
  const OpenQuestion question = open_question(scenario.checks.front(), graph, Deadline());
  CHECK(question.goals.empty());
  REQUIRE(question.chain.size() == 2);
  CHECK(question.proof().basis == Verdict::Basis::chain);
  SharedZ3 z3;
  CHECK(follows_from_its_reasons(z3, scenario.checks.front(), graph, Deadline()));
}

}  // namespace

// What `orders`, `conform`, `export` and `simulate` say of one reading, word for word, from results made by hand.
#include <doctest/doctest.h>

#include <string>

#include "cli/report/ask.hpp"
#include "cli/report/conform.hpp"
#include "cli/report/export.hpp"
#include "cli/report/matrix.hpp"
#include "cli/report/orders.hpp"
#include "cli/report/reading.hpp"
#include "cli/report/simulation.hpp"
#include "tests/support/build.hpp"

namespace afterlife {
namespace {

Framework named(std::string name) {
  Framework framework;
  framework.name = std::move(name);
  return framework;
}

const Stopped kTime(Stopped::Kind::time), kTooLarge(Stopped::Kind::too_large, "more than 64 callbacks");

TEST_CASE("an order is a line, and says when it was cut") {
  LifecycleOrder order;
  CHECK(render(order) == "(nothing happens)\n");
  order.events = {{Phase::cleanup, 0, "C.cleanup"}, {Phase::destroy, 0, "C.destroy"}};
  CHECK(render(order) == "C.cleanup < C.destroy\n");
  order.rests = false;
  CHECK(render(order) == "C.cleanup < C.destroy  (cut at a bound)\n");
}

TEST_CASE("how many orders there are: all, the first, so far") {
  const Framework wdf = named("wdf");
  CHECK(render(ListedOrders{1, false, {}}, wdf) == "1 order  [wdf]\n");
  CHECK(render(ListedOrders{2, true, {}}, wdf) == "the first 2 orders, and there are more  [wdf]\n");
  CHECK(render(ListedOrders{2, false, kTime}, wdf) == "2 orders so far, then the time was over  [wdf]\n");
  CHECK(render(ListedOrders{2, false, kTooLarge}, wdf) == "2 orders so far, and not all were found  [wdf]\n");
  CHECK(render(ListedOrders{0, false, kTooLarge}, wdf).empty());
  CHECK(render_refusal(ListedOrders{2, false, kTime}, "x.yaml [wdf]").empty());
  CHECK(render_refusal(ListedOrders{2, false, kTooLarge}, "x.yaml [wdf]") ==
        "afterlife: x.yaml [wdf]: too large to be gone through: more than 64 callbacks\n"
        "  help: --of NAMES looks at the callbacks of some objects only\n");
  CHECK(render(OrdersCounted{"12", "3", {}, false}, wdf) == "12 orders, 3 of them cut at a bound  [wdf]\n");
  CHECK(render(OrdersCounted{"1", "0", {}, true}, wdf) == "1 order  [wdf]\n");
  CHECK(render(OrdersCounted{"", "", kTime, false}, wdf) == "not counted: the time was over  [wdf]\n");
  CHECK(render_refusal(OrdersCounted{"", "", Stopped(Stopped::Kind::too_many_states, "1 of 2"), false}, "x") ==
        "afterlife: x: too large to be counted: 1 of 2\n"
        "  help: leave out threads, callbacks and objects that the question is not about; --limit N may list the first "
        "orders\n");
}

TEST_CASE("a matrix is a table, or where it is too wide its pairs are counted") {
  const Scenario scenario = build::ScenarioBuilder().object("P").object("C", {.parent = "P"}).build();
  const PrecedenceMatrix matrix(scenario, build::contract(), {});
  CHECK(matrix.is_decided());
  const std::string text = render(matrix, named("wdf"), {.width = 80, .quiet = true});
  CHECK(text.find("  1  P.cleanup") != std::string::npos);
  CHECK_MESSAGE(text.ends_with("6 pairs: 5 in one order, 1 in either  [wdf]\n"), text);
  CHECK(text.find("Wherever both come") == std::string::npos);
  CHECK(render(matrix, named("wdf"), {.width = 80}).starts_with("Wherever both come"));
  build::ScenarioBuilder wide;
  for (int i = 0; i < 30; ++i) wide.object("Object" + std::to_string(i));
  const PrecedenceMatrix large(wide.build(), build::contract(), {});
  CHECK(render(large, named("wdf"), {.width = 80}).find("too wide to be shown") != std::string::npos);
  CHECK(render_unmade(kTime, named("wdf")) == "the time was over before all pairs were decided  [wdf]\n");
}

TEST_CASE("a log is permitted, excluded with what was needed, or unknown") {
  const Scenario scenario = build::ScenarioBuilder().object("P").build();
  EventLog log;
  log.name = "run.jsonl";
  log.events.resize(2);
  log.texts = {"C.cleanup", "P.cleanup"};
  log.lines = {1, 4};
  const Look look{.width = 100};
  const Framework wdf = named("wdf");
  CHECK(render(Conformance{}, scenario, wdf, log, look) == "permitted  2 events  [wdf]\n");
  Conformance found{Conformance::Kind::excluded, 1, {}, ""};
  CHECK(render(found, scenario, wdf, log, look) ==
        "excluded   event 2, P.cleanup  (run.jsonl:4)  [wdf]\n"
        "  an assumption of the scenario holds it back, or this comes out of turn\n");
  found.needed = {{Reason::Kind::rule, "children-before-parents", "C.cleanup before P.cleanup", "A page", {}}};
  CHECK(render(found, scenario, wdf, log, look) ==
        "excluded   event 2, P.cleanup  (run.jsonl:4)  [wdf]\n"
        "  C.cleanup before P.cleanup (children-before-parents)\n"
        "    A page\n");
  CHECK(render(Conformance{Conformance::Kind::unknown, 1, {}, "time limit"}, scenario, wdf, log, look) ==
        "unknown    after 1 event: time limit  [wdf]\n");
  CHECK(render_unread(kTime, wdf) == "unknown    while the log was read: time limit  [wdf]\n");
}

TEST_CASE("an answer: its word, its share of all orders, and both sides") {
  using Word = OrderAnswer::Word;
  Scenario scenario = build::ScenarioBuilder().object("P").object("C", {.parent = "P"}).build();
  Check check;
  check.text = "P.cleanup before C.cleanup";
  check.order.first.text = "P.cleanup";
  check.order.then.text = "C.cleanup";
  check.order.first.index = 0;
  check.order.then.index = 1;
  OrderAnswer answer;
  answer.always.check = answer.possible.check = &check;
  answer.always.exact = answer.possible.exact = true;
  answer.always.reason = "the time was over";
  const Look quiet{.quiet = true};
  const Framework wdf = named("wdf");
  CHECK(render(answer, scenario, wdf, quiet) == "Unknown    P.cleanup before C.cleanup  [wdf]\n");
  CHECK(render(answer, scenario, wdf, {}).find("Not decided: the time was over.") != std::string::npos);
  answer.word = Word::broken;
  CHECK(render(answer, scenario, wdf, quiet).starts_with("Error  "));
  answer.word = Word::sometimes;
  answer.share = OrdersShare{"1", "2", "2"};
  CHECK(render(answer, scenario, wdf, quiet) == "Sometimes  1/2  P.cleanup before C.cleanup  [wdf]\n");
  answer.word = Word::never;
  answer.share.reset();
  answer.possible.kind = VerdictKind::violated;
  CHECK(render(answer, scenario, wdf, {}).find("Never in this order: no permitted execution does it.") !=
        std::string::npos);
}

TEST_CASE("exported questions, and how many") {
  Check check;
  check.text = "never leak";
  CHECK(render(ExportedQuestion{&check, "", true}, "a.smt2") == "unsat    a.smt2  never leak\n");
  CHECK(render(ExportedQuestion{&check, "", std::nullopt}, "a.smt2") == "unknown  a.smt2  never leak\n");
  CHECK(render(ExportedFiles{2, {}}, named("wdf")) == "2 questions  [wdf]\n");
  CHECK(render(ExportedFiles{1, kTime}, named("wdf")) == "1 question so far, then the time was over  [wdf]\n");
}

TEST_CASE("a step that was taken, the choices, the state, and the run as a log") {
  const Scenario scenario = build::ScenarioBuilder().object("P").teardown({build::delete_("P")}).build();
  const Framework framework = build::contract();
  Simulation run(scenario, framework);
  const Framework wdf = named("wdf");
  const SimulationText text(scenario, wdf, {.width = 100});
  CHECK(text.choices(run).starts_with("one step may come next:\n   1  teardown   delete P"));
  CHECK(SimulationText::rest(run).empty());
  run.take(0);
  CHECK(text.taken(run, 0) == "   1  teardown   delete P\n");
  CHECK(SimulationText::state(run).starts_with("  P                 in a deletion\n"));
  CHECK(as_log(run) == "{\"event\":\"delete\",\"object\":\"P\"}\n");
  while (!run.permitted().empty()) run.take(0);
  CHECK(text.choices(run) == "at rest\nnothing can come next\n");
  const std::string steps = std::to_string(run.taken().size()) + " steps, seed 7";
  CHECK(text.ended(run, 7, RunEnd::nothing_further) == steps + ", and nothing can come after it  [wdf]\nat rest\n");
  CHECK(text.ended(run, 7, RunEnd::time) == steps + ", then the time was over  [wdf]\n");
  CHECK(text.ended(run, 7, RunEnd::interrupted) == steps + ", then interrupted  [wdf]\n");
}

}  // namespace
}  // namespace afterlife

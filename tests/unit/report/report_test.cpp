// The text report, word for word, from verdicts made by hand.
#include "cli/report/text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "cli/report/rejected_inputs.hpp"

namespace afterlife {
namespace {

Span line(std::uint32_t number) {
  return {.file = 0, .line = number, .column = 5, .end_line = number, .end_column = 9};
}

Check check(std::string text, std::uint32_t at, Expectation expect = Expectation::holds) {
  Check result;
  result.kind = Check::Kind::always;
  result.text = std::move(text);
  result.expect = expect;
  result.expectation_is_written = expect != Expectation::holds;
  if (at > 0) result.at = line(at);
  return result;
}

Scenario lookaside() {
  Scenario scenario;
  scenario.title = "A lookaside list's child and its sibling";
  scenario.source.name = "specs/scenarios/lookaside.yaml";
  scenario.checks = {check("never use-after-cleanup", 27, Expectation::violated),
                     check("always Child.cleanup before Memory.destroy", 29)};
  return scenario;
}

Framework wdf() {
  Framework framework;
  framework.name = "wdf";
  framework.title = "Windows Driver Frameworks, the published contract";
  return framework;
}

TraceStep step(int number, std::string agent, std::string event, std::uint32_t at, std::string note = {}) {
  TraceStep result;
  result.number = number;
  result.agent = std::move(agent);
  result.event = std::move(event);
  if (at > 0) result.at = line(at);
  result.note = std::move(note);
  return result;
}

Execution use_after_cleanup() {
  Execution execution;
  execution.headline = "Worker uses Memory#1 after Memory#1 has been cleaned up.";
  execution.steps = {step(1, "teardown", "delete Parent", 24), step(0, "teardown", "delete Parent returns", 24),
                     step(2, "framework", "EvtCleanupCallback(Memory#1)", 0, "Parent is being deleted"),
                     step(3, "Worker", "use Memory#1", 21, "Worker has not been stopped")};
  execution.steps.back().violating = true;
  execution.length = 3;
  execution.missing = {"Child.cleanup before Memory#1.cleanup. No rule of wdf gives this order."};
  return execution;
}

Verdict verdict(const Scenario& scenario, std::size_t which, VerdictKind kind) {
  Verdict result;
  result.kind = kind;
  result.check = &scenario.checks.at(which);
  return result;
}

// A report into a string, and what came of it.
struct Written {
  std::string out;
  TextReport report;
  Tally section, total;
  explicit Written(const Look& look = {}) : report([this](std::string_view text) { out += text; }, look) {}

  void begin(const Scenario& scenario, const Framework& framework) {
    section = {};
    report.begin(scenario, framework);
  }
  void verdict(const Verdict& verdict) {
    section.add(verdict);
    report.verdict(verdict);
  }
  void end() {
    report.end(section);
    total += section;
  }
  ExitCode exit_code() {
    report.total(total);
    return total.exit_code();
  }
};

TEST_CASE("a section: heading, an expected violation with its execution, a check that holds, the count") {
  const Scenario scenario = lookaside();
  const Framework framework = wdf();
  Written written;
  written.begin(scenario, framework);
  Verdict violated = verdict(scenario, 0, VerdictKind::violated);
  violated.execution = use_after_cleanup();
  written.verdict(violated);
  written.verdict(verdict(scenario, 1, VerdictKind::holds));
  written.end();
  CHECK(written.exit_code() == ExitCode::expected);
  CHECK(written.out == R"(A lookaside list's child and its sibling
specs/scenarios/lookaside.yaml under wdf: Windows Driver Frameworks, the published contract

violated  never use-after-cleanup                                  lookaside.yaml:27  (expected)
  Worker uses Memory#1 after Memory#1 has been cleaned up.

    1  teardown   delete Parent                 lookaside.yaml:24
    2  framework  EvtCleanupCallback(Memory#1)  Parent is being deleted
  > 3  Worker     use Memory#1                  lookaside.yaml:21; Worker has not been stopped

  Missing: Child.cleanup before Memory#1.cleanup. No rule of wdf gives this order.

holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29

2 checks: 2 as expected
)");
}

TEST_CASE("a verdict against its expectation is marked on its own line") {
  const Scenario scenario = lookaside();
  CHECK(
      render(scenario, verdict(scenario, 0, VerdictKind::holds), {}) ==
      "holds     never use-after-cleanup                      (exact)     lookaside.yaml:27  UNEXPECTED: expected violated\n");
  CHECK(
      render(scenario, verdict(scenario, 1, VerdictKind::violated), {}) ==
      "violated  always Child.cleanup before Memory.destroy               lookaside.yaml:29\n");  // nobody wrote what to expect
}

TEST_CASE("an expectation that is written is marked, also where it is that a check holds") {
  Scenario scenario = lookaside();
  scenario.checks.at(1).expectation_is_written = true;
  CHECK(render(scenario, verdict(scenario, 1, VerdictKind::violated), {}).ends_with("  UNEXPECTED: expected holds\n"));
  CHECK(render(scenario, verdict(scenario, 1, VerdictKind::unknown), {}).ends_with("  UNDECIDED: expected holds\n"));
}

TEST_CASE("vacuous says what never happens and satisfies holds") {
  const Scenario scenario = lookaside();
  Verdict vacuous = verdict(scenario, 1, VerdictKind::vacuous);
  vacuous.reason = "Memory.destroy never begins";
  CHECK(render(scenario, vacuous, {}) ==
        "vacuous   always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29\n"
        "  Memory.destroy never begins.\n");
}

TEST_CASE("unknown says why, and is undecided rather than unexpected") {
  const Scenario scenario = lookaside();
  Verdict unknown = verdict(scenario, 1, VerdictKind::unknown);
  unknown.reason = "the time limit of 60 s was reached.";
  CHECK(render(scenario, unknown, {}) ==
        "unknown   always Child.cleanup before Memory.destroy               lookaside.yaml:29\n"
        "  the time limit of 60 s was reached.\n");
}

TEST_CASE("a bound is named, and so is an argument for exactness") {
  const Scenario scenario = lookaside();
  Verdict holds = verdict(scenario, 1, VerdictKind::holds);
  holds.argument = "one round takes no net reference";
  CHECK(render(scenario, holds, {}) ==
        "holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29\n"
        "  Exact: one round takes no net reference.\n");
  holds.exact = false;
  holds.argument = "no loop is gone round more than twice";
  CHECK(render(scenario, holds, {}) ==
        "holds     always Child.cleanup before Memory.destroy   (bounded)   lookaside.yaml:29\n"
        "  Bounded: no loop is gone round more than twice.\n");
}

TEST_CASE("an argument is not repeated below itself") {
  const Scenario scenario = lookaside();
  const Framework framework = wdf();
  Written written({.quiet = false});
  written.begin(scenario, framework);
  for (const char* argument : {"no loops", "no loops", "another", "", "no loops"}) {
    Verdict holds = verdict(scenario, 1, VerdictKind::holds);
    holds.argument = argument;
    written.verdict(holds);
  }
  CHECK(written.out.substr(written.out.find("\n\n") + 2) ==
        R"(holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
  Exact: no loops.
holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
  Exact: another.
holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
  Exact: no loops.
)");
}

TEST_CASE("a step says why it was allowed: in the words of its note, or by its rules") {
  const Scenario scenario = lookaside();
  Execution execution;
  execution.steps = {step(1, "framework", "cleanup of Lookaside", 0)};
  execution.steps.front().why = {
      {.kind = Reason::Kind::rule,
       .rule = "children-before-parents",
       .text = "Child.cleanup has ended",
       .source = "",
       .at = {}},
      {.kind = Reason::Kind::machine, .rule = "", .text = "Parent is being deleted", .source = "", .at = {}}};
  CHECK(
      render(scenario, execution, {}) ==
      "    1  framework  cleanup of Lookaside  Child.cleanup has ended (children-before-parents); Parent is being deleted\n");
  execution.steps.front().note = "Child is gone";
  CHECK(render(scenario, execution, {}) == "    1  framework  cleanup of Lookaside  Child is gone\n");
}

TEST_CASE("possible: the witness is shown, and its absence is what a bound weakens") {
  Scenario scenario = lookaside();
  scenario.checks.at(1).kind = Check::Kind::possible;
  scenario.checks.at(1).text = "possible Memory.cleanup before Child.cleanup";
  Verdict holds = verdict(scenario, 1, VerdictKind::holds);
  holds.execution.emplace();
  holds.execution->steps = {step(1, "framework", "EvtCleanupCallback(Memory)", 0)};
  CHECK(render(scenario, holds, {}) ==
        "holds     possible Memory.cleanup before Child.cleanup               lookaside.yaml:29\n"
        "    1  framework  EvtCleanupCallback(Memory)\n");
  Verdict violated = verdict(scenario, 1, VerdictKind::violated);
  violated.exact = false;
  CHECK(render(scenario, violated, {}) ==
        "violated  possible Memory.cleanup before Child.cleanup   (bounded)   lookaside.yaml:29\n");
}

TEST_CASE("what forces an order is a chain of rules and scenario lines") {
  const Scenario scenario = lookaside();
  Verdict holds = verdict(scenario, 1, VerdictKind::holds);
  holds.because = {
      {.kind = Reason::Kind::rule,
       .rule = "children-before-parents",
       .text = "Child.cleanup before Lookaside.cleanup",
       .source = "",
       .at = {}},
      {.kind = Reason::Kind::scenario, .rule = "", .text = "Worker is joined", .source = "", .at = line(14)}};
  CHECK(render(scenario, holds, {}) ==
        "holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29\n"
        "  Because Child.cleanup before Lookaside.cleanup (children-before-parents)\n"
        "      and Worker is joined (lookaside.yaml:14)\n");
}

TEST_CASE("a deadlock shows the cycle of waits") {
  const Scenario scenario = lookaside();
  Execution execution;
  execution.headline = "teardown and Worker wait for each other.";
  execution.steps = {step(1, "teardown", "lock L", 24)};
  execution.steps.back().violating = true;
  execution.waits = {{.agent = "teardown", .words = "waits for Worker to end", .at = line(25)},
                     {.agent = "Worker", .words = "waits for lock L, which teardown holds", .at = line(21)}};
  execution.waits_in_a_cycle = true;
  CHECK(render(scenario, execution, {}) == R"(  teardown and Worker wait for each other.

  > 1  teardown  lock L  lookaside.yaml:24

  A cycle of waits:
    teardown  waits for Worker to end (lookaside.yaml:25)
    Worker    waits for lock L, which teardown holds (lookaside.yaml:21)
    and so round again.
)");
}

TEST_CASE("alike steps are folded, and the report says so; so does a length that is not proved minimal") {
  const Scenario scenario = lookaside();
  Execution execution;
  execution.steps = {step(1, "teardown", "delete Parent", 24), step(2, "framework", "cleanup of an object", 0),
                     step(100002, "Worker", "use Memory#1", 21)};
  execution.steps.at(1).repeats = 100000;
  execution.length = 100002;
  execution.minimal_note = "every object below Memory#1 must go first";
  CHECK(render(scenario, execution, {}) == R"(           1  teardown   delete Parent         lookaside.yaml:24
    2-100001  framework  cleanup of an object
      100002  Worker     use Memory#1          lookaside.yaml:21

  100002 steps in all; alike ones are folded. A shortest execution: every object below Memory#1 must go first.
)");
  execution.steps.at(1).repeats = 1;
  execution.minimal = false;
  execution.minimal_note = "";
  const std::string text = render(scenario, execution, {});
  CHECK(text.substr(text.rfind("\n\n")) == "\n\n  Not proved to be a shortest execution.\n");
}

TEST_CASE("notes wrap below themselves, and on a narrow terminal below their step") {
  const Scenario scenario = lookaside();
  Execution execution = use_after_cleanup();
  execution.missing.clear();
  execution.steps.back().note = "Worker ends when Child's cleanup stops it, which has not begun";
  CHECK(render(scenario, execution, {.width = 80}) == R"(  Worker uses Memory#1 after Memory#1 has been cleaned up.

    1  teardown   delete Parent                 lookaside.yaml:24
    2  framework  EvtCleanupCallback(Memory#1)  Parent is being deleted
  > 3  Worker     use Memory#1                  lookaside.yaml:21; Worker ends
                                                when Child's cleanup stops it,
                                                which has not begun
)");
  CHECK(render(scenario, execution, {.width = 60}) == R"(  Worker uses Memory#1 after Memory#1 has been cleaned up.

    1  teardown   delete Parent
         lookaside.yaml:24
    2  framework  EvtCleanupCallback(Memory#1)
         Parent is being deleted
  > 3  Worker     use Memory#1
         lookaside.yaml:21; Worker ends when Child's cleanup
         stops it, which has not begun
)");
}

TEST_CASE("--stats adds a line to each check") {
  const Scenario scenario = lookaside();
  Verdict holds = verdict(scenario, 1, VerdictKind::holds);
  holds.stats = {
      .decided_by = Decider::z3, .events = 12, .orders = 30, .constraints = 1, .queries = 2, .seconds = 0.0125};
  CHECK(render(scenario, holds, {.stats = true}) ==
        "holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29\n"
        "  decided by Z3: 12 events, 30 orders, 1 constraint, 2 queries, 0.013 s\n");
}

TEST_CASE("--quiet: nothing but what is not as expected, and the total") {
  const Scenario scenario = lookaside();
  const Framework framework = wdf();
  SUBCASE("all well") {
    Written written({.quiet = true});
    written.begin(scenario, framework);
    written.verdict(verdict(scenario, 0, VerdictKind::violated));
    written.verdict(verdict(scenario, 1, VerdictKind::holds));
    written.end();
    CHECK(written.exit_code() == ExitCode::expected);
    CHECK(written.out == "2 checks: 2 as expected\n");
  }
  SUBCASE("one surprise") {
    Written written({.quiet = true});
    written.begin(scenario, framework);
    written.verdict(verdict(scenario, 0, VerdictKind::violated));
    written.verdict(verdict(scenario, 1, VerdictKind::violated));
    written.end();
    CHECK(written.exit_code() == ExitCode::unexpected);
    CHECK(written.out == R"(A lookaside list's child and its sibling
specs/scenarios/lookaside.yaml under wdf: Windows Driver Frameworks, the published contract

violated  always Child.cleanup before Memory.destroy               lookaside.yaml:29

2 checks: 1 as expected, 1 violated
)");
  }
}

TEST_CASE("several sections end in one total; a mistake that every reading has is shown once") {
  const Scenario scenario = lookaside();
  const Framework framework = wdf();
  Written written;
  for (int reading = 0; reading < 2; ++reading) {
    written.begin(scenario, framework);
    written.verdict(verdict(scenario, 1, VerdictKind::holds));
    written.end();
  }
  const Diagnostic mistake{"AL0301", "unknown type 'WDFLOKASIDE'", "", "b.yaml", line(8), "  Lookaside: WDFLOKASIDE"};
  std::string err;
  RejectedInputs complaints([&](std::string_view text) { err += text; }, false);
  complaints.show({mistake});
  const std::string once = err;
  complaints.show({mistake});
  CHECK(err == once);
  CHECK(once.find("unknown type 'WDFLOKASIDE'") != std::string::npos);
  written.total.rejected = 2;
  CHECK(written.exit_code() == ExitCode::bad_input);
  CHECK(written.out.substr(written.out.rfind("\n\n")) ==
        "\n\ntotal: 1 file, 2 readings, 2 checks: 2 as expected, 2 inputs rejected\n");
}

TEST_CASE("a title cannot send commands to the terminal") {
  Scenario scenario = lookaside();
  scenario.title = "red \x1b[31m alert";
  CHECK(render_heading(scenario, wdf(), {}).find('\x1b') == std::string::npos);
  CHECK(render_heading(scenario, wdf(), {}).find("red \\x1b[31m alert") == 0);
}

TEST_CASE("colour changes no text") {
  const Scenario scenario = lookaside();
  Verdict violated = verdict(scenario, 0, VerdictKind::violated);
  violated.execution = use_after_cleanup();
  std::string coloured = render(scenario, violated, {.colour = true});
  REQUIRE(coloured.find("\x1b[") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  CHECK(coloured == render(scenario, violated, {}));
}

}  // namespace
}  // namespace afterlife

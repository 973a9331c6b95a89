// What ends work early: each limit by its name, and a mistake of the program as an answer for what it concerns alone.
#include "solver/util/stopped.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <new>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "cli/report/tally.hpp"
#include "model/reader/reader.hpp"
#include "solver/analysis/may_analysis.hpp"
#include "solver/analysis/order_graph.hpp"
#include "solver/check.hpp"
#include "solver/precedence.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/unfolding/limits.hpp"

namespace afterlife {
namespace {

template <class Thrown>
Stopped stopped_by(const Thrown& thrown) {
  try {
    throw thrown;
  } catch (...) {
    return why_stopped();
  }
}

constexpr const char* kText = R"(scenario: A child and its parent
objects:
  Parent: {}
  Child: { parent: Parent }
teardown: [ delete: Parent ]
check:
  - always: Child.cleanup before Parent.cleanup
  - never: double-delete
)";

TEST_CASE("each limit by its name") {
  const std::atomic<bool> interrupted = true;
  CHECK(stopped_by(Deadline(0).stopped()).text() == "time limit");
  CHECK(stopped_by(Deadline(1, &interrupted).stopped()).text() == "interrupted");
  CHECK(stopped_by(std::bad_alloc()).text() == "memory limit");
  CHECK(stopped_by(std::system_error(EAGAIN, std::generic_category())).text() == "memory limit");
  CHECK(stopped_by(Stopped(Stopped::Kind::too_large, "for this test")).text() == "too large: for this test");
  CHECK(stopped_by(std::logic_error("no")).is_broken());
  CHECK(stopped_by(std::logic_error("no")).text() == "no");
  CHECK(stopped_by(1).is_broken());
}

TEST_CASE("an invariant that is broken is the answer of each check that it concerns, and no other verdict") {
  const Framework framework = *read_framework("wdf");
  Scenario scenario = *read_scenario({"test.yaml", kText}, framework);
  scenario.objects.front().type = "NO-SUCH-TYPE";  // which no reader lets through
  Tally tally;
  std::size_t answered = 0;
  check_all(scenario, framework, {}, [&](const Verdict& verdict) {
    CHECK(verdict.check == &scenario.checks[answered++]);
    CHECK(verdict.kind == VerdictKind::error);
    CHECK(verdict.reason.starts_with("internal error: "));
    CHECK_FALSE(verdict.as_expected());
    tally.add(verdict);
  });
  CHECK(answered == 2);
  CHECK(tally.summary() == "2 checks: 2 internal errors");
  CHECK(tally.exit_code() == ExitCode::internal_error);
}

TEST_CASE("what all checks share has a limit as well") {
  const Framework framework = *read_framework("wdf");
  const Scenario scenario = *read_scenario({"test.yaml", kText}, framework);
  const Deadline over(0);
  CHECK_THROWS_AS(IdleReduction(scenario, framework, true, over), Stopped);
  const Instances instances(scenario, framework);
  CHECK_THROWS_AS(Events(instances, scenario.bounds, over), Stopped);
  const Events events(instances, scenario.bounds);
  CHECK_THROWS_AS(MayAnalysis(events, over), Stopped);
  CHECK_THROWS_AS(OrderGraph(events, OrderGraph::Knows::everything, over), Stopped);
  CheckOptions options;
  options.timeout_seconds = 0;
  for (const Verdict& verdict : check_all(scenario, framework, options)) {
    CHECK(verdict.kind == VerdictKind::unknown);
    CHECK(verdict.reason == "time limit");
  }
}

}  // namespace
}  // namespace afterlife

// Coming to rest: one state without steps, or threads that go round for ever.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model/reader/reader.hpp"
#include "solver/machine/machine.hpp"
#include "solver/machine/state.hpp"
#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

TEST_CASE("a thread that goes round for ever rests, whatever the bound") {
  const auto tree = ScenarioBuilder()
                        .object("P")
                        .thread("T", {loop({use("P"), set("F"), clear("F")})})
                        .loop_bound(1)
                        .teardown({reference("P"), delete_("P")});
  const Explored seen(tree.build(), contract());
  CHECK(seen.rests());
  CHECK(seen.largest_rest() == 4);
  CHECK(seen.hits("leak") == Names{"P"});
  CHECK(seen.waiting().empty());
}

TEST_CASE("while one thread goes round another may wait for ever") {
  const auto tree = ScenarioBuilder().thread("T", {loop({set("F")})}).thread("U", {wait("E")});
  CHECK(Explored(tree.build(), contract()).waiting() == Names{"U"});
}

TEST_CASE("a loop that changes something for good is no rest") {
  // Each pass takes a reference: no state comes back.
  const auto grows = ScenarioBuilder().object("P").thread("T", {loop({reference("P")})}).loop_bound(1).teardown({});
  CHECK_FALSE(Explored(grows.build(), contract()).rests());
  // Once P is destroyed a reference changes nothing any more.
  const auto stale =
      ScenarioBuilder().object("P").thread("T", {loop({reference("P")})}).loop_bound(1).teardown({delete_("P")});
  CHECK(Explored(stale.build(), contract()).rests());
}

TEST_CASE("what a thread would still let go is waited for") {
  // U's lock comes free on every pass of T: U does not wait for ever.
  const auto turns =
      ScenarioBuilder().thread("T", {loop({lock("L"), unlock("L")})}).thread("U", {lock("L"), unlock("L")});
  CHECK(Explored(turns.build(), contract()).waiting().empty());
}

TEST_CASE("a loop cut off at the bound is no end of the execution") {
  // T would stop if asked; the teardown asks only after E, which T signals.
  const auto asked = ScenarioBuilder()
                         .object("P")
                         .thread("T", {loop({signal("E")})})
                         .loop_bound(1)
                         .teardown({wait("E"), stop("T"), delete_("P")});
  const Explored seen(asked.build(), contract());
  CHECK(seen.waiting().empty());
  CHECK(seen.hits("leak").empty());
}

TEST_CASE("an exploration beyond the limit is not called a rest") {
  const Scenario scenario = ScenarioBuilder().thread("T", {loop({set("F"), clear("F")})}).teardown({}).build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  machine.apply(state, machine.permitted(state).front());  // the end of the teardown
  CHECK(machine.at_rest(state).has_value());
  CHECK(machine.at_rest(state)->states == 3);
  CHECK_FALSE(machine.at_rest(state, 2).has_value());
}

TEST_CASE("waiting agents say what for, and on whom") {
  const Scenario scenario = ScenarioBuilder()
                                .object("P", {.cleanup = Steps{join("T")}})
                                .thread("T", {lock("L"), wait("E")})
                                .thread("U", {lock("L")})
                                .teardown({delete_("P")})
                                .build();
  const Framework framework = source();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  const State end = run_first(machine).state;
  const Agent teardown{Agent::Kind::teardown, -1}, t{Agent::Kind::thread, 0}, u{Agent::Kind::thread, 1},
      cleanup{Agent::Kind::cleanup, 0};
  const auto rest = machine.at_rest(end);
  REQUIRE(rest.has_value());
  CHECK(rest->waiting == std::vector<Agent>{teardown, t, u, cleanup});
  CHECK(machine.waiting(end, teardown).words == "waits inside the call for the cleanup of P");
  CHECK(machine.waiting(end, teardown).on == std::vector<Agent>{cleanup});
  CHECK(machine.waiting(end, cleanup).words == "waits for T to end");
  CHECK(machine.waiting(end, cleanup).on == std::vector<Agent>{t});
  CHECK(machine.waiting(end, t).words == "waits for signal E");
  CHECK(machine.waiting(end, u).words == "waits for lock L, which T holds");
  CHECK(machine.waiting(end, u).on == std::vector<Agent>{t});
}

namespace {

// Whether it rests once everything has happened but for the thread, which has not begun its first round.
bool rests_before_the_first_round(const std::string& assumption) {
  const Framework framework = *read_framework("wdf");
  const Scenario scenario = *read_scenario({"test.yaml",
                                            "scenario: removed again and again\n"
                                            "objects:\n"
                                            "  A: { type: WDFDEVICE, EvtDeviceD0Exit: [] }\n"
                                            "  D: {}\n"
                                            "threads: { T: { does: [loop: [remove: A]] } }\n"
                                            "teardown: [delete: A]\n" +
                                                assumption},
                                           framework);
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  for (;;) {
    const std::vector<Step> steps = machine.permitted(state);
    const auto other = std::ranges::find_if(steps, [](const Step& s) { return s.agent.kind != Agent::Kind::thread; });
    if (other == steps.end()) return machine.at_rest(state).has_value();
    machine.apply(state, *other);
  }
}

}  // namespace

TEST_CASE("that a callback has run is history, and state only where an assumption waits for it") {
  CHECK(rests_before_the_first_round(""));
  CHECK(rests_before_the_first_round("assume: [A.cleanup before D.cleanup]\n"));
  CHECK_FALSE(rests_before_the_first_round("assume: [A.EvtDeviceD0Exit before D.cleanup]\n"));
}

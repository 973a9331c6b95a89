// Long executions: what it costs to go through hundreds of thousands of steps on one state.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "tests/support/build.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

// The one order that `source` has for parent 0 with children 1..: cleanups, the parent's last; then destroys.
std::size_t run_two_passes(const Machine& machine, State& state, const std::vector<int>& order) {
  std::size_t steps = 0;
  const auto take = [&](const Step& step) {
    REQUIRE(machine.permits(state, step));
    machine.apply(state, step);
    ++steps;
  };
  const auto finish = [&](Agent agent) {
    while (machine.active(state, agent)) {
      const std::vector<Step> next = machine.permitted(state, agent);
      REQUIRE(next.size() == 1);
      take(next.front());
    }
  };
  take(machine.permitted(state, {Agent::Kind::teardown, -1}).front());  // delete
  for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
    for (const int object : order) {
      Step step;
      step.kind = Step::Kind::begin;
      step.object = object;
      step.phase = phase;
      take(step);
      finish({phase == Phase::cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, object});
    }
  }
  finish({Agent::Kind::teardown, -1});
  return steps;
}

void go_through(const Scenario& scenario, const std::vector<int>& order, std::size_t at_least) {
  const Framework framework = source();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  const auto begin = std::chrono::steady_clock::now();
  CHECK(run_two_passes(machine, state, order) >= at_least);
  for (int object = 0; object < instances.size(); ++object) REQUIRE(machine.ended(state, object, Phase::destroy));
  // Generous: what is excluded is a cost that grows with the square of the scenario.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

#ifdef AFTERLIFE_SMALLER_TESTS
constexpr int kMany = 10000;
#else
constexpr int kMany = 100000;
#endif

}  // namespace

TEST_CASE("a parent with very many children") {
  const Scenario scenario = ScenarioBuilder()
                                .object("P")
                                .object("C", {.parent = "P", .count = kMany, .cleanup = Steps{use("self")}})
                                .teardown({delete_("P")})
                                .build();
  std::vector<int> order;
  for (int i = 1; i <= kMany; ++i) order.push_back(i);
  order.push_back(0);
  go_through(scenario, order, 4 * kMany);
}

TEST_CASE("very many declarations, each below the one before") {
  ScenarioBuilder builder;
  builder.object("O0");
  for (int i = 1; i < kMany; ++i) builder.object("O" + std::to_string(i), {.parent = "O" + std::to_string(i - 1)});
  std::vector<int> order;
  for (int i = kMany - 1; i >= 0; --i) order.push_back(i);
  go_through(builder.teardown({delete_("O0")}).build(), order, 2 * kMany);
}

TEST_CASE("each of very many") {
  const Scenario scenario =
      ScenarioBuilder().object("C", {.count = kMany}).teardown({use("each C"), delete_("each C")}).build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  const Agent teardown{Agent::Kind::teardown, -1};
  const auto take = [&](Step::Kind kind, const Action* action, int object, int choice) {
    Step step;
    step.kind = kind;
    step.agent = teardown;
    step.action = action;
    step.object = object;
    step.choice = choice;
    REQUIRE(machine.permits(state, step));
    machine.apply(state, step);
  };
  const Action *use_each = &scenario.teardown[0], *delete_each = &scenario.teardown[1];
  const auto begin = std::chrono::steady_clock::now();
  take(Step::Kind::pick_set, use_each, -1, -1);
  for (int i = 0; i < kMany; ++i) take(Step::Kind::act, use_each, i, -1);
  take(Step::Kind::pick_set, delete_each, -1, -1);
  for (int i = kMany - 1; i >= 0; --i) {
    take(Step::Kind::act, delete_each, i, -1);
    take(Step::Kind::wait, delete_each, i, 0);
  }
  CHECK(machine.permitted(state, teardown).front().kind == Step::Kind::end);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

TEST_CASE("assumptions among very many") {
  const Scenario scenario = ScenarioBuilder()
                                .object("A", {.count = kMany})
                                .object("B", {.count = kMany})
                                .assume("A.cleanup before B.cleanup")
                                .assume("B.cleanup before B.destroy")
                                .teardown({})
                                .thread("T", {delete_("each A"), delete_("each B")})
                                .build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  const Machine machine(instances);
  State state = machine.initial();
  const auto begin = std::chrono::steady_clock::now();
  const auto take = [&](const Step& step) {
    REQUIRE(machine.permits(state, step));
    machine.apply(state, step);
  };
  Step step;
  step.agent = {Agent::Kind::thread, 0};
  for (int kind = 0; kind < 2; ++kind) {
    step.action = &scenario.threads[0].does[kind];
    step.kind = Step::Kind::pick_set;
    step.object = step.choice = -1;
    take(step);
    for (int i = 0; i < kMany; ++i) {
      step.kind = Step::Kind::act;
      step.object = kind * kMany + i;
      step.choice = -1;
      take(step);
      step.kind = Step::Kind::wait;
      step.choice = 0;
      take(step);
    }
  }
  Step move;
  move.kind = Step::Kind::begin;
  move.object = 2 * kMany - 1;
  CHECK_FALSE(machine.permits(state, move));
  for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
    move.phase = phase;
    for (move.object = 0; move.object < 2 * kMany; ++move.object) take(move);
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

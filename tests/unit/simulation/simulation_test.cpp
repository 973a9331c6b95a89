// Runs by hand: what is permitted, taken, undone and recorded, how everything stands, and what has come to rest.
#include "solver/simulation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

Scenario parent_and_child() {
  return ScenarioBuilder()
      .object("P")
      .object("C", {.parent = "P", .cleanup = Steps{use("P")}})
      .thread("T", {use("C")})
      .teardown({delete_("P")})
      .build();
}

std::vector<std::string> permitted(const Simulation& run) {
  std::vector<std::string> events;
  for (const Simulation::Choice& choice : run.permitted()) events.push_back(choice.agent + ": " + choice.event);
  return events;
}

std::vector<std::string> taken(const Simulation& run) {
  std::vector<std::string> events;
  for (const Simulation::Taken& step : run.taken()) events.push_back(step.event);
  return events;
}

void take(Simulation& run, const std::string& event) {
  const auto found = std::ranges::find(run.permitted(), event, &Simulation::Choice::event);
  REQUIRE_MESSAGE(found != run.permitted().end(), event);
  run.take(static_cast<std::size_t>(found - run.permitted().begin()));
}

// Until the choice that is always the first leads nowhere.
void to_the_end(Simulation& run) {
  while (!run.permitted().empty()) run.take(0);
}

std::string condition(const std::vector<Simulation::ObjectView>& views, const std::string& name) {
  return std::ranges::find(views, name, &Simulation::ObjectView::name)->condition;
}

TEST_CASE("a step is permitted when its agent or the framework may take it, and why is told of the framework's") {
  const Scenario scenario = parent_and_child();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  CHECK(permitted(run) == std::vector<std::string>{"teardown: delete P", "T: use C"});
  take(run, "delete P");
  const auto cleanup = std::ranges::find(run.permitted(), "framework", &Simulation::Choice::agent);
  REQUIRE(cleanup != run.permitted().end());
  CHECK(cleanup->event == "on_cleanup(C)");
  CHECK(cleanup->printed);
  CHECK_FALSE(cleanup->why.empty());
}

TEST_CASE("what a step does wrong is told with it, and it can be undone") {
  const Scenario scenario = parent_and_child();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  CHECK_FALSE(run.undo());
  take(run, "delete P");
  take(run, "on_cleanup(C)");
  take(run, "use P");
  take(run, "on_cleanup(C) returns");
  CHECK(condition(run.objects(), "C") == "in a deletion, cleaned up");
  const std::size_t before = run.taken().size();
  const std::vector<std::string> might = permitted(run);
  take(run, "use C");
  CHECK(run.taken().back().hits ==
        std::vector<std::string>{"use-after-cleanup of C", "unreferenced-use-after-cleanup of C"});
  CHECK(run.undo());
  CHECK(run.taken().size() == before);
  CHECK(permitted(run) == might);
}

TEST_CASE("undoing goes back to the begins that there were") {
  const Scenario scenario = parent_and_child();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  take(run, "delete P");
  REQUIRE(run.begins().empty());
  take(run, "on_cleanup(C)");
  REQUIRE(run.begins().size() == 1);
  CHECK(run.begins().front().phase == Phase::cleanup);
  run.undo();
  CHECK(run.begins().empty());
  CHECK(taken(run) == std::vector<std::string>{"delete P"});
}

TEST_CASE("a recorder writes begins and ends of callbacks, acts with who did them, and no silent step") {
  const Scenario scenario = parent_and_child();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  take(run, "delete P");
  REQUIRE(run.taken().back().recorded.size() == 1);
  const Simulation::Recorded& deletion = run.taken().back().recorded.front();
  CHECK(deletion.event == "delete");
  CHECK(deletion.object == "P");
  take(run, "on_cleanup(C)");
  CHECK(run.taken().back().begins_callback);
  REQUIRE(run.taken().back().recorded.size() == 1);
  CHECK(run.taken().back().recorded.front().event == "cleanup");
  CHECK(run.taken().back().recorded.front().object == "C");
  CHECK_FALSE(run.taken().back().recorded.front().end);
  take(run, "use P");
  REQUIRE_FALSE(run.taken().back().recorded.empty());
  CHECK(run.taken().back().recorded.front().event == "use");
  CHECK(run.taken().back().recorded.front().by == "cleanup of C");
}

TEST_CASE("the shortest way to the next callback begins it, and there is none at the end") {
  const Scenario scenario = parent_and_child();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  CHECK(run.to_next_callback());
  CHECK(taken(run) == std::vector<std::string>{"delete P", "on_cleanup(C)"});
  to_the_end(run);
  const std::size_t all = run.taken().size();
  CHECK_FALSE(run.to_next_callback());
  CHECK(run.taken().size() == all);
}

TEST_CASE("at rest: who waits for ever, and what has leaked") {
  const Scenario scenario =
      ScenarioBuilder().object("P").thread("T", {wait("Never")}).teardown({reference("P"), delete_("P")}).build();
  const Framework framework = contract();
  Simulation run(scenario, framework);
  CHECK_FALSE(run.at_rest());
  to_the_end(run);
  const std::optional<Simulation::AtRest> rest = run.at_rest();
  REQUIRE(rest);
  CHECK(rest->leaked == std::vector<std::string>{"P"});
  CHECK(rest->waiting == std::vector<std::string>{"T"});
  CHECK(run.objects().front().references == 1);
  const std::vector<Simulation::AgentView> agents = run.agents();
  const auto waiting = std::ranges::find(agents, "T", &Simulation::AgentView::name);
  REQUIRE(waiting != agents.end());
  CHECK(waiting->condition.starts_with("waits for signal Never"));
}

TEST_CASE("a loop goes round as often as is chosen, or within the bound that is given") {
  const Scenario scenario = ScenarioBuilder().object("P").thread("T", {loop({use("P")})}).teardown({}).build();
  const Framework framework = contract();
  const auto uses_within = [&](int bound) {
    Simulation run(scenario, framework, bound);
    for (int step = 0; step < 50 && !run.permitted().empty(); ++step) run.take(run.permitted().size() - 1);
    return std::ranges::count(taken(run), "use P");
  };
  CHECK(uses_within(0) > 10);
  CHECK(uses_within(3) == 3);
}

}  // namespace

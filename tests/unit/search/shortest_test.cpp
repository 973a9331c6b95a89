// The shortest execution: none, or the same, however few states may be looked at.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "model/reader/reader.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/machine/machine.hpp"
#include "solver/question/goals.hpp"
#include "solver/search/search.hpp"
#include "solver/util/deadline.hpp"

using namespace afterlife;

namespace {

// By how many states may be looked at: the length that is found; last, with as many as there are.
std::vector<std::optional<std::uint64_t>> lengths(const std::string& text, std::size_t most) {
  const Framework framework = *read_framework("wdf");
  const Scenario scenario = *read_scenario({"test.yaml", text}, framework);
  const EventGraph graph(scenario, framework);
  const Instances& instances = graph.instances;
  const Machine machine(instances);
  const std::vector<Goal> goals = goals_of(scenario.checks.front(), graph);
  const Deadline deadline;
  std::vector<std::optional<std::uint64_t>> found;
  for (std::size_t budget = 1; budget <= most; ++budget) {
    const std::optional<Shortest> shortest = first_shortest(machine, instances, goals, 1000, budget, deadline);
    found.push_back(shortest ? std::optional(shortest->length) : std::nullopt);
  }
  constexpr std::size_t kAll = 1'000'000;
  const std::optional<Shortest> shortest = first_shortest(machine, instances, goals, 1000, kAll, deadline);
  found.push_back(shortest ? std::optional(shortest->length) : std::nullopt);
  return found;
}

}  // namespace

TEST_CASE("a search that is cut off does not call anything the shortest") {
  for (const char* hazard : {"use-after-cleanup", "use-after-destroy", "double-delete", "leak"}) {
    const auto found = lengths(std::string("scenario: x\n"
                                           "objects: { P: {}, A: { parent: P }, B: { parent: P }, C: { parent: P } }\n"
                                           "threads:\n"
                                           "  T: { does: [choose: [[use: C], [reference: B]], use: A, delete: B] }\n"
                                           "  U: { does: [maybe: [delete: C], delete: C] }\n"
                                           "teardown: [delete: P]\n"
                                           "check: [never: ") +
                                   hazard + "]\n",
                               150);
    CAPTURE(hazard);
    const std::optional<std::uint64_t> least = found.back();
    REQUIRE(least);
    for (const std::optional<std::uint64_t>& each : found) CHECK((!each || each == least));
    CHECK_FALSE(found.front());
  }
}

TEST_CASE("what is left out when a search is cut off may have been shorter") {
  // The teardown comes to stand at the wait after one step; the thread does so by a choice, which counts for nothing.
  const auto found = lengths(
      "scenario: x\n"
      "signals: [E]\n"
      "objects: { P: {} }\n"
      "threads: { T: { irql: dispatch, does: [choose: [[wait: E], []]] } }\n"
      "teardown: [use: P, at-irql: { level: dispatch, do: [wait: E] }]\n"
      "check: [never: wait-at-dispatch]\n",
      50);
  REQUIRE(found.back() == 0);
  for (const std::optional<std::uint64_t>& each : found) CHECK((!each || each == 0));
}

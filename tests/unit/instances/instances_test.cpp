// From declarations to instances, and their names.
#include "solver/instances/instances.hpp"

#include <doctest/doctest.h>

#include "model/reader/reader.hpp"
#include "solver/instances/event_names.hpp"
#include "solver/instances/names.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

EventName event(EventKind kind, int index, int number = 0) {
  EventName name;
  name.kind = kind;
  name.index = index;
  name.number = number;
  return name;
}

TEST_CASE("instances of one declaration are consecutive, each below the parent of its number") {
  const Scenario scenario = ScenarioBuilder()
                                .object("P", {.count = 2})
                                .object("C", {.parent = "P", .count = 3})
                                .object("M", {.parent = "P", .from = "C"})
                                .build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  CHECK(instances.size() == 6);
  CHECK(instances.name(instances.id(1, 3)) == "C#3");
  CHECK(instances[instances.id(1, 2)].parent == instances.id(0, 2));
  CHECK(instances[instances.id(1, 3)].parent == instances.id(0, 1));  // there is no third parent
  CHECK(instances[instances.id(2, 1)].from == instances.id(1, 1));
  CHECK(instances[instances.id(0, 2)].children == std::vector<int>{instances.id(1, 2)});
  CHECK(instances.is_ancestor(instances.id(0, 1), instances.id(1, 1)));
  CHECK_FALSE(instances.is_ancestor(instances.id(0, 1), instances.id(0, 1)));
}

TEST_CASE("a name means one instance, or all; pairs leave an instance with itself out") {
  const Scenario scenario = ScenarioBuilder().object("A").object("B", {.count = 2}).thread("T", {use("A")}).build();
  const Framework framework = contract();
  const Instances instances(scenario, framework);
  CHECK(instances_of(instances, event(EventKind::cleanup, 1)) == std::vector<int>{1, 2});
  CHECK(instances_of(instances, event(EventKind::cleanup, 1, 2)) == std::vector<int>{2});
  CHECK(instances_of(instances, event(EventKind::thread_end, 0)) == std::vector<int>{0});
  const auto all = pairs_of(instances, {event(EventKind::cleanup, 1), event(EventKind::destroy, 1), {}});
  CHECK(all == std::vector<std::pair<int, int>>{{1, 2}, {2, 1}});
  const auto one = pairs_of(instances, {event(EventKind::cleanup, 1, 2), event(EventKind::destroy, 1, 2), {}});
  CHECK(one == std::vector<std::pair<int, int>>{{2, 2}});
  const auto single = pairs_of(instances, {event(EventKind::cleanup, 0), event(EventKind::destroy, 0), {}});
  CHECK(single == std::vector<std::pair<int, int>>{{0, 0}});
}

TEST_CASE("agents in words") {
  const Framework framework = *read_framework("wdf");
  const Scenario scenario = *read_scenario({"t.yaml",
                                            "scenario: names\n"
                                            "objects:\n"
                                            "  D: { type: WDFDEVICE }\n"
                                            "  W: { type: WDFWORKITEM, parent: D, count: 2, EvtWorkItem: [] }\n"
                                            "threads: { T: { does: [ { enqueue: W#1 } ] } }\n"},
                                           framework);
  const Instances instances(scenario, framework);
  const int work_item = instances.id(1, 2);
  CHECK(in_words(instances, {Agent::Kind::teardown, -1}) == "teardown");
  CHECK(in_words(instances, {Agent::Kind::thread, 0}) == "T");
  CHECK(in_words(instances, {Agent::Kind::cleanup, work_item}) == "cleanup of W#2");
  CHECK(in_words(instances, {Agent::Kind::run, work_item}) == "EvtWorkItem of W#2");
  CHECK(in_words(instances, {Agent::Kind::run, work_item, 1}) == "EvtWorkItem of W#2 (2)");
  CHECK(in_words(instances, {Agent::Kind::framework, -1}) == "framework");
}

}  // namespace

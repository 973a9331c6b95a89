// Runs of entry callbacks, levels, sent requests, removal and collections, each by what the machine makes possible of a
// scenario under the shipped readings.
#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <string>

#include "model/reader/reader.hpp"
#include "tests/support/explore.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

Explored seen(const std::string& text, const std::string& reading = "wdf") {
  const Framework framework = read_framework(reading).value();
  const Read<Scenario> scenario = read_scenario({"test.yaml", "scenario: x\n" + text}, framework);
  REQUIRE(scenario);
  return {*scenario, framework};
}

// The printed steps of a whole execution that always takes the first permitted step.
std::vector<std::string> first_execution(const std::string& text, const std::string& reading = "wdf") {
  const Explored all = seen(text, reading);
  return run_first(all.machine).events;
}

// What is said of those who wait, in any state that is at rest.
std::set<std::string> waits(const Explored& seen) {
  std::set<std::string> said;
  for (const State& state : seen.all()) {
    const std::optional<Rest> rest = seen.machine.at_rest(state);
    if (!rest) continue;
    for (const Agent agent : rest->waiting)
      said.insert(seen.machine.describe(agent) + " " + seen.machine.waiting(state, agent).words);
  }
  return said;
}

const std::string kItem = R"(objects:
  Device: { type: WDFDEVICE }
  Item: { type: WDFWORKITEM, parent: Device, EvtWorkItem: [{ use: Device }] }
)";

}  // namespace

TEST_CASE("a queued work item runs before its cleanup, a timer's pending run is dropped") {
  CHECK(first_execution(kItem + "teardown: [{ enqueue: Item }, { remove: Device }]\n") ==
        std::vector<std::string>{"enqueue Item", "remove Device", "EvtWorkItem(Item)", "use Device", "cleanup of Item",
                                 "cleanup of Device", "destroy of Device", "destroy of Item"});
  const Explored timer = seen(R"(objects:
  Device: { type: WDFDEVICE }
  Tick: { type: WDFTIMER, parent: Device, EvtTimerFunc: [{ use: Device }] }
teardown: [{ start: Tick }, { remove: Device }]
)");
  CHECK(timer.hits("use-after-cleanup").empty());
  CHECK(timer.waiting().empty());
  CHECK(timer.rests());
}

TEST_CASE("a DPC is not waited for, but in the published code") {
  const std::string text = R"(objects:
  Device: { type: WDFDEVICE }
  Dpc: { type: WDFDPC, parent: Device, EvtDpcFunc: [{ use: self }] }
teardown: [{ enqueue: Dpc }, { remove: Device }]
)";
  CHECK(seen(text).hits("use-after-cleanup") == Names{"Dpc"});
  CHECK(seen(text, "wdf-source").hits("use-after-cleanup").empty());
}

TEST_CASE("deleting oneself") {
  const std::string item = R"(objects:
  Device: { type: WDFDEVICE }
  Item: { type: WDFWORKITEM, parent: Device, EvtWorkItem: [{ delete: self }] }
teardown: [{ enqueue: Item }]
)";
  CHECK(seen(item).waiting().empty());
  CHECK(seen(item, "wdf-source").waiting().empty());
  const std::string timer = R"(objects:
  Device: { type: WDFDEVICE }
  Tick: { type: WDFTIMER, parent: Device, execution-level: passive, EvtTimerFunc: [{ delete: self }] }
teardown: [{ start: Tick }]
)";
  for (const char* reading : {"wdf", "wdf-source"})
    CHECK(seen(timer, reading).waiting() == Names{"EvtTimerFunc of Tick"});
  const std::string twice = R"(objects:
  Device: { type: WDFDEVICE }
  Item: { type: WDFWORKITEM, parent: Device, overlapping-runs: 2, EvtWorkItem: [{ test-and-set: { flag: First, then: [{ enqueue: self }], else: [{ delete: self }] } }] }
flags: [First]
teardown: [{ enqueue: Item }]
)";
  CHECK(seen(twice).waiting().empty());
  CHECK(seen(twice, "wdf-source").waiting().contains("EvtWorkItem of Item (2)"));
}

TEST_CASE("a periodic timer is never at rest, a cancelled one is") {
  const std::string text = R"(objects:
  Device: { type: WDFDEVICE }
  Tick: { type: WDFTIMER, parent: Device, periodic: true, EvtTimerFunc: [] }
teardown: [{ start: Tick })";
  CHECK_FALSE(seen(text + "]\n").rests());
  CHECK(seen(text + ", { cancel-and-wait: Tick }]\n").rests());
}

TEST_CASE("levels: a deletion is put off in the published code, and a request does not wait for its passive child") {
  const std::string text = R"(objects:
  Request: { type: WDFDELIVEREDREQUEST, EvtCleanupCallback: [{ wait: Go }] }
  Name: { type: WDFSTRING, parent: Request }
signals: [Go]
threads: { Dpc: { irql: dispatch, does: [{ complete: Request }] } }
teardown: []
)";
  CHECK(seen(text).hits("use-after-cleanup").empty());
  CHECK(seen(text).orders().contains("C:Request C:Name"));
  const Explored deleted = seen(R"(objects:
  Plain: { type: WDFOBJECT }
  Name: { type: WDFSTRING, parent: Plain }
threads: { Dpc: { irql: dispatch, does: [{ delete: Plain }] } }
teardown: []
)",
                                "wdf-source");
  CHECK(deleted.orders() == Names{"C:Name C:Plain D:Name D:Plain"});
}

TEST_CASE("an agent at DISPATCH_LEVEL that waits") {
  const Explored waits = seen(R"(objects: {}
signals: [Go]
threads: { Dpc: { irql: dispatch, does: [{ at-irql: { level: passive, do: [{ wait: Go }] } }, { wait: Go }] } }
teardown: [{ signal: Go }]
)");
  CHECK_FALSE(waits.machine.waits_at_dispatch(waits.machine.initial()));
  CHECK(std::any_of(waits.all().begin(), waits.all().end(),
                    [&](const State& state) { return waits.machine.waits_at_dispatch(state).has_value(); }));
}

TEST_CASE("a request in flight outlives its cleanup, and a closed target takes none") {
  const std::string objects = R"(objects:
  Device: { type: WDFDEVICE }
  Target: { type: WDFIOTARGET, parent: Device }
  Read: { type: WDFREQUEST, parent: Target, EvtRequestCompletionRoutine: [] }
)";
  CHECK(seen(objects + "teardown: [{ send: { request: Read, to: Target } }, { remove: Device }]\n")
            .hits("use-after-cleanup") == Names{"Read"});
  CHECK(first_execution(objects + "signals: [Failed]\nteardown: [{ cancel: Target }, { send: { request: Read, to: "
                                  "Target, else: [{ signal: Failed }] } }]\n") ==
        std::vector<std::string>{"cancel Target", "send Read to Target", "signal Failed"});
}

TEST_CASE("removal callbacks run in the framework's order") {
  CHECK(first_execution(R"(objects:
  Device:
    type: WDFDEVICE
    EvtDeviceReleaseHardware: [{ use: self }]
    EvtDeviceD0Exit: [{ context: Device }]
teardown: [{ remove: Device }]
)") == std::vector<std::string>{"EvtDeviceD0Exit(Device)", "context Device", "EvtDeviceReleaseHardware(Device)",
                                "use Device", "remove Device", "cleanup of Device", "destroy of Device"});
  CHECK(first_execution(R"(objects: { Device: { type: WDFDEVICE, EvtDeviceD0Exit: [{ use: self }] } }
teardown: [{ remove: { of: Device, failed-add: true } }]
)") == std::vector<std::string>{"remove Device (its add has failed)", "cleanup of Device", "destroy of Device"});
}

TEST_CASE("a collection holds what is in it, and take waits") {
  const std::string objects = R"(objects:
  Bin: { type: WDFCOLLECTION }
  Item: { type: WDFMEMORY }
)";
  CHECK(seen(objects + "teardown: [{ add: { object: Item, to: Bin } }, { delete: Item }]\n").hits("leak") ==
        Names{"Item"});
  CHECK(seen(objects + "teardown: [{ add: { object: Item, to: Bin } }, { delete: Item }, { delete: Bin }]\n")
            .hits("leak")
            .empty());
  CHECK(seen(objects + "teardown: [{ take: { object: Item, from: Bin } }]\n").waiting() == Names{"teardown"});
}

TEST_CASE("who waits inside a call is told for what: below it, on the list, and what was sent") {
  const Explored below = seen(R"(objects:
  Device: { type: WDFDEVICE }
  Child: { parent: Device, EvtCleanupCallback: [{ wait: Never }] }
signals: [Never]
teardown: [{ remove: Device }]
)");
  CHECK(waits(below).contains(
      "teardown waits inside the call for the cleanup of Device, and so for the cleanup of Child"));
  // The timer has left the list of H with its own delete: nobody waits for its run.
  const Explored left = seen(R"(objects:
  Device: { type: WDFDEVICE }
  H: { parent: Device, EvtCleanupCallback: [{ wait: Never }] }
  K: { type: WDFTIMER, parent: H, EvtTimerFunc: [{ delete: self }, at-irql: { level: passive, do: [{ delete: H }] }] }
signals: [Never]
teardown: [{ start: K }]
)",
                             "wdf-source");
  CHECK(waits(left).contains("EvtTimerFunc of K waits inside the call for the cleanup of H"));
  const Explored sent = seen(R"(objects:
  Device: { type: WDFDEVICE }
  T: { type: WDFIOTARGET, parent: Device }
  R: { type: WDFREQUEST, parent: Device, EvtRequestCompletionRoutine: [{ wait: Never }] }
signals: [Never]
teardown: [{ send: { request: R, to: T } }, { delete: T }]
)",
                             "wdf-source");
  CHECK(
      waits(sent).contains("teardown waits inside the call for the cleanup of T, where the cleanup of T waits for "
                           "EvtRequestCompletionRoutine of R"));
}

// What is read and not decided yet is said, each with its place.
#include <doctest/doctest.h>

#include "tests/reader/support.hpp"

namespace afterlife {
namespace {

std::vector<std::string> undecided(const std::string& text) {
  CHECK(test::mistakes_in(text) == "");
  std::vector<std::string> found;
  for (const NotDecided& n : not_decided(test::read(text).value(), test::shelf())) {
    CHECK(n.at.known());
    found.push_back(std::to_string(n.at.line) + ": " + n.what);
  }
  return found;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what is decided leaves nothing to say") {
  CHECK(
      undecided(
          "scenario: x\nobjects: { A: { OnCleanup: [{ stop: T }], pool: nonpaged, periodic: false } }\nthreads: { T: { does: [{ loop: [{ use: A }] }] } }\n")
          .empty());
}

TEST_CASE("properties, levels and callbacks") {
  CHECK(
      undecided(
          "scenario: x\n"
          "objects:\n"
          "  Device: { type: DEVICE, pool: paged, OnPowerDown: [] }\n"
          "  Timer: { type: TIMER, parent: Device, periodic: true, overlapping-runs: 2, OnTimer: [{ cancel: self }] }\n"
          "  Box: { type: BOX, execution-level: passive }\n"
          "threads:\n"
          "  T: { irql: dispatch }\n") ==
      Lines{"3: paged pool ('pool: paged')", "3: the removal callback 'OnPowerDown'",
            "4: a periodic timer ('periodic')", "4: overlapping runs ('overlapping-runs')",
            "4: the entry callback 'OnTimer'", "4: the action 'cancel'", "5: an execution level ('execution-level')",
            "7: a thread at DISPATCH_LEVEL ('irql: dispatch')"});
}

TEST_CASE("every action that is not decided, wherever it stands") {
  const std::string head =
      "scenario: x\nobjects: { D: { type: DEVICE }, V: { type: DRIVER }, F: { type: FILE }, R: { type: REQUEST }, W: { type: WORK }, P: { type: DPC }, C: { type: COLLECTION } }\n";
  for (const auto& [text, name] :
       std::initializer_list<std::pair<std::string, std::string>>{{"complete: R", "complete"},
                                                                  {"remove: D", "remove"},
                                                                  {"unload: V", "unload"},
                                                                  {"close: F", "close"},
                                                                  {"enqueue: W", "enqueue"},
                                                                  {"start: W", "enqueue"},
                                                                  {"cancel: P", "cancel"},
                                                                  {"cancel-and-wait: P", "cancel-and-wait"},
                                                                  {"flush: W", "flush"},
                                                                  {"add: { object: D, to: C }", "add"},
                                                                  {"take: { object: D, from: C }", "take"},
                                                                  {"at-irql: { level: passive, do: [] }", "at-irql"}})
    CHECK(undecided(head + "teardown: [{ maybe: [{ " + text + " }] }]\n") == Lines{"3: the action '" + name + "'"});
}

TEST_CASE("questions about runs and about undecided hazards") {
  CHECK(undecided("scenario: x\n"
                  "objects: { W: { type: WORK } }\n"
                  "assume: [ W.OnWork before W.cleanup ]\n"
                  "check:\n"
                  "  - always: W.cleanup before W.OnWork\n"
                  "  - never: start-after-delete\n"
                  "  - never: leak\n") == Lines{"3: a run as an event ('W.OnWork')",
                                                "5: a run as an event ('W.OnWork')",
                                                "6: the hazard 'start-after-delete'"});
}

}  // namespace afterlife

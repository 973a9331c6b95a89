// Parents: cycles, rules of the framework, births.
#include <doctest/doctest.h>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

std::string said(const std::string& objects) {
  const Read<Scenario> read = test::read("scenario: x\nobjects:\n" + objects);
  std::string all;
  if (read) return all;
  for (const Diagnostic& d : read.error())
    all += std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + " " + d.code + " " + d.message +
           (d.hint.empty() ? "" : " | " + d.hint) + "\n";
  return all;
}

}  // namespace

TEST_CASE("cycles are printed") {
  CHECK(said("  A: { parent: A }\n") == "3:16 AL0401 parent cycle: A -> A | each must exist before the next\n");
  CHECK(said("  A: { parent: C }\n  B: { parent: A }\n  C: { parent: B }\n  D: { parent: C }\n") ==
        "3:16 AL0401 parent cycle: A -> C -> B -> A | each must exist before the next\n");
  CHECK(
      said("  A: { parent: B }\n  B: { parent: A }\n  C: { parent: D }\n  D: { parent: C }\n") ==
      "3:16 AL0401 parent cycle: A -> B -> A | each must exist before the next\n5:16 AL0401 parent cycle: C -> D -> C | each must exist before the next\n");
  CHECK(said("  A: { parent: B }\n  B: { from: A }\n") ==
        "3:16 AL0401 'parent' and 'from' go in a circle: A -> B -> A | each must exist before the next\n");
  CHECK(said("  A: { from: A }\n") ==
        "3:14 AL0401 'parent' and 'from' go in a circle: A -> A | each must exist before the next\n");
  CHECK(said("  A:\n  B: { parent: A, from: A }\n  C: { parent: A, from: B }\n").empty());
}

TEST_CASE("a long cycle is printed with a gap") {
  std::string objects;
  for (int i = 0; i < 30; ++i)
    objects += "  A" + std::to_string(i) + ": { parent: A" + std::to_string((i + 1) % 30) + " }\n";
  CHECK(
      said(objects) ==
      "3:17 AL0401 parent cycle: A0 -> A1 -> A2 -> A3 -> A4 -> A5 -> A6 -> A7 -> A8 -> A9 -> ... -> A29 -> A0 | each must exist before the next\n");
}

TEST_CASE("parents that must or must not be given") {
  CHECK(said("  T: { type: TIMER }\n") ==
        "3:3 AL0402 a TIMER must have a parent, and 'T' has none | see: Manual, Timers\n");
  CHECK(said("  A:\n  D: { type: DRIVER, parent: A }\n") ==
        "4:30 AL0403 a DRIVER has no parent | see: Manual, Drivers\n");
  CHECK(said("  A: { type: BOX }\n  D: { type: DEVICE, parent: A }\n") ==
        "4:30 AL0404 the parent of a DEVICE must be a 'DRIVER', and 'A' is a BOX | see: Manual, Devices\n");
}

TEST_CASE("a rule about what lies above is broken only when no completion could satisfy it") {
  CHECK(said("  A: { type: BOX }\n  T: { type: TIMER, parent: A }\n").empty());
  CHECK(said("  D: { type: DEVICE }\n  A: { type: BOX, parent: D }\n  T: { type: TIMER, parent: A }\n").empty());
  CHECK(
      said("  V: { type: DRIVER }\n  T: { type: TIMER, parent: V }\n") ==
      "4:29 AL0404 a TIMER must lie below a 'DEVICE', and nothing above 'T' is or can be one | see: Manual, Timers\n");
  // The box's parent is by default the driver, so nothing else will be above it.
  CHECK(
      said("  V: { type: DRIVER }\n  A: { type: BOX }\n  T: { type: TIMER, parent: A }\n") ==
      "5:29 AL0404 a TIMER must lie below a 'DEVICE', and nothing above 'T' is or can be one | see: Manual, Timers\n");
}

TEST_CASE("nothing exists before its parent or its allocator") {
  const std::string create = "teardown: [{ create: P }]\n";
  CHECK(said("  P:\n  A: { parent: P }\n" + create) ==
        "4:16 AL0406 'A' exists from the start, and its parent 'P' is created later | create 'A' too, after 'P'\n");
  CHECK(said("  P:\n  A: { from: P }\n" + create) ==
        "4:14 AL0406 'A' exists from the start, and its allocator 'P' is created later | create 'A' too, after 'P'\n");
  CHECK(said("  P: { type: DEVICE }\n  Q: { type: QUEUE }\n" + create) ==
        "4:3 AL0406 'Q' exists from the start, and its parent 'P' is created later | create 'Q' too, after 'P'\n");
  CHECK(said("  P:\n  A: { parent: P }\nteardown: [{ create: [P, A] }]\n").empty());
}

}  // namespace afterlife

// What is said of a scenario with mistakes, word for word. docs/diagnostics.md has an example of every code; here are
// the variants.
#include <doctest/doctest.h>

#include <chrono>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

const std::string kHead = R"(scenario: x
objects: { Memory: { count: 2 }, Box: { type: BOX }, Timer: { type: TIMER, parent: Box }, Items: { type: COLLECTION } }
threads: { Worker: { does: [] } }
locks: [Gate]
signals: [Done]
flags: [Busy]
)";

// The first line of each mistake, without the file, and its hint.
std::string said(const std::string& text) {
  std::string all;
  const Read<Scenario> read = test::read(text);
  if (read) return all;
  for (const Diagnostic& d : read.error())
    all += std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + "-" + std::to_string(d.at.end_column) + " " +
           d.code + " " + d.message + (d.hint.empty() ? "" : " | " + d.hint) + "\n";
  return all;
}

std::string said_of_action(const std::string& action) { return said(kHead + "teardown: [ { " + action + " } ]\n"); }
std::string said_of_check(const std::string& check) { return said(kHead + "check: [ { " + check + " } ]\n"); }

TEST_CASE("what is done to the wrong type of WDF object, or to none") {
  const Read<Framework> wdf = read_framework("wdf");
  REQUIRE(wdf);
  const Read<Scenario> read = read_scenario({"wrong.yaml", R"(scenario: mistakes of the new constructs
objects:
  Device: { type: WDFDEVICE, EvtWorkItem: [] }
  Loose: { type: WDFTIMER, EvtTimerFunc: [] }
  Buffer: { type: WDFCOMMONBUFFER, parent: Device }
  Memory: { type: WDFMEMORY }
  Target: { type: WDFIOTARGET, parent: Device }
  Request: { type: WDFREQUEST }
threads:
  T:
    irql: high
    does:
      - complete: Memory
      - take: { object: Memory, from: Device }
      - add: { object: Memory, to: each Device }
      - at-irql: { level: low, do: [use: Memory] }
      - send: { request: Memory, to: Request }
      - send: { request: Request }
      - remove: Memory
      - remove: each Device
      - remove: { of: Device, failed: true }
      - flush: Memory
      - enqueue: Memory
      - cancel-and-wait: { of: Memory, may-time-out: true }
)"},
                                            *wdf);
  REQUIRE_FALSE(read);
  std::vector<std::string> said;
  for (const Diagnostic& d : read.error()) said.push_back(std::to_string(d.at.line) + " " + d.code);
  CHECK(said == std::vector<std::string>{"3 AL0305", "4 AL0402", "5 AL0404", "11 AL0204", "13 AL0310", "14 AL0310",
                                         "15 AL0310", "16 AL0204", "17 AL0310", "17 AL0310", "18 AL0202", "19 AL0310",
                                         "20 AL0315", "21 AL0201", "22 AL0310", "23 AL0310", "24 AL0310"});
  CHECK(read.error()[1].hint == "see: WdfTimerCreate, Remarks");
  CHECK(read.error()[9].message == "'send to' needs an I/O target, and 'Request' is a WDFREQUEST");
}

}  // namespace

TEST_CASE("every mistake is reported at once, in the order of the file") {
  CHECK(test::mistakes_in(R"(scenaro: A
objects:
  List: { type: BX, parent: Lisst, count: 0 }
threads:
  Worker:
    does:
      - loop:
          - us: List
          - use: Lists
check:
  - never: leek
)") == R"(test.yaml:1:1: error[AL0201]: unknown key 'scenaro' in a scenario
  1 | scenaro: A
    | ^^^^^^^
  help: did you mean 'scenario'?

test.yaml:1:1: error[AL0202]: a scenario needs the key 'scenario'
  1 | scenaro: A
    | ^^^^^^^

test.yaml:3:17: error[AL0301]: unknown type 'BX'
  3 |   List: { type: BX, parent: Lisst, count: 0 }
    |                 ^^
  help: did you mean 'BOX'?

test.yaml:3:29: error[AL0302]: unknown object 'Lisst'
  3 |   List: { type: BX, parent: Lisst, count: 0 }
    |                             ^^^^^
  help: did you mean 'List'?

test.yaml:3:43: error[AL0405]: 'count' must be between 1 and 100000
  3 |   List: { type: BX, parent: Lisst, count: 0 }
    |                                           ^

test.yaml:8:13: error[AL0304]: unknown action 'us'
  8 |           - us: List
    |             ^^
  help: did you mean 'use'?

test.yaml:9:18: error[AL0302]: unknown object 'Lists'
  9 |           - use: Lists
    |                  ^^^^^
  help: did you mean 'List'?

test.yaml:11:12: error[AL0306]: unknown hazard 'leek'
  11 |   - never: leek
     |            ^^^^
  help: did you mean 'leak'?
)");
}

TEST_CASE("one mistake does not bring others with it") {
  CHECK(
      test::codes_in(
          "scenario: x\nobjects: [A, B]\nteardown: [{ delete: A }, { join: B }]\ncheck: [{ always: A.cleanup before B.cleanup }]\n") ==
      "AL0203");
  CHECK(
      test::codes_in(
          "scenario: x\nobjects: { A: { type: BX, OnWork: [{ use: self }], OnClenup: [] } }\nteardown: [{ complete: A }]\ncheck: [{ always: A.OnWork before A.cleanup }]\n") ==
      "AL0301");
  CHECK(test::codes_in("scenario: x\nobjects: { T: { type: TIMER, parent: Nobody } }\n") == "AL0302");
  CHECK(test::codes_in("scenario: x\nlocks: [a b]\nteardown: [{ lock: a b }, { unlock: a b }]\n") == "AL0206");
  CHECK(test::codes_in("scenario: x\nobjects: { A: 3 }\nteardown: [{ use: A }]\n") == "AL0203");
}

TEST_CASE("mistakes in what an alias names are said once") {
  CHECK(
      test::codes_in(
          "scenario: x\nobjects:\n  A: { OnCleanup: &body [{ use: Nobody }] }\n  B: { OnCleanup: *body, OnDestroy: *body }\n") ==
      "AL0302");
}

TEST_CASE("names") {
  CHECK(said("scenario: x\nlocks: ['']\n") == "2:9-11 AL0203 each of 'locks' must say something, and this is empty\n");
  CHECK(said("scenario: x\nlocks: ['a b']\n") ==
        "2:9-14 AL0206 'a b' is not a name | a name is made of letters, digits, '_' and '-'\n");
  CHECK(said("scenario: x\nobjects: { A: { type: '' }, B: { parent: '' } }\n") ==
        "2:23-25 AL0203 'type' must say something, and this is empty\n"
        "2:42-44 AL0203 'parent' must say something, and this is empty\n");
  CHECK(said("scenario: x\nobjects: { A: { count: '3' } }\n") ==
        "2:24-27 AL0203 'count' must be a whole number, and this is a text in quotes\n");
  CHECK(said("scenario: x\nobjects: { A: { type: TIMER, parent: B, periodic: 'true' }, B: {} }\n") ==
        "2:51-57 AL0203 'periodic' must be true or false, and this is a text in quotes\n");
  for (const char* name : {"teardown", "framework"}) {
    CAPTURE(name);
    CHECK(test::codes_in("scenario: x\nobjects: { A: {} }\nthreads: { " + std::string(name) + ": {} }\n") == "AL0309");
    CHECK(test::codes_in("scenario: x\nobjects: { " + std::string(name) + ": {} }\n") == "");
  }
  CHECK(said("scenario: x\nthreads: { before: {} }\n") ==
        "2:12-18 AL0309 'before' is a word of the language | choose another name\n");
  CHECK(
      said("scenario: x\nlocks: [A]\nflags: [A]\n") ==
      "3:9-10 AL0308 'A' is already the name of a lock | it is declared in line 2; objects, threads, locks, signals and flags share their names\n");
  CHECK(
      said("scenario: x\nlocks: [A, A]\n") ==
      "2:12-13 AL0308 'A' is already the name of a lock | it is declared in line 2; objects, threads, locks, signals and flags share their names\n");
  CHECK(said("scenario: x\nobjects: { A#1: {} }\n") ==
        "2:12-15 AL0206 'A#1' is not a name | a name is made of letters, digits, '_' and '-'\n");
}

TEST_CASE("actions on the wrong kind of name") {
  CHECK(said_of_action("use: Worker") == "7:20-26 AL0310 'use' needs an object, and 'Worker' is a thread\n");
  CHECK(said_of_action("join: Box") == "7:21-24 AL0310 'join' needs a thread, and 'Box' is a BOX\n");
  CHECK(said_of_action("flush: Timer") ==
        "7:22-27 AL0310 'flush' needs a work item or an I/O target, and 'Timer' is a TIMER\n");
  CHECK(said_of_action("cancel: Box") ==
        "7:23-26 AL0310 'cancel' needs a timer, a DPC, an I/O target or a request, and 'Box' is a BOX\n");
  CHECK(said_of_action("lock: Box") == "7:21-24 AL0310 'lock' needs a lock or a lock object, and 'Box' is a BOX\n");
  CHECK(said_of_action("start: Gate") ==
        "7:22-26 AL0310 'start' needs a thread, a timer, a work item or a DPC, and 'Gate' is a lock\n");
  CHECK(said_of_action("wait: Busy") == "7:21-25 AL0310 'wait' needs a signal, and 'Busy' is a flag\n");
  CHECK(said_of_action("if: { flag: Done, then: [] }") == "7:27-31 AL0310 'if' needs a flag, and 'Done' is a signal\n");
  CHECK(said_of_action("add: { object: Box, to: Memory }") ==
        "7:39-45 AL0310 'add to' needs a collection, and 'Memory' is a THING\n");
}

TEST_CASE("instances") {
  CHECK(said_of_action("use: Memory#0") ==
        "7:26-28 AL0311 there is no instance '0' of 'Memory' | they are numbered from 1 to 2\n");
  CHECK(said_of_action("use: Memory#x") ==
        "7:26-28 AL0311 there is no instance 'x' of 'Memory' | they are numbered from 1 to 2\n");
  CHECK(said_of_action("use: Box#2") ==
        "7:23-25 AL0311 there is no instance '2' of 'Box' | it has no 'count', so there is only one\n");
  CHECK(said_of_action("use: Memory#99999999999999999999").find("AL0311") != std::string::npos);
  CHECK(said_of_action("join: Worker#1") == "7:27-29 AL0311 a thread has no instances\n");
  CHECK(said_of_action("create: Memory#1") ==
        "7:23-31 AL0315 'create' needs the name of a declaration, and this is one instance | write 'Memory'\n");
  CHECK(said_of_action("create: each Memory") == "7:23-34 AL0315 'create' takes no 'each' | write the name alone\n");
  CHECK(said_of_action("use: each Memory#1") ==
        "7:20-33 AL0315 'each' is for the instances of an object | write the name alone\n");
  CHECK(said_of_action("take: { object: Memory#1, from: Items }") ==
        "7:31-39 AL0315 'take' needs the name of a declaration, and this is one instance | write 'Memory'\n");
  CHECK(said("scenario: x\nobjects: { A: , B: { parent: A#1 } }\n") ==
        "2:30-33 AL0315 'parent' needs the name of a declaration, and this is one instance | write 'A'\n");
  CHECK(said(kHead + "threads2: {}\n").find("AL0201") != std::string::npos);
  CHECK(said("scenario: x\nobjects: { A: }\nthreads: { T: { holds: [each A] } }\n") ==
        "3:25-31 AL0315 'holds' takes no 'each' | a bare name means all instances there\n");
}

TEST_CASE("self") {
  CHECK(said_of_action("use: self") ==
        "7:20-24 AL0312 'self' means nothing outside an object's callback | name the object\n");
  CHECK(said("scenario: x\nthreads: { T: { holds: self } }\n").find("2:24-28 AL0312") == 0);
  CHECK(said("scenario: x\nobjects: { A: { OnCleanup: [{ create: self }] } }\n") ==
        "2:39-43 AL0315 'create' needs the name of a declaration, and 'self' is one instance\n");
  CHECK(said("scenario: x\nobjects: { A: { OnCleanup: [{ flush: self }] } }\n") ==
        "2:38-42 AL0310 'flush' needs a work item or an I/O target, and 'self' is a THING\n");
  CHECK(said_of_check("always: self.cleanup before Box.cleanup") ==
        "7:20-24 AL0312 'self' means nothing here | name the object\n");
}

TEST_CASE("the shape of actions") {
  CHECK(said(kHead + "teardown: [use]\n") == "7:12-15 AL0207 an action is a map with one key | write { use: ... }\n");
  CHECK(said(kHead + "teardown: [{}]\n") ==
        "7:12-14 AL0207 an action is a map with one key, and this has 0 | begin each action with a dash of its own\n");
  CHECK(
      said(kHead + "teardown:\n") ==
      "7:10-10 AL0203 'teardown' must be a list, and this is nothing | write it in brackets or with dashes: [ ... ]; an empty list is []\n");
  CHECK(said_of_action("use: ") == "7:21-21 AL0203 what follows 'use' must be a single value, and this is nothing\n");
  CHECK(said_of_action("use: { of: Box }")
            .find("AL0203 what follows 'use' must be a name or a list of names, and this is a map") !=
        std::string::npos);
  CHECK(said_of_action("join: { may-time-out: true }") == "7:21-43 AL0202 'join' needs the key 'of'\n");
  CHECK(said_of_action("join: { of: Worker, may-time-out: yes }") ==
        "7:49-52 AL0204 'yes' is no value for 'may-time-out' | it is one of 'true' or 'false'\n");
  CHECK(said_of_action("if: { flag: Busy }") == "7:19-33 AL0202 'if' needs the key 'then'\n");
  CHECK(said_of_action("test-and-set: { flag: Busy }").empty());
  CHECK(said_of_action("choose: []") ==
        "7:23-25 AL0203 'choose' needs a branch to choose | write a list of lists: [[..], [..]]\n");
  CHECK(said_of_action("choose: [{ use: Box }]").find("each branch of 'choose' must be a list, and this is a map") !=
        std::string::npos);
  CHECK(said_of_action("at-irql: { level: high, do: [] }") ==
        "7:33-37 AL0204 'high' is no value for 'level' | it is one of 'passive' or 'dispatch'\n");
  CHECK(said_of_action("create: { object: Memory, otherwise: [] }") ==
        "7:41-50 AL0201 unknown key 'otherwise' in 'create' | known keys are 'object' and 'else'\n");
}

TEST_CASE("callbacks") {
  CHECK(
      said("scenario: x\nobjects: { A: { type: BOX, OnWork: [] } }\n") ==
      "2:28-34 AL0305 a BOX has no callback 'OnWork' | a WORK has it; the callbacks of a BOX are 'OnCleanup' and 'OnDestroy'\n");
  CHECK(said("scenario: x\nobjects: { A: { type: BOX, OnClenup: [] } }\n") ==
        "2:28-36 AL0305 a BOX has no callback 'OnClenup' | did you mean 'OnCleanup'?\n");
  CHECK(said("scenario: x\nobjects: { A: { type: BOX, periodic: true } }\n") ==
        "2:28-36 AL0310 'periodic' is for timers, and 'A' is a BOX\n");
  CHECK(said("scenario: x\nobjects: { A: { type: BOX, overlapping-runs: 2 } }\n") ==
        "2:28-44 AL0310 'overlapping-runs' is for what runs, and nothing enqueues or sends 'A'\n");
}

TEST_CASE("events") {
  CHECK(said_of_check("always: Box.cleanup before Memory") ==
        "7:39-45 AL0313 'Memory' is not an event | an event is written 'Name.cleanup', for instance\n");
  CHECK(
      said_of_check("always: Box.destroi before Worker.stop") ==
      "7:24-31 AL0313 'Box' has no event 'destroi' | did you mean 'destroy'?\n7:46-50 AL0313 'Worker' has no event 'stop' | its events are 'start' and 'end'\n");
  CHECK(
      said_of_check("always: Bx.cleanup before Gate.lock") ==
      "7:20-22 AL0302 unknown object or thread 'Bx' | did you mean 'Box'?\n7:38-42 AL0310 'before' needs an object or a thread, and 'Gate' is a lock\n");
  CHECK(
      said_of_check("always: Memory#3.cleanup before Box.OnTimer") ==
      "7:26-28 AL0311 there is no instance '3' of 'Memory' | they are numbered from 1 to 2\n7:48-55 AL0313 'Box' has no event 'OnTimer' | its events are 'create', 'delete', 'cleanup', 'destroy', 'OnCleanup' and 'OnDestroy'\n");
  CHECK(said_of_check("always: Timer.OnTimer before Box.OnDestroy").empty());
}

TEST_CASE("checks") {
  CHECK(said_of_check("expect: violated") ==
        "7:12-18 AL0202 a check needs one of the keys 'never', 'always' or 'possible'\n");
  CHECK(said_of_check("never: leak, always: Box.cleanup before Box.destroy") ==
        "7:25-31 AL0203 a check asks one question, and this is the second | begin each check with a dash of its own\n");
  CHECK(
      said_of_check("always: leak") ==
      "7:20-24 AL0204 'always' needs an order of events, and 'leak' is a hazard | a hazard is asked about with 'never'\n");
  CHECK(said_of_check("never: deadlock of Box") ==
        "7:28-34 AL0204 'deadlock' is not about one object | leave out 'of Box'\n");
  CHECK(said_of_check("never: leak of Worker") == "7:27-33 AL0310 'of' needs an object, and 'Worker' is a thread\n");
  CHECK(
      said_of_check("never: Box.cleanup before") ==
      "7:19-37 AL0204 'Box.cleanup before' is not an order of events | write 'A.cleanup before B.destroy', for instance\n");
  CHECK(said_of_check("never: leak, expect: hold") ==
        "7:33-37 AL0204 'hold' is no value for 'expect' | did you mean 'holds'?\n");
  CHECK(said_of_check("never: leak, expect: { shelff: holds }") ==
        "7:35-41 AL0314 unknown reading 'shelff' | did you mean 'shelf'?\n");
  CHECK(
      said_of_check("never: ' '") ==
      "7:19-22 AL0204 ' ' is neither a hazard nor an order of events | write 'leak', 'leak of Name' or 'A.cleanup before B.destroy', for instance\n");
  const Framework few = read_framework_source({"few.yaml", "framework: few\nhazards: [leak]\n"}).value();
  CHECK(test::mistakes_in("scenario: x\ncheck: [{ never: deadlock }]\n", few)
            .find("the framework 'few' does not know the hazard 'deadlock'") != std::string::npos);
}

TEST_CASE("numbers and values") {
  CHECK(said("scenario: x\nobjects: { A: { count: -1 } }\n") ==
        "2:24-26 AL0405 'count' must be between 1 and 100000\n");
  CHECK(said("scenario: x\nobjects: { A: { count: two } }\n") ==
        "2:24-27 AL0203 'count' must be a whole number, and this is a single value\n");
  CHECK(said("scenario: x\nobjects: { A: { count: 99999999999 } }\n") ==
        "2:24-35 AL0405 'count' must be between 1 and 100000\n");
  CHECK(said("scenario: x\nbounds: { loops: 2 }\n") ==
        "2:11-16 AL0201 unknown key 'loops' in 'bounds' | did you mean 'loop'?\n");
  std::string many = "scenario: x\nobjects:\n";
  for (int i = 0; i < 11; ++i) many += "  A" + std::to_string(i) + ": { count: 100000 }\n";
  CHECK(said(many) == "13:3-6 AL0405 the objects have more than 1000000 instances together\n");
}

TEST_CASE("an object without a type needs a general type") {
  const Framework none = read_framework_source({"none.yaml", "framework: none\ntypes: { BOX: }\n"}).value();
  CHECK(test::mistakes_in("scenario: x\nobjects: { A: }\n", none) ==
        "test.yaml:2:12: error[AL0608]: the object 'A' names no type, and the framework 'none' has no general one\n"
        "  2 | objects: { A: }\n    |            ^\n  help: add 'type'\n");
}

TEST_CASE("of a flood of mistakes the first ten thousand are listed, and at once") {
  std::string text = "scenario: x\nobjects: {";
  for (int i = 0; i < 20'000; ++i)
    text += "Object" + std::to_string(i) + ": { type: BX" + std::to_string(i) + ", parent: Objekt" + std::to_string(i) +
            " }, ";
  const auto begin = std::chrono::steady_clock::now();
  const Diagnostics found = test::read(text + "}\n").error();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  CHECK(found.size() == 10'001);
  CHECK(found.back().code == "AL0113");
  CHECK(found.back().message == "the file has 30000 more mistakes that are not listed");
  CHECK(found.front().line.empty());
}

}  // namespace afterlife

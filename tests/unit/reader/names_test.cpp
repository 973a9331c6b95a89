// Names that a framework file may not give, numbers of the core schema, one event asked about twice, characters nobody
// sees.
#include <doctest/doctest.h>

#include "model/characters.hpp"
#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

// "2:12 AL0601 message | hint", a line for each mistake.
std::string told(const Diagnostics& mistakes) {
  std::string text;
  for (const Diagnostic& d : mistakes)
    text += std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + " " + d.code + " " + d.message +
            (d.hint.empty() ? "" : " | " + d.hint) + "\n";
  return text;
}

std::string codes_of_framework(const std::string& text) {
  const Read<Framework> read = read_framework_source({"test.yaml", "framework: f\n" + text});
  std::string codes;
  if (!read)
    for (const Diagnostic& d : read.error()) codes += (codes.empty() ? "" : " ") + d.code;
  return codes;
}

std::string codes_of_callback(const std::string& name) {
  return codes_of_framework("types: { A: { callbacks: { entry: [" + name + "] } } }\n");
}

std::string counted_as(const std::string& number) {
  const Read<Scenario> s = test::read("scenario: x\nobjects: { A: { count: " + number + " } }\n");
  return s ? std::to_string(s->objects[0].count) : s.error().front().code;
}

std::string asked_of(const std::string& order, const std::string& count = "1") {
  const std::string head = "scenario: x\nobjects: { P: { type: WORK, count: " + count +
                           ", OnWork: [] } }\nthreads: { T: {} }\nteardown: [ enqueue: P ]\n";
  std::string codes = test::codes_in(head + "check: [ always: " + order + " ]\n");
  for (const std::string& other : {test::codes_in(head + "check: [ never: " + order + " ]\n"),
                                   test::codes_in(head + "check: [ possible: " + order + " ]\n"),
                                   test::codes_in(head + "assume: [ " + order + " ]\n")})
    CHECK(other == codes);
  const Read<Scenario> asked = read_scenario_asking({"test.yaml", head}, test::shelf(), order);
  CHECK((asked ? "" : asked.error().front().code) == codes);
  return codes;
}

}  // namespace

TEST_CASE("a callback is called like nothing else") {
  CHECK(codes_of_callback("OnWork") == "");
  CHECK(codes_of_callback("_on-work2") == "");
  for (const char* word : {"parent", "type", "self", "create", "count", "periodic", "cleanup", "destroy", "delete",
                           "use", "each", "before", "overlapping-runs", "end", "start", "teardown", "framework"}) {
    CAPTURE(word);
    CHECK(codes_of_callback(word) == "AL0309");
    CHECK(codes_of_framework("types: { A: { callbacks: { removal: " + std::string(word) + " } } }\n") == "AL0309");
  }
  for (const char* word : {"a.b", "'a#1'", "'a b'", "17", "-a", "é"}) {
    CAPTURE(word);
    CHECK(codes_of_callback(word) == "AL0206");
    CHECK(codes_of_framework("phases: { cleanup: " + std::string(word) + " }\n") == "AL0206");
  }
  CHECK(codes_of_callback("''") == "AL0203");
  CHECK(codes_of_framework("phases: { cleanup: parent, destroy: self }\n") == "AL0309 AL0309");
  CHECK(codes_of_framework("phases: { cleanup: cleanup, destroy: destroy }\n") == "");
  CHECK(codes_of_framework("phases: { cleanup: destroy, destroy: cleanup }\n") == "AL0309 AL0309");
}

TEST_CASE("no two callbacks have one name") {
  CHECK(codes_of_framework("types: { A: { callbacks: { removal: [X, X] } } }\n") == "AL0603");
  CHECK(codes_of_framework("types: { A: { callbacks: { removal: [X], entry: X } } }\n").starts_with("AL0603"));
  CHECK(codes_of_framework("phases: { cleanup: X }\ntypes: { A: { callbacks: { removal: [X] } } }\n") == "AL0603");
  CHECK(codes_of_framework(
            "types: { A: { callbacks: { entry: X } }, B: { extends: A, callbacks: { removal: X } } }\n") == "AL0603");
  CHECK(codes_of_framework("types: { A: { callbacks: { lifecycle: [cleanup, cleanup] }, roles: [lock, lock] } }\n") ==
        "AL0603 AL0603");
}

TEST_CASE("what cannot be meant together") {
  CHECK(codes_of_framework("types: { A: { queued-run: runs } }\n") == "AL0609");
  CHECK(
      codes_of_framework(
          "types: { A: { drained-before: cleanup, queued-run: runs }, B: { extends: A, queued-run: cancelled } }\n") ==
      "");
  CHECK(codes_of_framework("types: { A: { roles: [io-target, timer] } }\n") == "AL0609");
  CHECK(codes_of_framework("types: { A: { roles: request }, B: { extends: A, roles: dpc } }\n") == "AL0609");
  CHECK(codes_of_framework("types: { A: { extends: A } }\n") == "AL0602");
  CHECK(codes_of_framework("types: { 'A B': {}, '': {}, 'A#1': {} }\n") == "AL0206 AL0206 AL0206");
  CHECK(codes_of_framework("removal-order: [OnPowerDwn]\ntypes: { A: { callbacks: { removal: OnPowerDown } } }\n") ==
        "AL0305");
}

TEST_CASE("ids are names, and rules and references share them") {
  const std::string rule = "rules: [ { id: a, first: child.cleanup, then: self.cleanup } ]\n";
  CHECK(codes_of_framework(rule + "references: [ { id: a, relation: child-on-parent, until: destroy-ends } ]\n") ==
        "AL0603");
  CHECK(codes_of_framework(rule + "references: [ { id: b, relation: child-on-parent, until: destroy-ends } ]\n") == "");
  CHECK(codes_of_framework("references: [ { id: '', relation: child-on-parent, until: destroy-ends } ]\n") == "AL0203");
  CHECK(codes_of_framework("general: ''\n") == "AL0203");
  CHECK(codes_of_framework("rules: [ { id: 'a b', first: child.cleanup, then: self.cleanup } ]\n") == "AL0206");
}

TEST_CASE("integers of the core schema") {
  for (const auto& [written, meant] :
       {std::pair("0x10", "16"), std::pair("0o17", "15"), std::pair("+3", "3"), std::pair("0xaB", "171"),
        std::pair("007", "7"), std::pair("0x000000000000000000000000000F", "15")}) {
    CAPTURE(written);
    CHECK(counted_as(written) == meant);
  }
  for (const char* outside : {"-0", "-3", "0x0", "0xFFFFFFFFFFFFFFFFFFFFFF", "0o7777777777777777777777777",
                              "0x7FFFFFFFFFFFFFFF", "99999999999999999999", "-99999999999999999999"}) {
    CAPTURE(outside);
    CHECK(counted_as(outside) == "AL0405");
  }
  for (const char* word : {"0x", "0xG", "0o8", "0o", "-0x10", "+0o7", "0x-1", "1.0", "1e3", ".inf", "'3'", "1_000",
                           "0b1", "+", "--3", "0X10"}) {
    CAPTURE(word);
    CHECK(counted_as(word) == "AL0203");
  }
}

TEST_CASE("an event that happens once comes neither before itself nor after it") {
  for (const char* event : {"P.cleanup", "P.destroy", "P.create", "P#1.cleanup"}) {
    if (std::string_view(event).find('#') == std::string_view::npos) {
      CHECK(asked_of(std::string(event) + " before " + event) == "AL0204");
      CHECK(asked_of(std::string(event) + " before " + event, "2") == "");
    } else {
      CHECK(asked_of(std::string(event) + " before " + event, "2") == "AL0204");
    }
  }
  CHECK(asked_of("T.end before T.end") == "AL0204");
  CHECK(asked_of("P.cleanup before P.OnCleanup") == "AL0204");
  CHECK(asked_of("P.OnWork before P.OnWork") == "");
  CHECK(asked_of("P.delete before P.delete") == "");
  CHECK(asked_of("P#1.cleanup before P.cleanup", "2") == "");
  CHECK(asked_of("P.cleanup before P.destroy") == "");
}

TEST_CASE("a framework that cannot be had is a mistake where the scenario names it") {
  const auto said = [](const std::string& text) {
    const Read<Framework> read = read_framework_of({"test.yaml", text});
    return read ? "" : told(read.error());
  };
  CHECK(said("scenario: x\nframework: wdf-sorce\n") ==
        "2:12 AL0601 unknown framework 'wdf-sorce' | did you mean 'wdf-source'?\n");
  CHECK(said("scenario: x\nframework: './nowhere.yaml'\n")
            .starts_with("2:12 AL0601 cannot take the framework './nowhere.yaml': cannot read "));
  CHECK(said("scenario: x\nabout: &a wdf-source\nframework: *a\n") == "");
  CHECK(read_framework_of({"test.yaml", "scenario: x\nabout: &a wdf-source\nframework: *a\n"})->name == "wdf-source");
  const Read<Framework> typo = read_framework_of({"test.yaml", "scenario: x\nframework: wdf-sorce\n"});
  CHECK(render(typo.error(), false) ==
        "test.yaml:2:12: error[AL0601]: unknown framework 'wdf-sorce'\n"
        "  2 | framework: wdf-sorce\n"
        "    |            ^^^^^^^^^\n"
        "  help: did you mean 'wdf-source'?\n");
}

TEST_CASE("characters that nobody sees are written out") {
  CHECK(printable("a\u202Eb\u2066c\u200Fd\u061Ce", "") == "a\\u202eb\\u2066c\\u200fd\\u061ce");
  CHECK(printable("\uFEFF\u00AD\u200B\U000E0041", "") == "\\ufeff\\xad\\u200b\\u{0e0041}");
  CHECK(printable("Größe, 日本, e\u0301", "") == "Größe, 日本, e\u0301");
  CHECK(printable("a\tb\nc", "\t") == "a\tb c");
  CHECK(printable("\xE9t\xC3", "") == "\\xe9t\\xc3");
}

TEST_CASE("carets stand below what is shown") {
  CHECK(test::mistakes_in("scenario: \"\u202Ex\u202C\"\nobjects: { A: { type: BX } } # \u2066\n")
            .find("  2 | objects: { A: { type: BX } } # \\u2066\n    |                       ^^\n") !=
        std::string::npos);
  CHECK(test::mistakes_in("scenario: x\nobjects: { \"\u202EA\": {}, B: { typ: BOX } }\n")
            .find("  2 | objects: { \"\\u202eA\": {}, B: { typ: BOX } }\n"
                  "    |                                ^^^\n") != std::string::npos);
}

}  // namespace afterlife

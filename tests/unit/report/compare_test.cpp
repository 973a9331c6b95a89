// The table of `afterlife compare`, and the sentences about differences.
#include "cli/report/compare.hpp"

#include <doctest/doctest.h>

namespace afterlife {
namespace {

Rule rule(std::string id, std::string says) {
  Rule made;
  made.id = std::move(id);
  made.says = std::move(says);
  return made;
}

Compared one(std::string reading, VerdictKind kind, bool implementation = false, bool possible = false) {
  Compared made;
  made.reading = std::move(reading);
  made.kind = kind;
  made.implementation = implementation;
  made.by_possible = possible;
  made.rules = {rule("children-first", "Children come first.")};
  return made;
}

constexpr VerdictKind kHolds = VerdictKind::holds, kViolated = VerdictKind::violated;
using Sentences = std::vector<std::string>;

}  // namespace

TEST_CASE("readings that agree need no word") {
  CHECK(differences({one("loose", kHolds), one("strict", kHolds), one("code", VerdictKind::vacuous, true)}).empty());
  CHECK(differences({one("loose", kViolated), one("strict", VerdictKind::unknown)}).empty());
  CHECK(differences({}).empty());
}

TEST_CASE("an order that only the implementation provides") {
  CHECK(differences({one("loose", kViolated), one("strict", kViolated), one("code", kHolds, true)}) ==
        Sentences{
            "Relies on an order that only the implementation provides (code): no reading of the text promises it."});
  CHECK(differences({one("loose", kHolds, false, true), one("code", kViolated, true, true)}) ==
        Sentences{"Permitted by the text, and never done by the implementation (code)."});
}

TEST_CASE("a promise that the code does not keep") {
  CHECK(differences({one("loose", kHolds), one("strict", kHolds), one("code", kViolated, true)}) ==
        Sentences{"The text promises what the code does not keep: loose and strict exclude it, code permits it."});
}

TEST_CASE("it depends on how the text is read: the rules that make the difference are named") {
  Compared strict = one("strict", kHolds);
  strict.rules.push_back(rule("parents-first", "Parents come first."));
  CHECK(differences({one("loose", kViolated), strict, one("code", kHolds, true)}) ==
        Sentences{
            "Depends on how the text is read: loose permits it, strict does not (parents-first: Parents come first)."});
}

TEST_CASE("the table") {
  Scenario scenario;
  scenario.title = "Two orders";
  scenario.source.name = "some/orders.yaml";
  Check check;
  check.text = "never leak";
  check.at.line = 7;
  scenario.checks = {check, check};
  scenario.checks[1].text = "always A.cleanup before B.cleanup";
  scenario.checks[1].expect = Expectation::violated;
  Framework loose, strict;
  loose.name = "loose";
  strict.name = "strict";
  strict.rules = {rule("parents-first", "Parents come first.")};
  std::string out;
  CompareReport report([&](std::string_view text) { out += text; }, Look{});
  Tally total;
  for (const Framework* framework : {&loose, &strict}) {
    report.begin(scenario, *framework);
    for (const Check& asked : scenario.checks) {
      Verdict verdict;
      verdict.check = &asked;
      verdict.kind = framework == &loose && asked.expect == Expectation::violated ? kViolated : kHolds;
      total.add(verdict);
      report.verdict(verdict);
    }
    report.end(total);
  }
  report.total(total);
  CHECK(total.exit_code() == ExitCode::unexpected);
  CHECK(out == R"(Two orders
some/orders.yaml

                                       loose         strict
never leak                         :7  holds         holds
always A.cleanup before B.cleanup  :7  violated      holds (!)
    Depends on how the text is read: loose permits it, strict does not (parents-first: Parents come first).

total: 1 file, 4 checks: 3 as expected, 1 violated; 1 check differs between readings
)");
}

}  // namespace afterlife

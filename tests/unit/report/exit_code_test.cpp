// Exit codes: what wins when several apply, and what each kind of result ends in.
#include "cli/exit_code.hpp"

#include <doctest/doctest.h>

#include "cli/report/tally.hpp"

namespace afterlife {
namespace {

TEST_CASE("130 before 4 before 2 before 1 before 3 before 0") {
  const ExitCode order[] = {ExitCode::interrupted, ExitCode::internal_error, ExitCode::bad_input,
                            ExitCode::unexpected,  ExitCode::unknown,        ExitCode::expected};
  for (const ExitCode& stronger : order)
    for (const ExitCode* weaker = &stronger; weaker != std::end(order); ++weaker) {
      CHECK(worse(stronger, *weaker) == stronger);
      CHECK(worse(*weaker, stronger) == stronger);
    }
}

TEST_CASE("every result but an expected one ends in its own code") {
  struct Case {
    VerdictKind kind;
    Expectation expect;
    ExitCode code;
  };
  constexpr Case kCases[] = {
      {VerdictKind::holds, Expectation::holds, ExitCode::expected},
      {VerdictKind::holds, Expectation::violated, ExitCode::unexpected},
      {VerdictKind::holds, Expectation::vacuous, ExitCode::unexpected},
      {VerdictKind::holds, Expectation::unknown, ExitCode::unexpected},
      {VerdictKind::vacuous, Expectation::holds, ExitCode::expected},
      {VerdictKind::vacuous, Expectation::violated, ExitCode::unexpected},
      {VerdictKind::vacuous, Expectation::vacuous, ExitCode::expected},
      {VerdictKind::vacuous, Expectation::unknown, ExitCode::unexpected},
      {VerdictKind::violated, Expectation::holds, ExitCode::unexpected},
      {VerdictKind::violated, Expectation::violated, ExitCode::expected},
      {VerdictKind::violated, Expectation::vacuous, ExitCode::unexpected},
      {VerdictKind::violated, Expectation::unknown, ExitCode::unexpected},
      {VerdictKind::unknown, Expectation::holds, ExitCode::unknown},
      {VerdictKind::unknown, Expectation::violated, ExitCode::unknown},
      {VerdictKind::unknown, Expectation::vacuous, ExitCode::unknown},
      {VerdictKind::unknown, Expectation::unknown, ExitCode::expected},
      {VerdictKind::error, Expectation::holds, ExitCode::internal_error},
      {VerdictKind::error, Expectation::violated, ExitCode::internal_error},
      {VerdictKind::error, Expectation::vacuous, ExitCode::internal_error},
      {VerdictKind::error, Expectation::unknown, ExitCode::internal_error},
  };
  for (const Case& c : kCases) {
    Check check;
    check.expect = c.expect;
    Verdict verdict;
    verdict.kind = c.kind;
    verdict.check = &check;
    Tally tally;
    tally.add(verdict);
    CAPTURE(static_cast<int>(c.kind));
    CAPTURE(static_cast<int>(c.expect));
    CHECK(tally.exit_code() == c.code);
  }
}

TEST_CASE("a violation outweighs an unknown, a rejected file outweighs both") {
  Tally tally;
  tally.undecided = 1;
  CHECK(tally.exit_code() == ExitCode::unknown);
  tally.unexpected = 1;
  CHECK(tally.exit_code() == ExitCode::unexpected);
  tally.rejected = 1;
  CHECK(tally.exit_code() == ExitCode::bad_input);
}

}  // namespace
}  // namespace afterlife

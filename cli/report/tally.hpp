// What came of all checks so far, and the exit code that follows from it.
//
//   Tally tally;
//   tally.add(verdict);
//   std::cout << tally.summary() << '\n';     // "3 checks: 2 as expected, 1 UNEXPECTED"
#pragma once

#include <cstddef>
#include <string>

#include "cli/exit_code.hpp"
#include "model/verdict.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

enum class ExpectationResult { as_expected, unexpected, undecided, broken };

// An unknown verdict that nobody expected says nothing against the driver: it is undecided, not unexpected.
ExpectationResult expectation_result(const Verdict&);

struct Tally {
  std::size_t as_expected = 0, unexpected = 0, undecided = 0;
  std::size_t violated = 0;       // of the unexpected ones, those whose expectation nobody has written
  std::size_t vacuous = 0;        // of those as expected
  std::size_t broken_checks = 0;  // of the internal errors, those of a check
  std::size_t broken = 0;         // internal errors: of a check, or of a whole reading
  std::size_t given_up = 0;       // files, or readings of one, that a limit kept from an answer
  std::size_t rejected = 0;       // files, or readings of one, with mistakes in them
  std::size_t replayed = 0, solved_again = 0, not_again = 0;  // second answers, where they were asked for

  void add(const Verdict&);
  void add(const Stopped&);  // of a file, or a reading of it, before its checks
  Tally& operator+=(const Tally&);

  [[nodiscard]] std::size_t checks() const { return as_expected + unexpected + undecided + broken_checks; }
  [[nodiscard]] std::string summary() const;
  [[nodiscard]] std::string second_answers() const;  // empty: none was asked for
  [[nodiscard]] ExitCode exit_code() const;
};

}  // namespace afterlife

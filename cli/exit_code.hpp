// The exit codes and which of two is worse: the help, the documents and the tests read this table. What ends in which
// is known where results are counted (cli/report/tally.cpp) and in each command.
//
//   ExitCode worst = ExitCode::expected;
//   worst = worse(worst, ExitCode::unknown);     // what the process ends with when several apply
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace afterlife {

enum class ExitCode : int {
  expected = 0,
  unexpected = 1,
  bad_input = 2,
  unknown = 3,
  internal_error = 4,
  interrupted = 130,
};

struct ExitCodeFacts {
  ExitCode code;
  int rank;  // when several apply, the highest rank wins
  std::string_view says;
};

inline constexpr std::array kExitCodes = {
    ExitCodeFacts{ExitCode::expected, 0, "every verdict is the expected one"},
    ExitCodeFacts{ExitCode::unexpected, 2, "some verdict is not the expected one"},
    ExitCodeFacts{ExitCode::bad_input, 3, "bad input or usage: nothing was claimed about it"},
    ExitCodeFacts{ExitCode::unknown, 1, "some verdict is unknown, and none is wrong"},
    ExitCodeFacts{ExitCode::internal_error, 4, "internal error, or the report could not be written"},
    ExitCodeFacts{ExitCode::interrupted, 5, "interrupted (Ctrl-C)"},
};

constexpr int rank(ExitCode code) {
  return std::find_if(kExitCodes.begin(), kExitCodes.end(), [&](const ExitCodeFacts& f) { return f.code == code; })
      ->rank;
}

constexpr ExitCode worse(ExitCode a, ExitCode b) { return rank(a) < rank(b) ? b : a; }

}  // namespace afterlife

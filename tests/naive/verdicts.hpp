// The enumerator's answers as one line of text, for tests: "violated 3, holds, vacuous".
#pragma once

#include <string>

#include "tests/naive/building.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::naive {

inline std::string verdicts(const Make& m, const Framework& framework, int loop_bound = 2) {
  std::string line;
  for (const CheckAnswer& a : answer(m.scenario(), framework, loop_bound, 200000).checks) {
    if (!line.empty()) line += ", ";
    line += a.verdict == VerdictKind::holds      ? "holds"
            : a.verdict == VerdictKind::vacuous  ? "vacuous"
            : a.verdict == VerdictKind::violated ? "violated"
                                                 : "too large";
    if (a.length) line += " " + std::to_string(*a.length);
  }
  return line;
}

inline std::string verdicts(const Make& m, const std::string& framework = "wdf", int loop_bound = 2) {
  return verdicts(m, reading(framework), loop_bound);
}

}  // namespace afterlife::naive

#include "model/verdict.hpp"

namespace afterlife {

bool Verdict::as_expected() const {
  switch (check->expect) {
    case Expectation::holds: return kind == VerdictKind::holds || kind == VerdictKind::vacuous;
    case Expectation::violated: return kind == VerdictKind::violated;
    case Expectation::vacuous: return kind == VerdictKind::vacuous;
    case Expectation::unknown: return kind == VerdictKind::unknown;
  }
  return false;
}

}  // namespace afterlife

#include "model/verdict.hpp"

namespace afterlife {

std::string_view name(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::holds: return "holds";
    case VerdictKind::vacuous: return "vacuous";
    case VerdictKind::violated: return "violated";
    case VerdictKind::unknown: return "unknown";
    case VerdictKind::error: return "error";
  }
  return "";
}

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

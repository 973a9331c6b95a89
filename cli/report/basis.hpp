// What forces a verdict that speaks of all executions, as text: each reason with its rule or line, and its source.
//
//   Because of these 2, none of which can be left out:
//     Child.cleanup before Lookaside.cleanup (children-before-parents)
//       EVT_WDF_OBJECT_CONTEXT_CLEANUP, Remarks
//     stop waits until Worker has ended (lookaside.yaml:14)
#pragma once

#include <string>

#include "cli/report/execution.hpp"
#include "model/verdict.hpp"

namespace afterlife {

// Empty when nothing is known.
std::string render_basis(const Scenario&, const Verdict&, const Look&);

}  // namespace afterlife

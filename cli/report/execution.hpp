// An execution, as text: what happens, step by step, where it is written, and why it was allowed.
//
//     Worker uses Memory#1 after Memory#1 has been cleaned up.
//
//       1  teardown   delete Parent                   lookaside.yaml:24
//     > 2  Worker     use Memory#1                    lookaside.yaml:21
//
//     Missing: Child.cleanup before Memory#1.cleanup. No rule of wdf gives this order.
#pragma once

#include <string>

#include "cli/report/look.hpp"
#include "model/verdict.hpp"

namespace afterlife {

// "lookaside.yaml:24": the file without its folders. Empty when the place is not known.
std::string place(const Scenario&, const Span&);

// "Child.cleanup before Lookaside.cleanup (children-before-parents)"
std::string render(const Scenario&, const Reason&);

std::string render(const Scenario&, const Execution&, const Look&);

}  // namespace afterlife

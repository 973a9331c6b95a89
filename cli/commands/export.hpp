// afterlife export FILE --smt2 DIR: every question as an SMT-LIB 2 file of its own.
//
//   unsat    smt2/lookaside-wdf-2.smt2  always Child.cleanup before Memory.destroy
//   3 questions  [wdf]
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode export_smt2(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

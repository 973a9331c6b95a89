// afterlife simulate FILE: choose every step, or let chance do it, and save the run for `conform`.
//
//   4 steps may come next:
//     1  teardown   delete Parent   lookaside.yaml:24
//     …
//   > 1
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode simulate(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

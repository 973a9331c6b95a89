// afterlife orders FILE: every permitted order of the lifecycle callbacks, a line for each, as they are found.
//
//   Child.cleanup < Lookaside.cleanup < Memory.cleanup < …
//   24 orders  [wdf]
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode print_orders(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

// `afterlife ask FILE 'A before B'`: whether that is always, sometimes or never so, under each reading.
//
//   const ExitCode strongest = ask_files(Options{}, false);
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode ask_files(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

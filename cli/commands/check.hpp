// `afterlife check FILE…`, `compare FILE…`: every check of every file, under each reading that was asked for.
//
//   const ExitCode strongest = check_files(Options{}, false);
//
// One file after the other is read, decided and reported; what stops one of them is told, and the next one is begun.
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode check_files(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

// afterlife conform FILE EVENTS: whether a recorded run is an execution that the framework permits.
//
//   permitted  6 events                                     [wdf]
//   excluded   event 3, Memory#1.cleanup  (run.jsonl:3)     [wdf-source]
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode print_conformance(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

// afterlife ask FILE, without a question: how every two cleanups and destroys are ordered.
//
//                       1  2  3  4
//    1  Child.cleanup   .  <  x  <
//    …
//   6 pairs: 4 in one order, 2 in either  [wdf]
#pragma once

#include <atomic>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

ExitCode print_matrix(const Options&, const std::atomic<bool>& interrupted);

}  // namespace afterlife

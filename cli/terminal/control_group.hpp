// The memory that a container may use (a control group of Linux), made a limit of this process. The kernel kills a
// program that needs more than its group has; one that is refused memory by a limit of its own can say so and go on.
//
//   heed_control_group();                        // at the begin of main, before threads are made
//   std::optional<std::uint64_t> bytes = memory_of_control_group("/proc/self/cgroup", "/sys/fs/cgroup");   // 536870912
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace afterlife {

// The least limit of the group and the groups above it, in bytes; nothing where there is none, or it cannot be known.
// `groups` lists the groups of the process, `hierarchy` is where they are mounted, by either version (man page
// cgroups(7)).
std::optional<std::uint64_t> memory_of_control_group(const std::string& groups, const std::string& hierarchy);

// Lowers the limit of the address space (`ulimit -v`) to that of the control group, unless it is lower already.
void heed_control_group();

}  // namespace afterlife

#include "cli/terminal/control_group.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace afterlife {
namespace {

namespace fs = std::filesystem;

// "max" is no number, and the first version writes a number near the largest where there is no limit.
std::optional<std::uint64_t> number_in(const fs::path& file) {
  constexpr std::uint64_t kUnlimited = std::uint64_t{1} << 60U;
  std::ifstream in(file);
  std::string text;
  std::uint64_t number = 0;
  if (!std::getline(in, text)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number >= kUnlimited) return std::nullopt;
  return number;
}

void lower(std::optional<std::uint64_t>& least, std::optional<std::uint64_t> other) {
  if (other) least = std::min(least.value_or(*other), *other);
}

// From the group upwards. Inside of a container the path of the group may be one that only the outside knows.
std::optional<std::uint64_t> least_upwards(const fs::path& mounted, const std::string& group, const char* file) {
  std::optional<std::uint64_t> least;
  fs::path below = fs::path(group).relative_path();
  lower(least, number_in(mounted / file));
  for (; !below.empty(); below = below.parent_path()) lower(least, number_in(mounted / below / file));
  return least;
}

}  // namespace

// A line is number:controllers:path; the second version has no controllers there.
std::optional<std::uint64_t> memory_of_control_group(const std::string& groups, const std::string& hierarchy) {
  std::ifstream in(groups);
  std::optional<std::uint64_t> least;
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
    const std::string group = line.substr(second + 1);
    if (controllers == ",,")
      lower(least, least_upwards(hierarchy, group, "memory.max"));
    else if (controllers.find(",memory,") != std::string::npos)
      lower(least, least_upwards(fs::path(hierarchy) / "memory", group, "memory.limit_in_bytes"));
  }
  return least;
}

void heed_control_group() {
#if !defined(__SANITIZE_ADDRESS__)  // which reserves far more addresses than it uses memory
  const std::optional<std::uint64_t> memory = memory_of_control_group("/proc/self/cgroup", "/sys/fs/cgroup");
  rlimit now = {};
  if (!memory || getrlimit(RLIMIT_AS, &now) != 0 || now.rlim_cur <= *memory) return;
  now.rlim_cur = static_cast<rlim_t>(*memory);
  setrlimit(RLIMIT_AS, &now);
#endif
}

}  // namespace afterlife

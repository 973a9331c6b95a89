#include "solver/util/memory.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace afterlife {
namespace {

std::uint64_t limit() {
  rlimit of_addresses = {};
  const bool known = getrlimit(RLIMIT_AS, &of_addresses) == 0 && of_addresses.rlim_cur != RLIM_INFINITY;
  return known ? static_cast<std::uint64_t>(of_addresses.rlim_cur) : 0;
}

// 0 where the system does not tell.
std::uint64_t used() {
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 128> text = {};
  const ssize_t length = ::read(file, text.data(), text.size());
  ::close(file);
  std::uint64_t pages = 0;
  if (length > 0) std::from_chars(text.data(), text.data() + length, pages);
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

bool memory_is_short() {
  constexpr std::uint64_t kLeastLeft = std::uint64_t{8} << 20U;
  const std::uint64_t most = limit();
  return most != 0 && used() + std::max(kLeastLeft, most / 8) > most;
}

}  // namespace afterlife

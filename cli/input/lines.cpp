#include "cli/input/lines.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace afterlife {

std::optional<std::string> Lines::next() {
  for (;;) {
    if (const std::size_t end = read_.find('\n'); end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    if (deadline_.passed() || over_) break;
    read_more();
  }
  if (read_.empty() || deadline_.passed()) return std::nullopt;
  return std::exchange(read_, {});
}

void Lines::read_more() {
  constexpr int kMilliseconds = 50;
  pollfd waiting{STDIN_FILENO, POLLIN, 0};
  if (::poll(&waiting, 1, kMilliseconds) == 0) return;
  std::array<char, 4096> buffer = {};
  const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
  if (got > 0)
    read_.append(buffer.data(), static_cast<std::size_t>(got));
  else if (got == 0 || errno != EINTR)
    over_ = true;
}

}  // namespace afterlife

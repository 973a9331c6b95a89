#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "model/reader/mistakes/mistakes.hpp"
#include "model/reader/reader.hpp"
#include "model/reader/yaml/scalars.hpp"
#include "model/reader/yaml/yaml.hpp"

namespace afterlife {
namespace {

Diagnostics refusal(Mistake mistake, const std::string& path, std::string message, std::string hint = {}) {
  Diagnostic d;
  d.code = code(mistake);
  d.message = std::move(message);
  d.hint = std::move(hint);
  d.file = path;
  return {d};
}

struct Closer {
  int descriptor;
  ~Closer() { ::close(descriptor); }
};

Diagnostics unreadable(const std::string& path, const std::string& shown, int error) {
  return refusal(Mistake::unreadable_file, path, "cannot read " + shown + ": " + std::strerror(error),
                 error == ENOENT ? "look at its name, and at the folder that a relative path begins at" : "");
}

// A look at the clock now and then, where nobody writes into the pipe.
void wait_for_text(int descriptor, const Proceed& proceed) {
  pollfd waiting = {descriptor, POLLIN, 0};
  constexpr int kMilliseconds = 100;
  for (;;) {
    if (proceed) proceed();
    const int ready = ::poll(&waiting, 1, kMilliseconds);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return;
  }
}

// To its end, and never by its size: it may be a pipe.
Read<Source> read_all(int descriptor, const std::string& path, const std::string& shown, const Proceed& proceed) {
  std::string text;
  std::array<char, 1 << 16> piece = {};
  for (;;) {
    wait_for_text(descriptor, proceed);
    const ssize_t length = ::read(descriptor, piece.data(), piece.size());
    if (length == 0) return Source{path, std::string(yaml::without_mark(text))};
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (length < 0) return tl::unexpected(unreadable(path, shown, errno));
    text.append(piece.data(), static_cast<std::size_t>(length));
    if (text.size() > yaml::kLargestFile)
      return tl::unexpected(
          refusal(Mistake::too_large, path,
                  shown + " is larger than " + std::to_string(yaml::kLargestFile / 1024 / 1024) + " MB",
                  "split it into several files"));
  }
}

}  // namespace

Read<Source> read_source(const std::string& path, const Proceed& proceed) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return tl::unexpected(
        refusal(Mistake::unreadable_file, path, in_quotes(path) + " is a folder, not a file", "name the files in it"));
  // To open a pipe does not wait for somebody who writes; to read it does.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(unreadable(path, in_quotes(path), errno));
  const Closer closer{descriptor};
  return read_all(descriptor, path, in_quotes(path), proceed);
}

Read<Source> read_descriptor(int descriptor, const std::string& name, const Proceed& proceed) {
  return read_all(descriptor, name, name, proceed);
}

}  // namespace afterlife

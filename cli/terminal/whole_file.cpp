#include "cli/terminal/whole_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "cli/terminal/output.hpp"

namespace afterlife {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, int error) {
  throw fs::filesystem_error("cannot write", file, std::error_code(error == 0 ? EIO : error, std::generic_category()));
}

// The folder or the name will not do: that is bad input. That there is no room for what is written is a lost output.
void write(const fs::path& file, const std::string& text, const fs::path& meant) {
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  if (!out && errno != ENOSPC && errno != EDQUOT) refuse(meant, errno);
  errno = 0;
  out << text;
  out.close();
  if (!out) throw OutputLost("cannot write " + meant.string() + ": " + std::strerror(errno == 0 ? EIO : errno));
}

}  // namespace

void write_whole(const std::filesystem::path& file, const std::string& text) {
  if (fs::is_directory(file)) refuse(file, EISDIR);
  // A device or a pipe is written to; only a file is replaced, and where a link leads to one, that one.
  if (fs::exists(file) && !fs::is_regular_file(file)) return write(file, text, file);
  const fs::path meant = fs::is_symlink(file) ? fs::weakly_canonical(file) : file;
  const fs::path unfinished = meant.string() + ".unfinished";
  try {
    write(unfinished, text, meant);
    fs::rename(unfinished, meant);
  } catch (...) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    throw;
  }
}

std::string in_words(const std::filesystem::filesystem_error& failure) {
  return "cannot write " + failure.path1().string() + ": " + failure.code().message();
}

}  // namespace afterlife

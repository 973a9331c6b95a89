#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "model/reader/mistakes.hpp"
#include "model/reader/reader.hpp"
#include "model/reader/yaml.hpp"
#include "model/reader/yaml_text.hpp"

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
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Read<Source> read_source(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return tl::unexpected(
        refusal(Mistake::unreadable_file, path, in_quotes(path) + " is a folder, not a file", "name the files in it"));
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) {
    const int error = errno;
    return tl::unexpected(
        refusal(Mistake::unreadable_file, path, "cannot read " + in_quotes(path) + ": " + std::strerror(error),
                error == ENOENT ? "look at its name, and at the folder that a relative path begins at" : ""));
  }
  std::string text;
  std::string piece(1 << 16, '\0');
  // Read to the end rather than ask for the size: it may be a pipe.
  while (const std::size_t length = std::fread(piece.data(), 1, piece.size(), file.get())) {
    text.append(piece, 0, length);
    if (text.size() > yaml::kLargestFile)
      return tl::unexpected(
          refusal(Mistake::too_large, path,
                  in_quotes(path) + " is larger than " + std::to_string(yaml::kLargestFile / 1024 / 1024) + " MB",
                  "split it into several files"));
  }
  if (std::ferror(file.get()) != 0)
    return tl::unexpected(refusal(Mistake::unreadable_file, path, "cannot read " + in_quotes(path) + " to its end"));
  return Source{path, std::string(yaml::without_mark(text))};
}

}  // namespace afterlife

#include "cli/whole_file.hpp"

#include <fstream>
#include <system_error>

namespace afterlife {

void write_whole(const std::filesystem::path& file, const std::string& text) {
  namespace fs = std::filesystem;
  const fs::path unfinished = file.string() + ".unfinished";
  {
    std::ofstream out(unfinished, std::ios::binary);
    out << text;
    out.flush();
    if (!out) {
      std::error_code ignored;
      fs::remove(unfinished, ignored);
      throw fs::filesystem_error("cannot write", file, std::make_error_code(std::errc::io_error));
    }
  }
  fs::rename(unfinished, file);
}

}  // namespace afterlife

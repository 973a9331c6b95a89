// The framework files that are embedded when the library is built (cmake/EmbedFrameworks.cmake).
//
//   if (const ShippedFile* wdf = shipped_file(default_reading())) print(wdf->text);
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace afterlife {

struct ShippedFile {
  std::string_view name;  // the file's name without its ending
  std::string_view text;
  bool is_reading;  // one of shipped_readings(); in their order, before the other files
};

std::span<const ShippedFile> shipped_files();
const ShippedFile* shipped_file(std::string_view name);

// The reading of a scenario that names none.
std::string default_reading();

}  // namespace afterlife

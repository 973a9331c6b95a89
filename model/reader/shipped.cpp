#include "model/reader/shipped.hpp"

#include "model/reader/reader.hpp"

namespace afterlife {

const ShippedFile* shipped_file(std::string_view name) {
  for (const ShippedFile& file : shipped_files())
    if (file.name == name) return &file;
  return nullptr;
}

std::vector<std::string> shipped_readings() {
  std::vector<std::string> names;
  for (const ShippedFile& file : shipped_files())
    if (file.is_reading) names.emplace_back(file.name);
  return names;
}

}  // namespace afterlife

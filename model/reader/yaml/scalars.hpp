// What must be true of a text before YAML is read from it: UTF-8, printable, no flood of directives.
//
//   if (yaml::is_readable(source.text, file, mistakes)) print(yaml::without_mark(source.text));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/reader/mistakes/mistakes.hpp"

namespace afterlife::yaml {

// Without a byte order mark at its beginning.
std::string_view without_mark(std::string_view text);

// Adds a mistake and says no when the text cannot be read.
bool is_readable(std::string_view text, std::uint32_t file, Mistakes&);

// Turns the YAML library's positions, which count characters, into ours, which count bytes in lines. Positions come
// nearly in order, so it walks from the last one.
class Places {
 public:
  explicit Places(std::string_view text);
  struct Place {
    std::uint32_t line = 1, column = 1;
  };
  Place of(std::size_t character, std::size_t line, std::size_t column);

 private:
  void forward();
  void back();
  std::string_view text_;
  bool simple_;                    // one byte is one character, and lines end as ours do
  std::size_t lines_, last_line_;  // how many, and how long the last one is
  std::size_t character_ = 0, offset_ = 0, line_start_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace afterlife::yaml

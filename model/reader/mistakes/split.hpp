// The words of a scalar, by their places in its text.
//
//   for (const Part& part : split("A.cleanup before B.destroy")) print(part.begin, part.end);
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace afterlife {

struct Part {
  std::size_t begin = 0, end = 0;
};

inline std::vector<Part> split(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::vector<Part> parts;
  for (std::size_t begin = text.find_first_not_of(kBlank); begin != std::string_view::npos;) {
    std::size_t end = text.find_first_of(kBlank, begin);
    if (end == std::string_view::npos) end = text.size();
    parts.push_back({begin, end});
    begin = text.find_first_not_of(kBlank, end);
  }
  return parts;
}

}  // namespace afterlife

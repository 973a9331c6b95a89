#include "cli/terminal/layout.hpp"

#include <algorithm>

#include "model/characters.hpp"

namespace afterlife {
namespace {

bool continues_a_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::size_t width(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_a_code_point));
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string result(text);
  if (const std::size_t used = width(text); used < columns) result.append(columns - used, ' ');
  return result;
}

std::string right_aligned(std::string_view text, std::size_t columns) {
  const std::size_t used = width(text);
  return std::string(used < columns ? columns - used : 0, ' ').append(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > columns) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

std::string hanging(std::string_view lead, std::string_view text, std::size_t columns) {
  constexpr std::size_t kNarrowest = 24;  // below this, wrapping helps nobody
  const std::size_t indent = width(lead);
  std::string result(lead);
  bool first = true;
  for (const std::string& line : wrapped(text, std::max(kNarrowest, columns - std::min(columns, indent)))) {
    if (!first) result.append(indent, ' ');
    result += line;
    result += '\n';
    first = false;
  }
  return result;
}

std::string printable(std::string_view text) { return printable(text, ""); }

std::string sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

std::string counted(std::size_t number, std::string_view singular, std::string_view plural) {
  return std::to_string(number).append(" ").append(number == 1 ? singular : plural);
}

std::string Paint::with(std::string_view code, std::string_view text) const {
  if (!colour_) return std::string(text);
  return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
}

}  // namespace afterlife

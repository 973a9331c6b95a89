#include "model/reader/yaml/scalars.hpp"

#include <algorithm>
#include <optional>

#include "model/reader/yaml/yaml.hpp"

namespace afterlife::yaml {
namespace {

constexpr std::size_t kMostDirectives = 16;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The length of the well-formed UTF-8 character at `i`, or 0.
std::size_t character_at(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char first = byte(i);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : (first & 0xF0) == 0xE0         ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if (!continues(text[i + k])) return 0;
  const unsigned char second = byte(i + 1);
  if (first == 0xE0 && second < 0xA0) return 0;  // longer than needed
  if (first == 0xED && second > 0x9F) return 0;  // half of a surrogate pair
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;  // above U+10FFFF
  return length;
}

// YAML allows tab, line ends and what can be printed.
bool is_printable(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first >= 0x20 ? first != 0x7F : first == '\t' || first == '\n' || first == '\r';
  if (character.size() == 2 && first == 0xC2) {
    const auto second = static_cast<unsigned char>(character[1]);
    return second >= 0xA0 || second == 0x85;
  }
  return character != "\xEF\xBB\xBF" && character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";
}

Span place_of(std::string_view text, std::size_t offset, std::uint32_t file) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto column = static_cast<std::uint32_t>(1 + offset - line_start);
  return {file, line, column, line, column + 1};
}

// The library compares every tag directive with all before it. Where the first that is too many begins.
std::optional<std::size_t> flood_of_directives(std::string_view text) {
  std::size_t directives = 0;
  for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1)) {
    const bool begins_a_line = i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r';
    if (begins_a_line && ++directives > kMostDirectives) return i;
  }
  return std::nullopt;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

bool is_readable(std::string_view text, std::uint32_t file, Mistakes& mistakes) {
  if (text.size() > kLargestFile) {
    mistakes.add(Mistake::too_large, {file, 0, 0, 0, 0},
                 "the file is larger than " + std::to_string(kLargestFile / 1024 / 1024) + " MB",
                 "split it into several files");
    return false;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_at(text, i);
    if (length == 0) {
      mistakes.add(Mistake::not_text, place_of(text, i, file), "this byte is not UTF-8", "save the file as UTF-8");
      return false;
    }
    if (!is_printable(text.substr(i, length))) {
      mistakes.add(Mistake::not_text, place_of(text, i, file), "a control character does not belong in a text file",
                   "remove it");
      return false;
    }
    i += length;
  }
  if (const std::optional<std::size_t> flood = flood_of_directives(text)) {
    mistakes.add(Mistake::yaml_syntax, place_of(text, *flood, file),
                 "the file has more than " + std::to_string(kMostDirectives) + " lines that begin with '%'",
                 "remove the directives");
    return false;
  }
  return true;
}

Places::Places(std::string_view text)
    : text_(text),
      simple_(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\r'; })),
      lines_(static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1),
      last_line_(text.size() - (text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1)) {}

void Places::forward() {
  if (text_[offset_] == '\n') {
    ++line_;
    line_start_ = offset_ + 1;
  }
  do ++offset_;
  while (offset_ < text_.size() && continues(text_[offset_]));
  ++character_;
}

void Places::back() {
  do --offset_;
  while (continues(text_[offset_]));
  --character_;
  if (text_[offset_] == '\n') {
    --line_;
    const std::size_t end = offset_ == 0 ? std::string_view::npos : text_.rfind('\n', offset_ - 1);
    line_start_ = end == std::string_view::npos ? 0 : end + 1;
  }
}

Places::Place Places::of(std::size_t character, std::size_t line, std::size_t column) {
  // Of a text that does not end with a line end the library says that it ends in a line of its own.
  if (simple_ && line >= lines_)
    return {static_cast<std::uint32_t>(lines_), static_cast<std::uint32_t>(last_line_ + 1)};
  if (simple_) return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(column + 1)};
  while (character_ < character && offset_ < text_.size()) forward();
  while (character_ > character) back();
  return {line_, static_cast<std::uint32_t>(offset_ - line_start_ + 1)};
}

}  // namespace afterlife::yaml

#include "cli/report/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "cli/terminal/layout.hpp"
#include "model/characters.hpp"

namespace afterlife {
namespace {

// How much of a long line is shown on either side of the caret, in bytes.
constexpr std::size_t kShownBefore = 60, kShownAfter = 100;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Of bytes that are no UTF-8 the replacement character.
std::uint32_t code_point(std::string_view character) {
  constexpr std::size_t kLongest = 4;
  if (character.size() > kLongest) return 0xFFFD;
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  std::uint32_t value = static_cast<unsigned char>(character[0]) & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

struct Range {
  std::uint32_t first, last;
};

// Characters that a terminal draws two columns wide, and those that take no column (marks on the letter before).
constexpr std::array kWide = {Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},  Range{0x3041, 0x33FF},
                              Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},  Range{0xA000, 0xA4CF},
                              Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},  Range{0xFE30, 0xFE6F},
                              Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},  Range{0x1F300, 0x1F64F},
                              Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
constexpr std::array kNoWidth = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                                 Range{0xFE00, 0xFE0F}};

bool is_in(std::uint32_t c, const auto& ranges) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t columns_of(std::string_view character) {
  const std::uint32_t c = code_point(character);
  if (c < 0x300) return 1;
  return is_in(c, kNoWidth) ? 0 : is_in(c, kWide) ? 2 : 1;
}

std::string_view character_at(std::string_view line, std::size_t i) {
  std::size_t end = i + 1;
  while (end < line.size() && continues_character(line[end])) ++end;
  return line.substr(i, end - i);
}

// Blank space exactly as wide as the text: tabs stay tabs, so that they reach as far under the line as in it.
std::string blank_for(std::string_view text) {
  std::string blank;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view character = character_at(text, i);
    blank += character == "\t" ? "\t" : std::string(columns_of(character), ' ');
    i += character.size();
  }
  return blank;
}

std::string carets_for(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view character = character_at(text, i);
    columns += columns_of(character);
    i += character.size();
  }
  return std::string(std::max<std::size_t>(columns, 1), '^');
}

struct Excerpt {
  std::string_view before, marked, after;
  bool cut_before = false, cut_after = false;
};

Excerpt excerpt(const Diagnostic& d) {
  const std::string_view line = d.line;
  const std::size_t begin = std::min<std::size_t>(d.at.column == 0 ? 0 : d.at.column - 1, line.size());
  const std::size_t wanted_end = d.at.end_line > d.at.line ? line.size()
                                 : d.at.end_column == 0    ? begin
                                                           : d.at.end_column - 1;
  std::size_t end = std::clamp(wanted_end, begin, line.size());
  Excerpt e;
  std::size_t first = begin > kShownBefore ? begin - kShownBefore : 0;
  while (first > 0 && continues_character(line[first])) --first;
  std::size_t last = std::min(line.size(), begin + kShownAfter);
  while (last < line.size() && continues_character(line[last])) ++last;
  while (end < line.size() && continues_character(line[end])) ++end;
  end = std::min(end, last);
  e.cut_before = first > 0;
  e.cut_after = last < line.size();
  e.before = line.substr(first, begin - first);
  e.marked = line.substr(begin, end - begin);
  e.after = line.substr(end, last - end);
  return e;
}

class Ink {
 public:
  explicit Ink(bool colour) : colour_(colour) {}
  [[nodiscard]] std::string bold(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string error(std::string_view text) const { return in("1;31", text); }
  [[nodiscard]] std::string margin(std::string_view text) const { return in("34", text); }
  [[nodiscard]] std::string help(std::string_view text) const { return in("36", text); }

 private:
  [[nodiscard]] std::string in(std::string_view style, std::string_view text) const {
    if (!colour_) return std::string(text);
    return "\x1b[" + std::string(style) + "m" + std::string(text) + "\x1b[0m";
  }
  bool colour_;
};

std::string place(const Diagnostic& d) {
  std::string text = d.file.empty() ? std::string() : printable(d.file, "") + ":";
  if (d.at.known()) text += std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + ":";
  return text.empty() ? text : text + " ";
}

std::string lines_of(const Diagnostic& d, const Ink& ink) {
  if (!d.at.known() || d.line.empty()) return {};
  const std::string number = std::to_string(d.at.line);
  const Excerpt e = excerpt(d);
  const std::string cut_before = e.cut_before ? "..." : "";
  // The carets stand below what is shown, which may be longer than what is in the file.
  const std::string before = printable(e.before, "\t"), marked = printable(e.marked, "\t");
  std::string text = "  " + ink.margin(number + " |") + " " + cut_before + before + marked + printable(e.after, "\t");
  text += std::string(e.cut_after ? "..." : "") + "\n";
  text += "  " + ink.margin(std::string(number.size(), ' ') + " |") + " " + std::string(cut_before.size(), ' ') +
          blank_for(before);
  return text + ink.error(carets_for(marked)) + "\n";
}

}  // namespace

std::string render(const Diagnostic& d, bool colour) {
  const Ink ink(colour);
  const std::string message = printable(d.message, "\n"), hint = printable(d.hint, "\n");
  std::string text = ink.bold(place(d)) + ink.error("error[" + d.code + "]") + ": " + ink.bold(message) + "\n";
  text += lines_of(d, ink);
  if (!hint.empty()) text += "  " + ink.help("help:") + " " + hint + "\n";
  return text;
}

std::string render(const Diagnostics& all, bool colour) {
  std::string text;
  for (const Diagnostic& d : all) text += (text.empty() ? "" : "\n") + render(d, colour);
  return text;
}

}  // namespace afterlife

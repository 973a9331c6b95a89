// Laying out text for a terminal: columns, wrapping, colour.
//
//   Paint paint(true);
//   std::cout << padded("holds", 10) << paint.good("as expected") << '\n';
//
// Widths count code points, so accents do not push columns about.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace afterlife {

// What stands below a verdict begins with it.
inline constexpr std::string_view kIndent = "  ";

std::size_t width(std::string_view text);

// The text followed by spaces up to `columns`; unchanged when it is wider.
std::string padded(std::string_view text, std::size_t columns);
std::string right_aligned(std::string_view text, std::size_t columns);

// Breaks at spaces into lines of at most `columns`; a longer word has a line of its own. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

// `lead` and the text wrapped behind it: every further line starts below the first one's text. Ends in a newline.
std::string hanging(std::string_view lead, std::string_view text, std::size_t columns);

// A file's own text with what must not reach the terminal (model/characters.hpp) written out: "\x1b", "\u202e".
std::string printable(std::string_view text);

// "1 check", "2 checks"
std::string counted(std::size_t number, std::string_view singular, std::string_view plural);
// The text with a full stop at its end; nothing stays nothing.
std::string sentence(std::string text);

class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  [[nodiscard]] std::string good(std::string_view text) const { return with("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return with("1;31", text); }
  [[nodiscard]] std::string expected_bad(std::string_view text) const { return with("33", text); }
  [[nodiscard]] std::string open(std::string_view text) const { return with("35", text); }
  [[nodiscard]] std::string strong(std::string_view text) const { return with("1", text); }
  [[nodiscard]] std::string faint(std::string_view text) const { return with("2", text); }

 private:
  [[nodiscard]] std::string with(std::string_view code, std::string_view text) const;
  bool colour_;
};

}  // namespace afterlife

#include "model/characters.hpp"

#include <algorithm>
#include <array>

namespace afterlife {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Unicode's controls, formats (Cf), line and paragraph separators, and selectors of variants but for those of U+FE00.
constexpr std::array kUnseen = {
    Range{0x0000, 0x001F},   Range{0x007F, 0x009F},   Range{0x00AD, 0x00AD},   Range{0x061C, 0x061C},
    Range{0x180B, 0x180F},   Range{0x200B, 0x200F},   Range{0x2028, 0x202E},   Range{0x2060, 0x206F},
    Range{0xFEFF, 0xFEFF},   Range{0xFFF9, 0xFFFB},   Range{0x13430, 0x1345F}, Range{0x1BCA0, 0x1BCA3},
    Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE0FFF},
};

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::string in_hex(std::uint32_t code, std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; code >>= 4U) text[i] = kDigits[code & 0x0FU];
  return text;
}

std::string written_out(std::uint32_t code) {
  if (code < 0x100) return "\\x" + in_hex(code, 2);
  return code < 0x10000 ? "\\u" + in_hex(code, 4) : "\\u{" + in_hex(code, 6) + "}";
}

}  // namespace

Character first_character(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  const std::size_t bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
  if (bytes == 1 || bytes > text.size() || !std::ranges::all_of(text.substr(1, bytes - 1), continues_a_character))
    return {byte, 1};
  std::uint32_t code = byte & (0xFFU >> (bytes + 1));
  for (const char c : text.substr(1, bytes - 1)) code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return {code, bytes};
}

bool is_unseen(std::uint32_t code) {
  return std::ranges::any_of(kUnseen, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

std::string printable(std::string_view text, std::string_view kept) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto [code, bytes] = first_character(text);
    const bool is_no_text = bytes == 1 && code >= 0x80;
    const bool is_kept = bytes == 1 && kept.find(text.front()) != std::string_view::npos;
    if (is_kept || (!is_no_text && !is_unseen(code)))
      result += text.substr(0, bytes);
    else
      result += text.front() == '\n' ? " " : written_out(code);
    text.remove_prefix(bytes);
  }
  return result;
}

}  // namespace afterlife

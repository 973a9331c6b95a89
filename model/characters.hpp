// Characters of an input that must not reach a terminal as they are: control characters command it, and others change,
// unseen, what a reader sees (U+202E turns the rest of the line round).
//
//   printable("a\x1b[31mb", "");     // "a\\x1b[31mb"
//   printable("a\u202Eb", "");       // "a\\u202eb"
//   printable("a\tb\nc", "\t");      // a tab is kept, a line end is a space
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterlife {

// The code point that begins a text, and how many bytes it takes; of what is no UTF-8 one byte.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};
Character first_character(std::string_view text);

// Controls, and what is drawn as nothing: marks of direction, joiners, tags.
bool is_unseen(std::uint32_t code);

// Each unseen character, and each byte that is no UTF-8, is written out; a line end becomes a space. Those in `kept`
// stay.
std::string printable(std::string_view text, std::string_view kept);

}  // namespace afterlife

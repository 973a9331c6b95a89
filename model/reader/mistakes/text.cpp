#include "model/reader/mistakes/text.hpp"

#include <algorithm>
#include <array>

#include "model/characters.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kLongestQuoted = 64;
constexpr std::size_t kLongestCompared = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// How many slips are forgiven in a word of this length.
std::size_t tolerance(std::size_t length) { return length <= 2 ? 1 : std::min<std::size_t>(3, length / 3 + 1); }

}  // namespace

std::string in_quotes(std::string_view word) {
  std::size_t length = std::min(word.size(), kLongestQuoted);
  while (length < word.size() && length > 0 && continues_character(word[length])) --length;
  std::string text = "'" + printable(word.substr(0, length), "");
  if (length < word.size()) text += "...";
  return text + "'";
}

std::string listed(const std::vector<std::string_view>& words, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : " " + std::string(last_joint) + " ";
    text += in_quotes(words[i]);
  }
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > kLongestCompared || b.size() > kLongestCompared) return a == b ? 0 : limit + 1;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  using Row = std::array<std::size_t, kLongestCompared + 1>;
  Row before_last{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before_last = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

std::string_view NearestWord::among(std::string_view wrong, const std::vector<std::string_view>& words) {
  std::string_view best;
  std::size_t best_distance = tolerance(wrong.size()) + 1;
  for (const std::string_view word : words) {
    const std::size_t work = 1 + std::min(wrong.size(), kLongestCompared);
    if (work_left_ < work) return {};
    work_left_ -= work;
    if (word.empty()) continue;
    // A suggestion that shares no letter with what was written only puzzles: "x" does not mean "y".
    const std::size_t distance = edit_distance(wrong, word, best_distance);
    if (distance < best_distance && distance < std::max(wrong.size(), word.size())) {
      best = word;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace afterlife

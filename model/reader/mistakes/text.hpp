// Small helpers on the words of a file: quoting them in a message, and finding the word that was meant.
//
//   in_quotes("WDGET");                    // 'WDGET', shortened and escaped where needed
//   edit_distance("WDGET", "WIDGET", 2);   // 1
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace afterlife {

// In single quotes; long words are shortened, what is not to be seen is written out (model/characters.hpp).
std::string in_quotes(std::string_view word);

// "a, b and c", each quoted.
std::string listed(const std::vector<std::string_view>& words, std::string_view last_joint = "and");

// Insertions, deletions, changes and swaps of neighbours; anything above `limit` is limit + 1. Case does not count
// as much as a change: words that differ in case alone are at distance 0.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Finds the nearest of many words, with a bound on the work done for one file: a file with a hundred thousand
// unknown names among a hundred thousand known ones is still answered at once, the later ones without a suggestion.
class NearestWord {
 public:
  // Empty when nothing is near.
  std::string_view among(std::string_view wrong, const std::vector<std::string_view>& words);

 private:
  std::size_t work_left_ = 20'000'000;
};

}  // namespace afterlife

// A set of the numbers 0 to n - 1, a bit each.
//
//   ElementSet set = no_elements(100);
//   put(set, 7);
//   if (has(set, 7)) ...
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace afterlife {

using ElementSet = std::vector<std::uint64_t>;

inline std::size_t words_for(int elements) { return (static_cast<std::size_t>(elements) + 63) / 64; }
inline ElementSet no_elements(int of) { return ElementSet(words_for(of), 0); }

inline bool has(const ElementSet& set, int element) { return (set[element / 64] >> (element % 64) & 1U) != 0; }
inline void put(ElementSet& set, int element) { set[element / 64] |= std::uint64_t{1} << (element % 64); }
inline void take(ElementSet& set, int element) { set[element / 64] &= ~(std::uint64_t{1} << (element % 64)); }

inline int count(const ElementSet& set) {
  int elements = 0;
  for (const std::uint64_t word : set) elements += std::popcount(word);
  return elements;
}

inline void put_all(ElementSet& set, const ElementSet& more) {
  for (std::size_t w = 0; w < set.size(); ++w) set[w] |= more[w];
}

}  // namespace afterlife

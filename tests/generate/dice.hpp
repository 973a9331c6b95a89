// Chance for generators: the same seed gives the same throws on every machine.
//
//   Dice dice(7);
//   if (dice.chance(30)) ...
//   switch (dice.pick({5, 3, 1})) ...   // 0 five times out of nine
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

namespace afterlife {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  int pick(std::initializer_list<int> weights) {
    int total = 0;
    for (const int w : weights) total += w;
    int at = below(total), chosen = 0;
    for (const int w : weights) {
      if (at < w) return chosen;
      at -= w;
      ++chosen;
    }
    return 0;
  }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(static_cast<int>(list.size()))];
  }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (int i = static_cast<int>(list.size()) - 1; i > 0; --i) std::swap(list[i], list[below(i + 1)]);
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace afterlife

// A partial order without redundant pairs: its Hasse diagram, and all that is below and above each element.
//
//   const auto poset = make_poset(order);
//   if (!poset) ...                                   // poset.error() is an element that comes before itself
//   for (int cover : poset->hasse.upper[0]) ...       // what comes next after element 0
//
// The elements are numbered anew, each after all that is below it: numbers do not matter to who only counts.
#pragma once

#include <vector>

#include <tl/expected.hpp>

#include "solver/linear_extensions/count.hpp"
#include "solver/linear_extensions/element_set.hpp"

namespace afterlife {

// The covers of each element: what is directly above it and directly below it.
struct Hasse {
  explicit Hasse(int size) : upper(size), lower(size) {}
  [[nodiscard]] int size() const { return static_cast<int>(upper.size()); }
  void add(int below, int above) {
    upper[below].push_back(above);
    lower[above].push_back(below);
  }
  std::vector<std::vector<int>> upper, lower;
};

struct Poset {
  explicit Poset(int size) : hasse(size), below(size, no_elements(size)), above(below) {}
  [[nodiscard]] int size() const { return hasse.size(); }
  Hasse hasse;
  std::vector<ElementSet> below, above;  // without the element itself
};

// The pairs must be of elements that there are.
tl::expected<Poset, int> make_poset(const PartialOrder&);

}  // namespace afterlife

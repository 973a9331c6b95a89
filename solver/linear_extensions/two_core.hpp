// The 2-core of an order: what is left of its Hasse diagram when leaves are taken off it again and again.
//
//   const TwoCore core(hasse);
//   core.order();                                 // of a tree: one element
//   core.weights(fractions);                      // a polynomial for each element of the core: what hangs on it
//
// Give each of the n elements a time between 0 and 1, each independently and evenly. Every row of the elements is
// equally likely, so
//
//   number of linear extensions = n! * volume of the times that satisfy the order       (Stanley 1986)
//
// and a volume can be computed one variable after the other. A leaf v hangs on one element w. Once everything on v is
// integrated away, F_v(t) is left: the volume of what hangs on v, v itself being at t. If v is above w, it contributes
// to w, which is at x, the integral of F_v from x to 1; if it is below, from 0 to x. F_w is the product of what its
// leaves contribute. This is the counting of trees by the place of their root (Atkinson 1990), with powers of x in the
// place of binomials and sums of prefixes. A tree of n elements takes about n^2 / 2 products of residues for each
// prime.
#pragma once

#include <vector>

#include "solver/linear_extensions/polynomials.hpp"
#include "solver/linear_extensions/poset.hpp"

namespace afterlife {

class TwoCore {
 public:
  // The whole order as its own core, if no trees are wanted.
  explicit TwoCore(const Hasse&, bool trees = true);

  [[nodiscard]] const Hasse& order() const { return order_; }
  [[nodiscard]] bool has_trees() const { return !hanging_.empty(); }
  // By the number of an element in order().
  [[nodiscard]] const std::vector<PowerRange>& ranges() const { return ranges_; }
  [[nodiscard]] std::vector<Polynomial> weights(const Fractions&) const;
  // Products of residues that weights() takes.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  struct Hanging {
    int element, on;
    bool above;
  };

  void take_off_leaves(const Hasse&);
  void keep(const Hasse&, const std::vector<bool>& in_core);
  void foresee();

  int size_;
  std::vector<Hanging> hanging_;  // each after all that hangs on it
  std::vector<int> elements_;     // of the core, by their numbers in the whole
  Hasse order_{0};
  std::vector<PowerRange> ranges_;
  std::uint64_t steps_ = 0;
};

}  // namespace afterlife

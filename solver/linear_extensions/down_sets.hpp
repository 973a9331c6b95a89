// The down-sets of a core, each once, and how one comes from smaller ones.
//
//   const DownSets sets(core.order(), core.ranges(), limits, budget);
//   if (!sets.refusal().empty()) ...                                           // "more than 2000000 down-sets"
//   else volume = sets.volume(core.weights(fractions), fractions);
//
// The volume of a down-set S up to x: of the times from 0 to x, for the elements of S, that satisfy the order among
// them, weighted by what hangs on each (core.hpp). One of its maximal elements v is the last, at t; the others are a
// down-set again, and are all before t. So
//
//   A_S(x) = sum over the maximal v of the integral from 0 to x of F_v(t) A_(S - v)(t) dt
//
// and if S falls apart into components of its Hasse diagram, they know nothing of each other: A_S is the product of
// theirs. Only the down-sets that are met in this way are made, which may be far fewer than there are. If nothing hangs
// on anything, A_S is e(S) x^|S| / |S|!, and this is the usual counting over down-sets.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "solver/linear_extensions/budget.hpp"
#include "solver/linear_extensions/count.hpp"
#include "solver/linear_extensions/polynomials.hpp"
#include "solver/linear_extensions/poset.hpp"

namespace afterlife {

class DownSets {
 public:
  // The order and the ranges of its weights have to stay.
  DownSets(Kept<Hasse>, Kept<std::vector<PowerRange>>, const CountingLimits&, Budget&);

  [[nodiscard]] const std::string& refusal() const { return refusal_; }
  [[nodiscard]] std::size_t size() const { return ranges_.size(); }
  // Products of residues that volume() takes.
  [[nodiscard]] std::uint64_t steps() const;
  // A of the whole core, up to 1.
  [[nodiscard]] Residue volume(const std::vector<Polynomial>& weights, const Fractions&) const;

 private:
  using Id = std::uint32_t;
  struct Branch {
    int last;  // this element is the last one, and the rest is a down-set; -1: the rest is one of the components
    Id rest;
  };

  Id number_of(const ElementSet&);
  void branch(Id);
  void grow();
  void sort();
  [[nodiscard]] std::size_t slot_of(const ElementSet&) const;
  [[nodiscard]] std::vector<ElementSet> components(const ElementSet&) const;
  [[nodiscard]] std::span<const Branch> branches(Id) const;
  [[nodiscard]] std::uint64_t bytes() const;

  const Hasse& hasse_;
  const std::vector<PowerRange>& weights_;
  std::string refusal_;
  std::size_t words_;
  std::vector<std::uint64_t> sets_;  // words_ for each; the whole core is the first
  std::vector<Id> slots_;            // a hash table of them: number + 1, or 0
  std::vector<PowerRange> ranges_;   // of A
  std::uint64_t terms_ = 0;          // of all of them
  std::vector<Branch> branches_;
  std::vector<std::uint64_t> first_branch_;  // of each set, and one more: where the last one's end
  std::vector<Id> smallest_first_;
};

}  // namespace afterlife

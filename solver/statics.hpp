// What can be said about a scenario without looking at any execution: which events may act on an object, which objects
// can become the root of a deletion, and over which objects a rule's axis may range.
#pragma once

#include <vector>

#include "solver/events.hpp"

namespace afterlife {

class Statics {
 public:
  explicit Statics(const Events&);

  [[nodiscard]] bool may_target(const Event&, int object) const;
  // Act events of this kind that may act on the object.
  [[nodiscard]] std::vector<int> acts_on(ActionKind, int object) const;
  [[nodiscard]] const std::vector<int>& deletes_of(int object) const { return deletes_[object]; }
  [[nodiscard]] bool deletable(int object) const { return !deletes_[object].empty(); }
  [[nodiscard]] bool may_be_referenced(int object) const { return referenced_[object]; }
  // The references that the framework itself holds on the object: by whom, and which event lets go of each.
  struct Holder {
    const HeldReference* reference;
    int object;
    int lets_go;
  };
  [[nodiscard]] const std::vector<Holder>& framework_holders(int object) const { return framework_holders_[object]; }
  // Create events that may give birth to the object; empty for those born at the start.
  [[nodiscard]] const std::vector<int>& births_of(int object) const;

  // Objects that the axis of `self` may reach in some execution, and whether the rule can apply to them at all.
  [[nodiscard]] std::vector<int> on_axis(const Rule&, int self) const;
  // Objects on the way from `below` up to, but without, `above` (strict ancestor or -1 for all the way).
  [[nodiscard]] std::vector<int> path(int below, int above) const;
  [[nodiscard]] bool same_or_below(int object, int root) const;
  [[nodiscard]] std::vector<int> subtree(int root) const;
  // For the preceding and following axes: the ancestor-or-self of `self` that is a sibling of an ancestor-or-self of `other`, and that one.
  struct Siblings {
    int of_self = -1, of_other = -1;
  };
  [[nodiscard]] Siblings siblings(int self, int other) const;
  // Whether the rule holds `then` of self back until `first` of `other` has ended in every execution: nothing dynamic can lift it.
  [[nodiscard]] bool always_applies(const Rule&, int other, int self) const;

 private:
  void find_framework_holders();

  const Events& events_;
  const World& world_;
  std::vector<std::vector<int>> deletes_;
  std::vector<bool> referenced_;
  std::vector<std::vector<Holder>> framework_holders_;
};

}  // namespace afterlife

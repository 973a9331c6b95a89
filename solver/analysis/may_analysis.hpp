// What can be said about a scenario without looking at any execution: which events may act on an object, which objects
// can become the root of a deletion, and over which objects a rule's axis may range.
//
//   const MayAnalysis may(events);
//   for (int other : may.on_axis(rule, child)) ...      // the rule may make it come before the child
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "model/kept.hpp"
#include "solver/unfolding/events.hpp"

namespace afterlife {

class MayAnalysis {
 public:
  // Throws Stopped when the deadline has passed before all of it is known.
  explicit MayAnalysis(Kept<Events>, const Deadline& = Deadline());

  [[nodiscard]] bool may_target(const Event&, int object) const;
  // Act events of this kind that may act on the object.
  [[nodiscard]] std::vector<int> acts_on(ActionKind, int object) const;
  [[nodiscard]] const std::vector<int>& deletes_of(int object) const { return deletes_[object]; }
  [[nodiscard]] bool deletable(int object) const { return !deletes_[object].empty(); }
  // It, or something above it, can become the root of a deletion.
  [[nodiscard]] bool may_be_deleted(int object) const;
  // The events in which the request returns: none, or one.
  [[nodiscard]] const std::vector<int>& resumes_of(int request) const;
  // The objects that the second name of the act may mean; acts of a kind whose second name may mean the object.
  [[nodiscard]] std::vector<int> second_names(const Event&) const;
  [[nodiscard]] bool may_name_second(const Event&, int object) const;
  [[nodiscard]] std::vector<int> acts_with(ActionKind, int object) const;
  // The runs, or calls of a removal callback, that an event name means.
  [[nodiscard]] std::vector<Events::Run> runs_named(const EventName&, int object) const;
  [[nodiscard]] bool may_be_referenced(int object) const { return referenced_[object]; }
  // What a collection or a run of its own may hold on the object.
  [[nodiscard]] bool held_by_run(int object) const;
  [[nodiscard]] const std::vector<std::pair<const HeldReference*, int>>& collections(int object) const {
    return collections_[object];
  }
  // The references that the framework itself holds on the object from the holder's birth on: by whom, and which event
  // lets go of each.
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
  // For the preceding and following axes: the ancestor-or-self of `self` that is a sibling of an ancestor-or-self of
  // `other`, and that one.
  struct Siblings {
    int of_self = -1, of_other = -1;
  };
  [[nodiscard]] Siblings siblings(int self, int other) const;
  // Whether the rule holds `then` of self back until `first` of `other` has ended in every execution: nothing dynamic
  // can lift it.
  [[nodiscard]] bool always_applies(const Rule&, int other, int self) const;

 private:
  void find_framework_holders(const Deadline&);
  void find_collections(const Deadline&);
  [[nodiscard]] bool means(const Target&, int object, int declaration) const;

  const Events& events_;
  const Instances& instances_;
  std::vector<std::vector<int>> deletes_;
  std::vector<bool> referenced_;
  std::vector<std::vector<Holder>> framework_holders_;
  std::vector<std::vector<std::pair<const HeldReference*, int>>> collections_;
  std::map<int, std::vector<int>> resumes_;
};

}  // namespace afterlife

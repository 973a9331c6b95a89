// Who is above, below, beside whom inside a deletion, and what the rules of a framework say of it: the questions
// of docs/semantics.md about one state that need no step.
#pragma once

#include <string>
#include <vector>

#include "tests/naive/state.hpp"

namespace afterlife::naive {

struct Instance {
  int declaration = 0;
  int number = 1;
  int parent = -1;
  int from = -1;
};

class Tree {
 public:
  Tree(const Scenario&, const Framework&);

  [[nodiscard]] const std::vector<Instance>& instances() const { return instances_; }
  [[nodiscard]] std::vector<int> instances_of(int declaration) const;
  [[nodiscard]] int instance(int declaration, int number) const;  // -1: none
  [[nodiscard]] const ObjectDecl& declaration(int object) const {
    return scenario_.objects[instances_[object].declaration];
  }
  [[nodiscard]] const TypeDecl& type(int object) const;
  [[nodiscard]] std::vector<int> ancestors(int object) const;  // nearest first

  // Deletions.
  [[nodiscard]] int deletion_root(const State&, int object) const;  // -1: it belongs to no deletion
  [[nodiscard]] bool reached_by_walk(const State&, int object) const;
  [[nodiscard]] bool takes_no_children(const State&, int object) const;
  [[nodiscard]] bool delete_takes_effect(const State&, int object) const;
  [[nodiscard]] bool cleanup_may_begin(const State&, int object) const;
  [[nodiscard]] bool destroy_may_begin(const State&, int object) const;
  [[nodiscard]] bool pass_may_go_by(const State&, int object) const;
  // After a request for this object's deletion, with effect, by this agent.
  enum class Return { at_once, chosen, awaited };
  [[nodiscard]] Return delete_goes_on(const State&, int object, const AgentState&) const;
  [[nodiscard]] bool delete_returns(const State&, int object) const;  // when it waits

  // Levels.
  [[nodiscard]] bool passive(int object) const;
  [[nodiscard]] bool takes_passive(const State&, int object) const;  // its deletion does
  [[nodiscard]] Irql level_of_deletion(const State&, int object, Irql asked_at, bool by_complete) const;
  [[nodiscard]] Irql level_of_callback(const State&, int object) const;  // of its cleanup or destroy, if it began now
  [[nodiscard]] Irql level_of_runs(int object) const;

  // Rules and references.
  [[nodiscard]] bool framework_holds(const State&, int object) const;
  [[nodiscard]] bool referenced(const State&, int object) const;
  [[nodiscard]] bool rules_permit(const State&, Phase then, int object) const;

  // Runs of entry callbacks, and what was sent.
  [[nodiscard]] int runs_in_progress(const State&, int object) const;
  [[nodiscard]] bool enqueue_changes_nothing(const State&, int object) const;
  [[nodiscard]] bool run_may_begin(const State&, int object) const;         // a queued one; whatever the bound
  [[nodiscard]] bool completion_may_begin(const State&, int object) const;  // of a request in flight
  [[nodiscard]] bool idle(const State&, int object) const;                  // not queued, and none in progress
  [[nodiscard]] bool occupied(const State&, int target) const;

 private:
  [[nodiscard]] bool on_list(const State&, int object) const;
  [[nodiscard]] std::vector<int> children(const State&, int object) const;     // born and on the list
  [[nodiscard]] std::vector<int> descendants(const State&, int object) const;  // through links on the list
  [[nodiscard]] std::vector<int> at_or_below(const State&, int object) const;
  [[nodiscard]] std::vector<int> siblings(const State&, int object, bool earlier) const;
  [[nodiscard]] std::vector<int> before_or_after(const State&, int object, bool before) const;
  [[nodiscard]] std::vector<int> on_axis(const State&, Axis, int object) const;
  [[nodiscard]] bool inside(int root, int object) const;

  [[nodiscard]] bool met(const State&, const Conditions&, int first, int self) const;
  [[nodiscard]] bool crosses(const std::vector<std::string>& types, int first, int self) const;
  [[nodiscard]] bool holds(const State&, const HeldReference&, int holder, int object) const;
  [[nodiscard]] bool cleaned_up(const State&, int object) const;  // and what was sent to it is over, where that counts
  [[nodiscard]] bool drained(const State&, int object) const;
  [[nodiscard]] bool spares_its_runs(const State&, int object) const;

  const Scenario& scenario_;
  const Framework& framework_;
  std::vector<Instance> instances_;
};

}  // namespace afterlife::naive

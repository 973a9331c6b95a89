// Who is above, below, beside whom inside a deletion, and what the rules of a framework say of it: the questions
// of docs/semantics.md about one state that need no step.
#pragma once

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
  [[nodiscard]] std::vector<int> ancestors(int object) const;  // nearest first

  [[nodiscard]] int deletion_root(const State&, int object) const;  // -1: it belongs to no deletion
  [[nodiscard]] bool reached_by_walk(const State&, int object) const;
  [[nodiscard]] bool takes_no_children(const State&, int object) const;
  [[nodiscard]] bool delete_takes_effect(const State&, int object) const;
  [[nodiscard]] bool framework_holds(const State&, int object) const;
  [[nodiscard]] bool referenced(const State&, int object) const;
  [[nodiscard]] bool rules_permit(const State&, Phase then, int object) const;
  [[nodiscard]] bool cleanup_may_begin(const State&, int object) const;
  [[nodiscard]] bool destroy_may_begin(const State&, int object) const;
  [[nodiscard]] bool pass_may_go_by(const State&, int object) const;
  [[nodiscard]] bool delete_returns(const State&, int object) const;

 private:
  [[nodiscard]] bool on_list(const State&, int object) const;
  [[nodiscard]] std::vector<int> children(const State&, int object) const;     // born and on the list
  [[nodiscard]] std::vector<int> descendants(const State&, int object) const;  // through links on the list
  [[nodiscard]] std::vector<int> siblings(const State&, int object, bool earlier) const;
  [[nodiscard]] std::vector<int> before_or_after(const State&, int object, bool before) const;
  [[nodiscard]] std::vector<int> on_axis(const State&, Axis, int object) const;
  [[nodiscard]] bool inside(int root, int object) const;
  [[nodiscard]] bool met(const State&, const Conditions&, int first, int self) const;
  [[nodiscard]] const TypeDecl& type(int object) const;

  const Scenario& scenario_;
  const Framework& framework_;
  std::vector<Instance> instances_;
};

}  // namespace afterlife::naive

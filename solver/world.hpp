// The instances of a scenario: what is born or may be born, who is below whom, who was allocated from whom.
// The one place where declarations become instances; the machine, the order graph and the encoding share it.
//
//   World world(scenario, framework);
//   for (int child : world.instance(parent).children) ...
#pragma once

#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

struct Instance {
  int decl = 0;
  int number = 1;   // from 1
  int parent = -1;  // instance id, -1: none
  int from = -1;
  bool born_at_start = true;
  std::vector<int> children;     // in document order (declaration order, then number)
  std::vector<int> allocations;  // those allocated from it
};

class World {
 public:
  World(const Scenario&, const Framework&);

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const Framework& framework() const { return *framework_; }
  [[nodiscard]] int size() const { return static_cast<int>(instances_.size()); }
  [[nodiscard]] const Instance& instance(int id) const { return instances_[id]; }
  [[nodiscard]] const ObjectDecl& decl(int id) const { return scenario_->objects[instances_[id].decl]; }
  [[nodiscard]] const TypeDecl& type(int id) const { return *types_[instances_[id].decl]; }
  // Instance ids of one declaration are consecutive: first(d) .. first(d) + count - 1.
  [[nodiscard]] int first(int declaration) const { return first_[declaration]; }
  [[nodiscard]] int id(int declaration, int number) const { return first_[declaration] + number - 1; }
  [[nodiscard]] std::string name(int id) const;
  [[nodiscard]] bool is_ancestor(int ancestor, int of) const;  // strict
  // Whether the static conditions (`where`, and `unless` but for `referenced`) let the rule speak of this pair at all.
  [[nodiscard]] bool applies(const Rule&, int first, int self) const;
  // Whether an outstanding reference on `first` lifts the rule for this pair.
  [[nodiscard]] bool lifted_by_reference(const Rule&, int first, int self) const;

 private:
  [[nodiscard]] bool met(const Conditions&, int first, int self) const;

  const Scenario* scenario_;
  const Framework* framework_;
  std::vector<Instance> instances_;
  std::vector<int> first_;
  std::vector<const TypeDecl*> types_;
};

}  // namespace afterlife

// The instances of a scenario: what is born or may be born, who is below whom, who was allocated from whom.
// The one place where declarations become instances; the machine, the order graph and the encoding share it.
//
//   Instances instances(scenario, framework);
//   for (int child : instances[parent].children) ...
#pragma once

#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"
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

class Instances {
 public:
  Instances(Kept<Scenario>, Kept<Framework>);

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const Framework& framework() const { return *framework_; }
  [[nodiscard]] int size() const { return static_cast<int>(instances_.size()); }
  [[nodiscard]] const Instance& operator[](int id) const { return instances_[id]; }
  [[nodiscard]] const ObjectDecl& decl(int id) const { return scenario_->objects[instances_[id].decl]; }
  [[nodiscard]] const TypeDecl& type(int id) const { return *types_[instances_[id].decl]; }
  // Instance ids of one declaration are consecutive: first(d) .. first(d) + count - 1.
  [[nodiscard]] int first(int declaration) const { return first_[declaration]; }
  [[nodiscard]] int id(int declaration, int number) const { return first_[declaration] + number - 1; }
  [[nodiscard]] std::string name(int id) const;
  [[nodiscard]] bool is_ancestor(int ancestor, int of) const;  // strict
  // Its cleanup and destroy need PASSIVE_LEVEL.
  [[nodiscard]] bool passive(int id) const { return passive_[instances_[id].decl]; }
  // The level of its entry callback.
  [[nodiscard]] Irql runs_at(int id) const;
  // Some agent may be at DISPATCH_LEVEL.
  [[nodiscard]] bool has_dispatch() const { return has_dispatch_; }
  // Whether what never changes (`where`, and an `unless` that does not look at the moment) lets the rule speak of this
  // pair at all.
  [[nodiscard]] bool applies(const Rule&, int first, int self) const;
  // Whether the rule can be lifted for this pair at some moments: while a reference on `first` is outstanding, where
  // `unless` says `referenced`, and in deletions that are carried out at its `deletion_irql`.
  [[nodiscard]] bool liftable(const Rule&, int first, int self) const;
  // The same of some pair.
  [[nodiscard]] bool may_be_lifted(const Rule&) const;
  // The rule speaks of every pair alike; otherwise each pair has to be looked at.
  [[nodiscard]] bool speaks_of_every_pair(const Rule&) const;

 private:
  [[nodiscard]] bool met(const Conditions&, int first, int self) const;  // but for `referenced` and `deletion_irql`
  [[nodiscard]] bool can_be_met(const Conditions&) const;                // by some pair, at some moment
  [[nodiscard]] bool looks_at_the_moment(const Conditions&) const;
  [[nodiscard]] bool may_be_at_dispatch() const;

  const Scenario* scenario_;
  const Framework* framework_;
  std::vector<Instance> instances_;
  std::vector<int> first_;
  std::vector<const TypeDecl*> types_;
  std::vector<char> passive_;  // by declaration
  bool has_dispatch_ = false;
};

}  // namespace afterlife

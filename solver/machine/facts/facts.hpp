// What the machine knows before the first step and what never changes: everything below is asked and done by it.
//
//   const MachineFacts facts(instances);
//   const Program& body = facts.bodies.of(step_agent);
//   if (facts.tree.within(parent, child)) visit(child);
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/facts/bodies.hpp"
#include "solver/machine/facts/prepared_rules.hpp"
#include "solver/machine/facts/program.hpp"
#include "solver/machine/facts/tree.hpp"

namespace afterlife {

// References that the framework holds on account of the objects of one declaration.
struct FrameworkHolds {
  std::vector<const HeldReference*> on_allocator, on_parent;  // by each of them
  std::vector<const HeldReference*> on_items;                 // by each of them, a collection
  int by_run = 0;                                             // so many, on itself
};

struct LockSlots {
  // Where the state keeps who holds it: a lock of the scenario, or a lock object.
  [[nodiscard]] int of(const Mention& lock, int object) const {
    return lock.entity == EntityKind::lock ? lock.index : of_object[object];
  }
  std::vector<int> of_object;  // by instance, -1: no lock
  int count = 0;
};

struct MachineFacts {
  enum class Role : char { none, request, io_target };

  explicit MachineFacts(Kept<Instances>);
  MachineFacts(const MachineFacts&) = delete;
  MachineFacts& operator=(const MachineFacts&) = delete;

  [[nodiscard]] bool is_request(int object) const { return roles[object] == Role::request; }
  [[nodiscard]] bool is_target(int object) const { return roles[object] == Role::io_target; }

  // The removal callback that a `call` or `call_end` is about.
  [[nodiscard]] const Callback& called(const Instruction& in) const {
    return scenario.objects[in.action->target.index].removals[in.callback];
  }

  const Instances& instances;
  const Scenario& scenario;
  const DeletionFacts& deletion;
  const int size;  // so many instances
  const InstanceTree tree;
  const Bodies bodies;
  const PreparedRules rules;
  const std::vector<FrameworkHolds> holds;  // by declaration
  const std::vector<Role> roles;            // by instance
  const LockSlots locks;
  const std::map<std::pair<EventKind, int>, std::vector<int>> held_back_by;  // assumptions by (kind, index) of `then`
};

}  // namespace afterlife

// A smaller scenario that has the same answers: alike objects that nothing ever picks out are merged into one that
// stands for all of them, so that N alike instances do not cost N alike questions.
//
//   IdleReduction reduction(scenario, framework);
//   std::vector<Step> steps = an_execution_of(reduction.scenario());
//   Lifted all = lift(reduction, reduced, whole_machine, whole, steps);     // the same with every object in it again
//
// Why nothing is lost. An *idle* object has no callback, is named by no action, and nothing that is not idle lies below
// it. In any execution its steps can be left out: they help nobody, because all that others ever ask of an idle object
// is to be out of the way. And they can be put in again: as soon as somebody has to wait for it, everything that an
// idle object waits for itself has happened. So an execution needs either none of a group of idle siblings or all of
// them, and counting the group's steps with its size keeps shortest executions shortest. An idle object's parent may
// hold it up for ever, which no idle parent does: where a rule speaks of parents, the first level of idle objects and
// all that is below it are two groups. Where a framework orders siblings, only neighbours are merged. Of a declaration
// with `count`, as many instances are kept as an execution can pick out at all; those are the first ones, and
// renumbering keeps the order of instances.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "model/kept.hpp"
#include "solver/machine/machine.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

// Whether the framework tells siblings apart by their order: then only neighbours are alike.
bool orders_siblings(const Framework&);

class IdleReduction {
 public:
  // Throws Stopped when the deadline has passed.
  IdleReduction(Kept<Scenario>, Kept<Framework>, bool merge = true, const Deadline& = Deadline());

  [[nodiscard]] const Scenario& scenario() const { return reduced_; }

  // The objects of the whole scenario that instance `number` of a declaration of the reduced one stands for, as
  // (declaration, number), in an order in which they can be cleaned up and destroyed one after the other.
  struct Member {
    int declaration, number;
  };
  [[nodiscard]] std::vector<Member> members(int declaration, int number) const;
  [[nodiscard]] const Action* original(const Action* action) const;

 private:
  struct Group {
    std::vector<int> members;  // whole declarations, those below before those above
    int below = -1;            // the group of what is below them, where it is one of its own
    int counted = -1;          // or what is left of this declaration
    int first_number = 1;      // from this instance on
  };

  void find_idle();
  void build(const Deadline&);
  int new_group(int declaration);
  void add_to(int group, int top, bool split);
  void pair_actions(const Body& whole, const Body& reduced);
  void pair_all();
  [[nodiscard]] std::vector<int> declarations_below(int declaration) const;

  const Scenario& whole_;
  const Framework& framework_;
  std::vector<bool> idle_;
  std::vector<int> kept_instances_;         // of each declaration; its count when nothing is merged
  std::vector<std::vector<int>> children_;  // declarations below, direct
  Scenario reduced_;
  std::vector<int> declaration_of_;  // whole -> reduced; -1: merged, and not the top of a group
  std::vector<int> whole_of_;        // reduced -> whole, -1: a group
  std::map<int, Group> groups_;      // by reduced declaration
  std::map<const Action*, const Action*> originals_;
};

struct Lifted {
  std::vector<Step> steps;
  // Runs of alike steps, as (first index, length); everything else is a run of one.
  std::vector<std::pair<std::size_t, std::size_t>> folded;
};

// The execution of the reduced scenario, step by step on the machine of the whole one. Throws when it is not permitted
// there, and Stopped when the deadline has passed.
Lifted lift(const IdleReduction&, const Instances& reduced, const Machine& whole_machine, const Instances& whole,
            const std::vector<Step>&, const Deadline& = Deadline());

}  // namespace afterlife

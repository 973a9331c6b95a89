// Z3 searches for an execution that reaches one of several goals, and the machine confirms it.
//
//   Search search(shared_z3, graph, machine, Search::Cut::to_cone, deadline, stats);
//   Found found = search.find(goals, /*shortest=*/true);
//   if (found.answer == Found::Answer::yes) show(found.steps);   // replayed without the solver already
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "solver/machine/machine.hpp"
#include "solver/question/goals.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class SharedZ3;

struct Found {
  enum class Answer { no, yes, unknown } answer = Answer::unknown;
  std::string reason;        // unknown: why
  Goal goal;                 // yes: the one that was reached
  std::vector<Step> steps;   // yes: the execution, replayed
  std::uint64_t length = 0;  // printed steps, weighted
  bool minimal = false;      // no execution of fewer printed steps reaches any of the goals
};

class Search {
 public:
  // What is given to Z3: the constraints that the goals depend on, or all of them (to be compared with).
  enum class Cut { to_cone, nothing };
  // The context is shared by all searches of a scenario.
  Search(SharedZ3&, Kept<EventGraph>, Kept<Machine>, Cut, Kept<Deadline>, CheckStats&);

  // Each of these throws Stopped when a limit is met that is no answer, as where Z3 has no memory.

  // Looks for an execution that reaches one of the goals (all at a step, or all at rest); a shortest one if asked.
  Found find(const std::vector<Goal>& goals, bool shortest, std::uint64_t shorter_than = 0);
  // The same without looking for a shortest one, the cheapest goals first.
  Found find_any(const std::vector<Goal>& goals);
  // A shortest one, goal by goal: what one goal depends on is little even where all of them together depend on
  // everything. Starts from one that is known, which is kept when the time is over; compares with a fixed number of
  // goals at most.
  Found find_shortest(Found known, const std::vector<Goal>& goals);
  // Whether some execution reaches one of the goals; nothing is replayed.
  Found::Answer possible(const std::vector<Goal>& goals);

 private:
  class Query;

  Found find_with_z3(const std::vector<Goal>& goals, bool shortest, std::uint64_t shorter_than);

  template <class Ask>
  void in_batches(std::vector<Goal> goals, Ask ask);
  [[nodiscard]] std::vector<int> depths_of_events() const;
  bool compare(Found& known, const std::vector<Goal>& goals);

  SharedZ3& z3_;
  const EventGraph& graph_;
  const Machine& machine_;
  Cut cut_;
  const Deadline& deadline_;
  CheckStats& stats_;
};

// The execution that is shown: among the shortest the first in the machine's fixed order. Nothing when that would take
// looking at more than `budget` states.
struct Shortest {
  std::vector<Step> steps;
  Goal goal;
  std::uint64_t length = 0;
};
std::optional<Shortest> first_shortest(const Machine&, const Instances&, const std::vector<Goal>&,
                                       std::uint64_t length_limit, std::size_t budget, const Deadline&);

// Printed steps; one on an object that stands for many counts as many.
std::uint64_t printed_length(const Instances&, const Step&);
std::uint64_t printed_length(const Instances&, const std::vector<Step>&);

}  // namespace afterlife

#include "solver/check/whole_scenario.hpp"

#include <stdexcept>

#include "solver/explain/explain.hpp"
#include "solver/search/replay.hpp"

namespace afterlife {
namespace {

// The goal as it is about the whole scenario: of a group of idle objects its first member is meant.
Goal on_whole(Goal goal, const IdleReduction& reduction, const Instances& reduced, const Instances& whole) {
  const auto first_member = [&](int instance) {
    const auto first = reduction.members(reduced[instance].decl, reduced[instance].number).front();
    return whole.id(first.declaration, first.number);
  };
  if (goal.object >= 0 && !(goal.order != nullptr && is_of_thread(goal.order->then.kind)))
    goal.object = first_member(goal.object);
  if (goal.first >= 0 && !is_of_thread(goal.order->first.kind)) goal.first = first_member(goal.first);
  return goal;
}

}  // namespace

Execution WholeScenario::show(const Found& found, const IdleReduction& reduction, const Instances& reduced,
                              const Deadline& deadline) {
  if (!instances_) {
    instances_ = std::make_unique<Instances>(scenario_, framework_);
    machine_ = std::make_unique<Machine>(*instances_);
  }
  const Lifted lifted = lift(reduction, reduced, *machine_, *instances_, found.steps, deadline);
  const Goal goal = on_whole(found.goal, reduction, reduced, *instances_);
  if (!does(goal, lifted.steps))
    throw std::logic_error("the whole scenario does not do what an execution of the reduced one was found for");
  Execution shown = explain(*machine_, *instances_, goal, lifted);
  shown.minimal = found.minimal;
  if (!found.minimal) shown.minimal_note = "not all executions that could be shorter were compared with it";
  return shown;
}

// Whether the steps reach the goal with all objects there. Where to look around at rest is too much for that many
// objects, that the reduced scenario rests has to do.
bool WholeScenario::does(const Goal& goal, const std::vector<Step>& steps) const {
  if (!goal.at_rest()) return reaches(*machine_, goal, steps);
  State state = machine_->initial();
  for (const Step& step : steps) machine_->apply(state, step);
  bool too_large = false;
  const std::size_t limit = states_that_fit(*instances_, Machine::kClosedSetLimit);
  return reaches_at_rest(*machine_, goal, state, too_large, limit) || too_large;
}

}  // namespace afterlife

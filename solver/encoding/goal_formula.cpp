// Goals as formulas, for those that the order graph leaves to Z3.
#include "solver/encoding/goal_formula.hpp"

namespace afterlife {
namespace {

z3::expr acts_on(const Goal& goal, Encoding& encoding) {
  const z3::expr happened = encoding.context.happens(goal.event);
  const z3::expr touches = encoding.acts.touches(goal.event, goal.object);
  switch (goal.hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: return happened && touches;
    case Hazard::use_after_destroy:
    case Hazard::use_in_destroy:
      return happened && (touches || encoding.acts.drops_or_deletes(goal.event, goal.object));
    case Hazard::over_dereference:
    case Hazard::leak:
    case Hazard::deadlock:
    case Hazard::double_delete:
    case Hazard::forbidden_delete:
    case Hazard::start_after_delete:
    case Hazard::wait_at_dispatch: break;
  }
  return happened && encoding.naming.targets(goal.event, goal.object);
}

z3::expr hazard(const Goal& goal, Encoding& encoding) {
  const HazardFacts& row = facts(goal.hazard);
  z3::expr found = acts_on(goal, encoding);
  switch (row.state) {
    case HazardState::cleaned_up: found = found && encoding.deletions.cleaned(goal.object, goal.event); break;
    case HazardState::destroy_begun: found = found && encoding.deletions.destroy_begun(goal.object, goal.event); break;
    case HazardState::deletion_requested: found = found && encoding.deletions.requested(goal.object, goal.event); break;
    case HazardState::in_deletion: found = found && encoding.deletions.in_deletion(goal.object, goal.event); break;
    case HazardState::any: break;
  }
  return row.unreferenced ? found && encoding.references.unreferenced(goal.object, goal.event) : found;
}

z3::expr order(const Goal& goal, Encoding& encoding) {
  const z3::expr begins =
      encoding.context.happens(goal.event) && encoding.named_events.begins(goal.event, goal.order->then, goal.object);
  const z3::expr ended = encoding.named_events.ended(goal.order->first, goal.first, goal.event);
  if (goal.kind == Goal::Kind::ended_then_begun) return begins && ended;
  const bool born_matters = presupposes_birth(goal.order->first.kind);
  return begins && !ended &&
         (born_matters ? encoding.births.born(goal.first, goal.event) : encoding.context.z3().bool_val(true));
}

}  // namespace

z3::expr formula(const Goal& goal, Encoding& encoding) {
  switch (goal.kind) {
    case Goal::Kind::hazard: return hazard(goal, encoding);
    case Goal::Kind::not_yet_ended:
    case Goal::Kind::ended_then_begun: return order(goal, encoding);
    case Goal::Kind::leak: return encoding.end.leaked(goal.object);
    case Goal::Kind::deadlock: return encoding.end.somebody_waits();
    case Goal::Kind::redundant: return encoding.acts.redundant(goal.event, goal.object);
    case Goal::Kind::happens: return encoding.context.happens(goal.event);
    case Goal::Kind::begins:
      return encoding.context.happens(goal.event) && encoding.named_events.begins(goal.event, *goal.name, goal.object);
    case Goal::Kind::acts_on: return acts_on(goal, encoding);
    case Goal::Kind::asks:
      return encoding.context.happens(goal.event) && encoding.acts.asks_for(goal.event, goal.object);
    case Goal::Kind::stands: return encoding.end.stands_waiting_at_dispatch(goal.event);
    case Goal::Kind::has_ended: return encoding.named_events.ended(*goal.name, goal.object, EncodingContext::kEnd);
    case Goal::Kind::comes_to: return encoding.end.comes_to_something(goal.event);
    case Goal::Kind::reaches: return encoding.end.stands_at(goal.event) || encoding.context.happens(goal.event);
  }
  return encoding.context.z3().bool_val(false);
}

}  // namespace afterlife

#include "solver/encoding/acts.hpp"

#include <algorithm>
#include <string>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr ActEncoder::outcome(int id) {
  const Event& event = events_.at(id);
  return outcomes_.at(id, [&]() -> z3::expr {
    if (event.kind == Event::Kind::head) return encoding_.synchronization.asked_to_stop(event.agent.index, id);
    switch (facts(event.action->kind).shape) {
      case ActionShape::test: return encoding_.synchronization.flag_set(event.action->target.index, id);
      case ActionShape::create:
        return definitions_.defined_later("creates!" + std::to_string(id),
                                          [this, id] { return encoding_.births.create_succeeds(id, id); });
      case ActionShape::deletion:
      case ActionShape::removal:
        return definitions_.defined_later("deletes!" + std::to_string(id), [this, id] { return takes_effect(id); });
      case ActionShape::send: return !encoding_.io_targets.send_fails(id);
      case ActionShape::take:
      case ActionShape::cancel: return encoding_.naming.done_to_something(id);
      case ActionShape::act: return event.action->kind == ActionKind::start ? starts_first(id) : yes();
      case ActionShape::touch:
      case ActionShape::bounded:
      case ActionShape::stop:
      case ActionShape::loop:
      case ActionShape::choose:
      case ActionShape::maybe:
      case ActionShape::at_irql: break;
    }
    return yes();
  });
}

// No other start of this thread comes before it.
z3::expr ActEncoder::starts_first(int id) {
  AllOf first(z3_);
  for (const int other : events_.acts(ActionKind::start, EntityKind::thread, events_.at(id).action->target.index))
    first &= !before(other, id);
  return first;
}

// It is done to something that is not taken yet.
z3::expr ActEncoder::takes_effect(int request) {
  z3::expr effect = no();
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(events_.at(request), object))
      effect |= (encoding_.naming.targets(request, object) && !encoding_.deletions.taken(object, request));
  return effect;
}

z3::expr ActEncoder::touches(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::run_begins)
    return event.object == object && instances_.type(object).has_role("request") ? yes() : no();
  if (event.kind != Event::Kind::act) return no();
  switch (facts(event.action->kind).touches) {
    case Touches::nothing: return no();
    case Touches::target:
    case Touches::context:
      return event.action->target.entity == EntityKind::object ? encoding_.naming.targets(id, object) : no();
    case Touches::both: return touches_with(id, object);
    case Touches::other: return may_.may_name_second(event, object) ? encoding_.naming.other_targets(id, object) : no();
    case Touches::creators: {
      AnyOf any(z3_);
      const int declaration = event.action->target.index;
      for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
        const Instance& next = instances_[instances_.id(declaration, number)];
        if (next.parent == object || next.from == object)
          any |= (encoding_.births.create_next(id, number, id) && encoding_.births.born(object, id));
      }
      return any;
    }
    case Touches::held: {
      const auto& held = events_.holders(object);
      if (std::ranges::find(held, event.action->target.index) == held.end()) return no();
      return outcome(id) && encoding_.births.born(object, id);
    }
  }
  return no();
}

// An act with two names touches what both mean, if both mean something.
z3::expr ActEncoder::touches_with(int id, int object) {
  const Event& event = events_.at(id);
  AnyOf first(z3_), second(z3_);
  for (int other = 0; other < instances_.size(); ++other)
    if (may_.may_target(event, other)) first |= encoding_.naming.targets(id, other);
  for (const int other : may_.second_names(event)) second |= encoding_.naming.other_targets(id, other);
  z3::expr meant = may_.may_target(event, object) ? encoding_.naming.targets(id, object) : no();
  if (may_.may_name_second(event, object)) meant |= encoding_.naming.other_targets(id, object);
  return meant && z3::expr(first) && z3::expr(second);
}

z3::expr ActEncoder::drops_or_deletes(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return encoding_.naming.targets(id, object);
  const bool counts = event.kind == Event::Kind::act &&
                      (event.action->kind == ActionKind::dereference || requests_deletion(event.action->kind));
  return counts ? encoding_.naming.targets(id, object) : no();
}

z3::expr ActEncoder::redundant(int id, int object) {
  return happens(id) && encoding_.naming.targets(id, object) && !outcome(id) &&
         !encoding_.deletions.requested(object, id);
}

z3::expr ActEncoder::asks_for(int id, int object) {
  if (events_.at(id).action->kind == ActionKind::create) return encoding_.births.binds(id, object);
  AnyOf any(z3_);
  for (const int up : may_.path(object, -1))
    if (may_.may_target(events_.at(id), up)) any |= encoding_.naming.targets(id, up);
  return z3::expr(any) && encoding_.births.born(object, id);
}

}  // namespace afterlife

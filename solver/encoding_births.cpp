// What is born, and what an action is done to.
#include <algorithm>
#include <utility>

#include "solver/encoding.hpp"
#include "solver/junction.hpp"

namespace afterlife {

z3::expr Encoding::born(int object, int moment) {
  if (world_.instance(object).born_at_start) return yes();
  return memo(Fn::born, object, moment, [&] {
    AnyOf any(z3_);
    for (const int create : statics_.births_of(object)) any |= (before(create, moment) && binds(create, object));
    return any;
  });
}

z3::expr Encoding::binds(int create_event, int object) {
  return outcome(create_event) && create_next(create_event, world_.instance(object).number, create_event);
}

z3::expr Encoding::create_next(int create_event, int number, int moment) {
  SumOf made(z3_);
  bool other = false;
  for (const int create : statics_.births_of(world_.first(events_.at(create_event).action->target.index))) {
    if (create == create_event) continue;
    other = true;
    made.add(before(create, moment) && outcome(create), 1);
  }
  return other ? z3::expr(made) == number - 1 : (number == 1 ? yes() : no());
}

z3::expr Encoding::parent_taken(int parent, int moment) {
  return world_.framework().deletion.takes == DeletionFacts::Takes::at_once ? in_deletion(parent, moment)
                                                                            : reached(parent, moment);
}

z3::expr Encoding::create_ok(int object, int moment) {
  const Instance& made = world_.instance(object);
  z3::expr ok = yes();
  if (made.parent >= 0) ok = ok && born(made.parent, moment) && !parent_taken(made.parent, moment);
  if (made.from >= 0) ok = ok && born(made.from, moment);
  return ok;
}

z3::expr Encoding::create_succeeds(int create_event, int moment) {
  const int declaration = events_.at(create_event).action->target.index;
  AnyOf any(z3_);
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number)
    any |= (create_next(create_event, number, moment) && create_ok(world_.id(declaration, number), moment));
  return any;
}

z3::expr Encoding::pick(int event, int object) {
  const auto found = picks_.find({event, object});
  if (found != picks_.end()) return found->second;
  const int declaration = world_.instance(object).decl;
  z3::expr_vector all(z3_);
  AllOf none_born(z3_);
  AnyOf any(z3_);
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
    const int each = world_.id(declaration, number);
    const z3::expr chosen = z3_.bool_const(("pick!" + std::to_string(event) + "!" + std::to_string(each)).c_str());
    picks_.emplace(std::pair{event, each}, chosen);
    const z3::expr there = born(each, event);
    definitions_.emplace(chosen.id(), Definition{chosen, there, false});
    side_conditions_.push_back(z3::implies(chosen, there));
    none_born &= !there;
    any |= chosen;
    all.push_back(chosen);
  }
  side_conditions_.push_back(z3::atmost(all, 1));
  side_conditions_.push_back(z3::implies(happens_[event], z3::expr(any) || none_born));
  return picks_.at({event, object});
}

z3::expr Encoding::binding_targets(const Event& event, const Target& target, int object) {
  const Instance& instance = world_.instance(object);
  switch (target.binding.kind) {
    case Binding::Kind::instance: return target.binding.id == object ? born(object, event.id) : no();
    case Binding::Kind::any: return event.action->target.index == instance.decl ? pick(event.id, object) : no();
    case Binding::Kind::created:
      return events_.at(target.binding.id).action->target.index == instance.decl ? binds(target.binding.id, object)
                                                                                 : no();
  }
  return no();
}

z3::expr Encoding::targets(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return event.object == object ? yes() : no();
  const Event& aimed = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  AnyOf any(z3_);
  for (const Target& target : aimed.targets) {
    z3::expr through = target.entries.empty() ? yes() : no();
    for (const int entry : target.entries) through = through || entered(aimed, aimed.entries[entry], aimed.id);
    any |= (through && binding_targets(aimed, target, object));
  }
  return z3::expr(any).simplify();
}

z3::expr Encoding::touches(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act) return no();
  switch (event.action->kind) {
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference: return targets(id, object);
    case ActionKind::lock:
    case ActionKind::unlock: return event.action->target.entity == EntityKind::object ? targets(id, object) : no();
    case ActionKind::create: {
      AnyOf any(z3_);
      const int declaration = event.action->target.index;
      for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
        const Instance& next = world_.instance(world_.id(declaration, number));
        if (next.parent == object || next.from == object) any |= (create_next(id, number, id) && born(object, id));
      }
      return any;
    }
    case ActionKind::start: {
      const auto& held = events_.holders(object);
      if (std::ranges::find(held, event.action->target.index) == held.end()) return no();
      return outcome(id) && born(object, id);
    }
    default: return no();
  }
}

z3::expr Encoding::drops_or_deletes(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return targets(id, object);
  const bool counts = event.kind == Event::Kind::act &&
                      (event.action->kind == ActionKind::dereference || event.action->kind == ActionKind::delete_);
  return counts ? targets(id, object) : no();
}

z3::expr Encoding::asks_for(int id, int object) {
  if (events_.at(id).action->kind == ActionKind::create) return binds(id, object);
  AnyOf any(z3_);
  for (const int up : statics_.path(object, -1))
    if (statics_.may_target(events_.at(id), up)) any |= targets(id, up);
  return z3::expr(any) && born(object, id);
}

}  // namespace afterlife

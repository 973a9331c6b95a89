// What is born, and what an action is done to.
#include <algorithm>
#include <utility>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr Encoding::born(int object, int moment) {
  if (instances_[object].born_at_start) return yes();
  return memo(Fn::born, object, moment, [&] {
    AnyOf any(z3_);
    for (const int create : may_.births_of(object)) any |= (before(create, moment) && binds(create, object));
    return any;
  });
}

z3::expr Encoding::binds(int create_event, int object) {
  return outcome(create_event) && create_next(create_event, instances_[object].number, create_event);
}

z3::expr Encoding::create_next(int create_event, int number, int moment) {
  CountOf made(z3_);
  bool other = false;
  for (const int create : may_.births_of(instances_.first(events_.at(create_event).action->target.index))) {
    if (create == create_event) continue;
    other = true;
    made.add(named(before(create, moment) && outcome(create)));
  }
  return other ? made.is(number - 1) : (number == 1 ? yes() : no());
}

z3::expr Encoding::parent_taken(int parent, int moment) {
  return instances_.framework().deletion.takes == DeletionFacts::Takes::at_once ? in_deletion(parent, moment)
                                                                                : reached(parent, moment);
}

z3::expr Encoding::create_ok(int object, int moment) {
  const Instance& made = instances_[object];
  z3::expr ok = yes();
  if (made.parent >= 0)
    ok &= born(made.parent, moment) &&
          because(moment, [&] { return reasons_.not_created_late(object); }, !parent_taken(made.parent, moment));
  if (made.from >= 0) ok &= born(made.from, moment);
  return ok;
}

z3::expr Encoding::create_succeeds(int create_event, int moment) {
  const int declaration = events_.at(create_event).action->target.index;
  AnyOf any(z3_);
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number)
    any |= (create_next(create_event, number, moment) && create_ok(instances_.id(declaration, number), moment));
  return any;
}

// Which of the instances a name means that may mean several: any that is born; what is taken out of a collection, any
// that is in it; a lock that is given back, any that the agent holds.
z3::expr Encoding::pick(int event, int object, bool second) {
  std::map<std::pair<int, int>, z3::expr>& picks = second ? other_picks_ : picks_;
  const auto found = picks.find({event, object});
  if (found != picks.end()) return found->second;
  const int declaration = instances_[object].decl;
  const ActionKind kind = events_.at(event).action->kind;
  const auto is_there = [&](int each) {
    if (!second && kind == ActionKind::take) return may_be_taken(event, each);
    return kind == ActionKind::unlock ? holds_lock(event, each) : born(each, event);
  };
  CountOf all(z3_);
  AllOf none_there(z3_);
  AnyOf any(z3_);
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
    const int each = instances_.id(declaration, number);
    const std::string name = (second ? "other!" : "pick!") + std::to_string(event) + "!" + std::to_string(each);
    const z3::expr chosen = z3_.bool_const(name.c_str());
    picks.emplace(std::pair{event, each}, chosen);
    all.add(chosen);
  }
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
    const int each = instances_.id(declaration, number);
    const z3::expr chosen = picks.at({event, each});
    const z3::expr there = is_there(each);
    definitions_.emplace(chosen.id(), Definition{chosen, there, false});
    side_conditions_.push_back(z3::implies(chosen, there));
    none_there &= !there;
    any |= chosen;
  }
  side_conditions_.push_back(all.at_most(1));
  side_conditions_.push_back(z3::implies(happens_[event], z3::expr(any) || none_there));
  return picks.at({event, object});
}

z3::expr Encoding::may_be_taken(int event, int item) {
  AnyOf any(z3_);
  for (const int collection : may_.second_names(events_.at(event)))
    any |= (other_targets(event, collection) && in_collection(item, collection, event));
  return any;
}

z3::expr Encoding::binding_targets(const Event& event, const Target& target, int object, bool second, bool at_end) {
  const Instance& instance = instances_[object];
  const int declaration = second ? event.action->other->index : event.action->target.index;
  switch (target.binding.kind) {
    case Binding::Kind::instance: return target.binding.id == object ? born(object, event.id) : no();
    case Binding::Kind::any:
      if (declaration != instance.decl) return no();
      return at_end ? born(object, kEnd) : pick(event.id, object, second);
    case Binding::Kind::created:
      return events_.at(target.binding.id).action->target.index == instance.decl ? binds(target.binding.id, object)
                                                                                 : no();
    case Binding::Kind::taken:
      return events_.at(target.binding.id).action->target.index == instance.decl ? targets(target.binding.id, object)
                                                                                 : no();
  }
  return no();
}

z3::expr Encoding::aimed(const Event& event, const std::vector<Target>& at, int object, bool second, bool at_end) {
  AnyOf any(z3_);
  for (const Target& target : at) {
    z3::expr through = target.entries.empty() ? yes() : no();
    for (const int entry : target.entries) through |= entered(event, event.entries[entry], event.id);
    any |= (through && binding_targets(event, target, object, second, at_end));
  }
  return z3::expr(any).simplify();
}

// Whether an act that has not happened could be done in the end. No instance is picked yet where its name means any: it
// waits only if it had to wait for each of them.
z3::expr Encoding::could_be_done(const Event& event, bool second, const std::function<z3::expr(int object)>& ready) {
  AnyOf meant(z3_), done(z3_);
  for (int object = 0; object < instances_.size(); ++object) {
    if (!(second ? may_.may_name_second(event, object) : may_.may_target(event, object))) continue;
    const z3::expr here = aimed(event, second ? event.others : event.targets, object, second, true);
    meant |= here;
    done |= (here && ready(object));
  }
  return z3::expr(done) || !z3::expr(meant);
}

z3::expr Encoding::targets(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return event.object == object ? yes() : no();
  const Event& meant = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  return aimed(meant, meant.targets, object, false);
}

z3::expr Encoding::other_targets(int id, int object) {
  return aimed(events_.at(id), events_.at(id).others, object, true);
}

// Whether the act is done to something: both of its names mean something that is born.
z3::expr Encoding::done_to_something(int id) {
  const Event& event = events_.at(id);
  if (event.action->target.entity != EntityKind::object) return yes();
  AnyOf any(z3_);
  if (event.action->kind == ActionKind::take) {
    for (const int collection : may_.second_names(event)) any |= other_targets(id, collection);
    return any;
  }
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(event, object)) any |= targets(id, object);
  return any;
}

z3::expr Encoding::touches(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::run_begins)
    return event.object == object && instances_.type(object).has_role("request") ? yes() : no();
  if (event.kind != Event::Kind::act) return no();
  switch (facts(event.action->kind).touches) {
    case Touches::nothing: return no();
    case Touches::target:
    case Touches::context: return event.action->target.entity == EntityKind::object ? targets(id, object) : no();
    case Touches::both: return touches_with(id, object);
    case Touches::other: return may_.may_name_second(event, object) ? other_targets(id, object) : no();
    case Touches::creators: {
      AnyOf any(z3_);
      const int declaration = event.action->target.index;
      for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
        const Instance& next = instances_[instances_.id(declaration, number)];
        if (next.parent == object || next.from == object) any |= (create_next(id, number, id) && born(object, id));
      }
      return any;
    }
    case Touches::held: {
      const auto& held = events_.holders(object);
      if (std::ranges::find(held, event.action->target.index) == held.end()) return no();
      return outcome(id) && born(object, id);
    }
  }
  return no();
}

// An act with two names touches what both mean, if both mean something.
z3::expr Encoding::touches_with(int id, int object) {
  const Event& event = events_.at(id);
  AnyOf first(z3_), second(z3_);
  for (int other = 0; other < instances_.size(); ++other)
    if (may_.may_target(event, other)) first |= targets(id, other);
  for (const int other : may_.second_names(event)) second |= other_targets(id, other);
  z3::expr meant = may_.may_target(event, object) ? targets(id, object) : no();
  if (may_.may_name_second(event, object)) meant |= other_targets(id, object);
  return meant && z3::expr(first) && z3::expr(second);
}

z3::expr Encoding::drops_or_deletes(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return targets(id, object);
  const bool counts = event.kind == Event::Kind::act &&
                      (event.action->kind == ActionKind::dereference || requests_deletion(event.action->kind));
  return counts ? targets(id, object) : no();
}

z3::expr Encoding::redundant(int id, int object) {
  return happens_[id] && targets(id, object) && !outcome(id) && !requested(object, id);
}

z3::expr Encoding::asks_for(int id, int object) {
  if (events_.at(id).action->kind == ActionKind::create) return binds(id, object);
  AnyOf any(z3_);
  for (const int up : may_.path(object, -1))
    if (may_.may_target(events_.at(id), up)) any |= targets(id, up);
  return z3::expr(any) && born(object, id);
}

}  // namespace afterlife

#include "solver/encoding/naming.hpp"

#include <string>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

// Which of the instances a name means that may mean several: any that is born; what is taken out of a collection, any
// that is in it; a lock that is given back, any that the agent holds.
z3::expr NamingEncoder::pick(int event, int object, bool second) {
  std::map<std::pair<int, int>, z3::expr>& picks = second ? other_picks_ : picks_;
  const auto found = picks.find({event, object});
  if (found != picks.end()) return found->second;
  const int declaration = instances_[object].decl;
  const ActionKind kind = events_.at(event).action->kind;
  const auto is_there = [&](int each) {
    if (!second && kind == ActionKind::take) return encoding_.collections.may_be_taken(event, each);
    return kind == ActionKind::unlock ? encoding_.synchronization.holds_lock(event, each)
                                      : encoding_.births.born(each, event);
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
    definitions_.define_implying(chosen, there);
    none_there &= !there;
    any |= chosen;
  }
  encoding_.cone.add_condition(all.at_most(1));
  encoding_.cone.add_condition(z3::implies(happens(event), z3::expr(any) || none_there));
  return picks.at({event, object});
}

z3::expr NamingEncoder::binding_targets(const Event& event, const Target& target, int object, bool second,
                                        bool at_end) {
  const Instance& instance = instances_[object];
  const int declaration = second ? event.action->other->index : event.action->target.index;
  switch (target.binding.kind) {
    case Binding::Kind::instance: return target.binding.id == object ? encoding_.births.born(object, event.id) : no();
    case Binding::Kind::any:
      if (declaration != instance.decl) return no();
      return at_end ? encoding_.births.born(object, kEnd) : pick(event.id, object, second);
    case Binding::Kind::created:
      return events_.at(target.binding.id).action->target.index == instance.decl
                 ? encoding_.births.binds(target.binding.id, object)
                 : no();
    case Binding::Kind::taken:
      return events_.at(target.binding.id).action->target.index == instance.decl ? targets(target.binding.id, object)
                                                                                 : no();
  }
  return no();
}

z3::expr NamingEncoder::aimed(const Event& event, const std::vector<Target>& at, int object, bool second, bool at_end) {
  AnyOf any(z3_);
  for (const Target& target : at) {
    z3::expr through = target.entries.empty() ? yes() : no();
    for (const int entry : target.entries) through |= encoding_.control.entered(event, event.entries[entry], event.id);
    any |= (through && binding_targets(event, target, object, second, at_end));
  }
  return z3::expr(any).simplify();
}

// No instance is picked yet where a name means any: the act waits only if it had to wait for each of them.
z3::expr NamingEncoder::could_be_done(const Event& event, bool second,
                                      const std::function<z3::expr(int object)>& ready) {
  AnyOf meant(z3_), done(z3_);
  for (int object = 0; object < instances_.size(); ++object) {
    if (!(second ? may_.may_name_second(event, object) : may_.may_target(event, object))) continue;
    const z3::expr here = aimed(event, second ? event.others : event.targets, object, second, true);
    meant |= here;
    done |= (here && ready(object));
  }
  return z3::expr(done) || !z3::expr(meant);
}

z3::expr NamingEncoder::targets(int id, int object) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::release) return event.object == object ? yes() : no();
  const Event& meant = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  return aimed(meant, meant.targets, object, false);
}

z3::expr NamingEncoder::other_targets(int id, int object) {
  return aimed(events_.at(id), events_.at(id).others, object, true);
}

// Whether the act is done to something: both of its names mean something that is born.
z3::expr NamingEncoder::done_to_something(int id) {
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

std::vector<z3::expr> NamingEncoder::picks() const {
  std::vector<z3::expr> all;
  for (const auto* picks : {&picks_, &other_picks_})
    for (const auto& [key, constant] : *picks) all.push_back(constant);
  return all;
}

}  // namespace afterlife

// Threads, locks, signals, flags; outcomes of events, and the ways from one event of an agent to the next.
#include <utility>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr Encoding::asked_to_stop(int thread, int moment) {
  AnyOf any(z3_);
  for (const ActionKind kind : {ActionKind::request_stop, ActionKind::stop})
    for (const int event : events_.acts(kind, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::started(int thread, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::start, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::signalled(int signal, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::signal, EntityKind::signal, signal)) any |= before(event, moment);
  return any;
}

z3::expr Encoding::flag_set(int flag, int moment) {
  return memo(Fn::flag, flag, moment, [&] {
    AnyOf any(z3_);
    for (const ActionKind kind : {ActionKind::set, ActionKind::test_and_set})
      for (const int set : events_.acts(kind, EntityKind::flag, flag)) {
        z3::expr last = before(set, moment);
        for (const int clear : events_.acts(ActionKind::clear, EntityKind::flag, flag))
          last &= !(before(set, clear) && before(clear, moment));
        any |= last;
      }
    return any;
  });
}

z3::expr Encoding::lock_held(const Event& lock, int object, int moment) {
  z3::expr held = before(lock.id, moment);
  if (object >= 0) held &= targets(lock.id, object);
  for (const int unlock : events_.acts(ActionKind::unlock, lock.action->target.entity, lock.action->target.index)) {
    const Event& release = events_.at(unlock);
    if (release.agent != lock.agent || unlock < lock.id || (object >= 0 && !may_.may_target(release, object))) continue;
    const z3::expr given_back = before(unlock, moment);
    if (given_back.is_false()) continue;
    held &= !(object >= 0 ? given_back && targets(unlock, object) : given_back);
  }
  return held;
}

// The agent of the event holds the lock object just before it.
z3::expr Encoding::holds_lock(int event, int object) {
  AnyOf any(z3_);
  for (const int lock : events_.acts(ActionKind::lock, EntityKind::object, instances_[object].decl))
    if (events_.at(lock).agent == events_.at(event).agent && may_.may_target(events_.at(lock), object))
      any |= lock_held(events_.at(lock), object, event);
  return any;
}

z3::expr Encoding::lock_free(const Event& event, int moment) {
  const Mention& target = event.action->target;
  const auto is_free = [&](int object) {
    AllOf free(z3_);
    for (const int other : events_.acts(ActionKind::lock, target.entity, target.index))
      if (other != event.id && (object < 0 || may_.may_target(events_.at(other), object)))
        free &= !lock_held(events_.at(other), object, moment);
    return z3::expr(free);
  };
  if (target.entity == EntityKind::lock) return is_free(-1);
  if (moment == kEnd) return could_be_done(event, false, is_free);
  AllOf free(z3_);
  for (int number = 1; number <= instances_.scenario().objects[target.index].count; ++number) {
    const int object = instances_.id(target.index, number);
    if (may_.may_target(event, object)) free &= z3::implies(targets(event.id, object), is_free(object));
  }
  return free;
}

z3::expr Encoding::defined(const std::string& name, int event, int object) {
  const z3::expr constant = z3_.bool_const((name + "!" + std::to_string(event)).c_str());
  pending_.push_back({name == "creates" ? Pending::What::create : Pending::What::delete_, event, object, constant});
  return constant;
}

z3::expr Encoding::outcome(int id) {
  if (const auto found = outcomes_.find(id); found != outcomes_.end()) return found->second;
  const Event& event = events_.at(id);
  const auto make = [&]() -> z3::expr {
    if (event.kind == Event::Kind::head) return asked_to_stop(event.agent.index, id);
    switch (event.action->kind) {
      case ActionKind::if_:
      case ActionKind::test_and_set: return flag_set(event.action->target.index, id);
      case ActionKind::create: return defined("creates", id, -1);
      case ActionKind::delete_:
      case ActionKind::complete:
      case ActionKind::remove:
      case ActionKind::unload:
      case ActionKind::close: return defined("deletes", id, -1);
      case ActionKind::send: return !send_fails(id);
      case ActionKind::take:
      case ActionKind::cancel_and_wait: return done_to_something(id);
      case ActionKind::start: {
        AllOf first(z3_);
        for (const int other : events_.acts(ActionKind::start, EntityKind::thread, event.action->target.index))
          first &= !before(other, id);
        return z3::expr(first);
      }
      case ActionKind::use:
      case ActionKind::context:
      case ActionKind::reference:
      case ActionKind::dereference:
      case ActionKind::enqueue:
      case ActionKind::request_stop:
      case ActionKind::join:
      case ActionKind::stop:
      case ActionKind::cancel:
      case ActionKind::flush:
      case ActionKind::signal:
      case ActionKind::wait:
      case ActionKind::set:
      case ActionKind::clear:
      case ActionKind::lock:
      case ActionKind::unlock:
      case ActionKind::add:
      case ActionKind::loop:
      case ActionKind::choose:
      case ActionKind::maybe:
      case ActionKind::at_irql: break;
    }
    return yes();
  };
  const z3::expr made = make();
  outcomes_.emplace(id, made);
  return made;
}

// Definitions of outcomes may speak of each other, so they are made when no formula is under construction.
void Encoding::define_pending() {
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    z3::expr meaning = no();
    switch (next.what) {
      case Pending::What::drop:
        meaning = targets(next.event, next.object) && references(next.object, next.event).at_least(1);
        break;
      case Pending::What::level: meaning = carried_out_at_dispatch(next.object, next.event); break;
      case Pending::What::create: meaning = create_succeeds(next.event, next.event); break;
      case Pending::What::delete_:
        for (const int object : [&] {
               std::vector<int> candidates;
               for (int o = 0; o < instances_.size(); ++o)
                 if (may_.may_target(events_.at(next.event), o)) candidates.push_back(o);
               return candidates;
             }())
          meaning |= (targets(next.event, object) && !taken(object, next.event));
        break;
    }
    definitions_.emplace(next.constant.id(), Definition{next.constant, meaning, true});
    side_conditions_.push_back(next.constant == meaning);
  }
}

z3::expr Encoding::fork_is(int fork, int value) {
  const int alternatives = events_.alternatives(fork);
  const auto constant = [&](int i) {
    const auto found = forks_.find({fork, i});
    if (found != forks_.end()) return found->second;
    const z3::expr made = z3_.bool_const(("fork!" + std::to_string(fork) + "!" + std::to_string(i)).c_str());
    forks_.emplace(std::pair{fork, i}, made);
    return made;
  };
  if (alternatives == 1) return yes();
  if (alternatives == 2) return value == 1 ? constant(1) : !constant(1);
  if (!forks_.contains({fork, 0})) {
    CountOf taken(z3_);
    for (int i = 0; i < alternatives; ++i) taken.add(constant(i));
    side_conditions_.push_back(taken.is(1));
  }
  return constant(value);
}

// Whatever the request waits for, going on at once is permitted as well.
bool Encoding::may_go_on_at_once(const Event& event) const {
  const bool by_own_run = event.agent.kind == Agent::Kind::run &&
                          instances_.type(event.agent.index).drain.own_delete == Drain::OwnDelete::waits;
  return event.action != nullptr && requests_deletion(event.action->kind) && !by_own_run &&
         instances_.framework().deletion.returns == DeletionFacts::Returns::any_time;
}

// What a way presupposes of an outcome. Flags and requests to stop are the scenario's own doing, and worth telling.
z3::expr Encoding::outcome_is(int id, bool value, int moment) {
  const Event& event = events_.at(id);
  const z3::expr met = value ? outcome(id) : !outcome(id);
  if (event.kind == Event::Kind::head)
    return value ? because(moment, [&] { return reasons_.asked_to_stop(event.agent.index); }, met) : met;
  const bool reads_flag = event.action->kind == ActionKind::if_ || event.action->kind == ActionKind::test_and_set;
  return reads_flag ? because(moment, [&] { return reasons_.branch(*event.action, value); }, met) : met;
}

z3::expr Encoding::literal(const Literal& literal, int moment) {
  switch (literal.kind) {
    case Literal::Kind::fork: return fork_is(literal.id, literal.value);
    case Literal::Kind::outcome: return outcome_is(literal.id, literal.value == 1, moment);
    case Literal::Kind::waits:
      if (!waits_matter_ && may_go_on_at_once(events_.at(literal.id))) return literal.value == 1 ? no() : yes();
      return literal.value == 1 ? waits(literal.id) : !waits(literal.id);
    case Literal::Kind::removes:
      return literal.object >= 0 ? targets(literal.id, literal.object) : !done_to_something(literal.id);
    case Literal::Kind::came: {
      const Event& event = events_.at(literal.id);
      return entered(event, event.entries[literal.value], event.id);
    }
    case Literal::Kind::holds: {
      const z3::expr holds = thread_holds(literal.id, literal.object);
      return literal.value == 1 ? holds : !holds;
    }
    case Literal::Kind::started:
      return because(moment, [&] { return reasons_.started(literal.id); }, started(literal.id, moment));
  }
  return no();
}

z3::expr Encoding::entered(const Event&, const Entry& entry, int moment) {
  if (!waits_matter_ && entry.from >= 0 && events_.at(entry.from).kind == Event::Kind::resume &&
      may_go_on_at_once(events_.at(entry.from)))
    return no();
  AllOf all(z3_);
  if (entry.from >= 0) all &= before(entry.from, moment);
  for (const Literal& each : entry.when) all &= literal(each, moment);
  return all;
}

z3::expr Encoding::control(const Event& event, int moment) {
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::passes_over:
    case Event::Kind::run_begins: return yes();
    default: break;
  }
  AnyOf any(z3_);
  for (const Entry& entry : event.entries) any |= entered(event, entry, moment);
  if (event.group >= 0 && event.kind == Event::Kind::act) return z3::expr(any) && born(event.object, event.request);
  return any;
}

// Members of one `each` are dealt with one after the other: a member begins when those that have begun are done.
z3::expr Encoding::member_guard(const Event& event, int moment) {
  const Event& done = events_.at(event.set_done);
  AllOf all(z3_);
  for (const Event::Member& other : done.members)
    if (other.act != event.id) all &= z3::implies(before(other.act, moment), member_done(done, other, moment));
  return all;
}

z3::expr Encoding::member_done(const Event& done, const Event::Member& member, int moment) {
  AnyOf over(z3_);
  for (const Entry& way : member.ways_out) over |= entered(done, way, moment);
  return over;
}

z3::expr Encoding::set_done_guard(const Event& event, int moment) {
  AllOf all(z3_);
  for (const Event::Member& member : event.members)
    all &= z3::implies(born(member.instance, event.request), member_done(event, member, moment));
  return all;
}

}  // namespace afterlife

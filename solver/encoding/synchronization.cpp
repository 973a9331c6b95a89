#include "solver/encoding/synchronization.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr SynchronizationEncoder::asked_to_stop(int thread, int moment) {
  AnyOf any(z3_);
  for (const ActionKind kind : {ActionKind::request_stop, ActionKind::stop})
    for (const int event : events_.acts(kind, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr SynchronizationEncoder::started(int thread, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::start, EntityKind::thread, thread)) any |= before(event, moment);
  return any;
}

z3::expr SynchronizationEncoder::signalled(int signal, int moment) {
  AnyOf any(z3_);
  for (const int event : events_.acts(ActionKind::signal, EntityKind::signal, signal)) any |= before(event, moment);
  return any;
}

z3::expr SynchronizationEncoder::flag_set(int flag, int moment) {
  return flag_set_.at(flag, moment, [&] {
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

z3::expr SynchronizationEncoder::lock_held(const Event& lock, int object, int moment) {
  z3::expr held = before(lock.id, moment);
  if (object >= 0) held &= encoding_.naming.targets(lock.id, object);
  for (const int unlock : events_.acts(ActionKind::unlock, lock.action->target.entity, lock.action->target.index)) {
    const Event& release = events_.at(unlock);
    if (release.agent != lock.agent || unlock < lock.id || (object >= 0 && !may_.may_target(release, object))) continue;
    const z3::expr given_back = before(unlock, moment);
    if (given_back.is_false()) continue;
    held &= !(object >= 0 ? given_back && encoding_.naming.targets(unlock, object) : given_back);
  }
  return held;
}

// The agent of the event holds the lock object just before it.
z3::expr SynchronizationEncoder::holds_lock(int event, int object) {
  AnyOf any(z3_);
  for (const int lock : events_.acts(ActionKind::lock, EntityKind::object, instances_[object].decl))
    if (events_.at(lock).agent == events_.at(event).agent && may_.may_target(events_.at(lock), object))
      any |= lock_held(events_.at(lock), object, event);
  return any;
}

z3::expr SynchronizationEncoder::lock_free(const Event& event, int moment) {
  const Mention& target = event.action->target;
  const auto is_free = [&](int object) {
    AllOf free(z3_);
    for (const int other : events_.acts(ActionKind::lock, target.entity, target.index))
      if (other != event.id && (object < 0 || may_.may_target(events_.at(other), object)))
        free &= !lock_held(events_.at(other), object, moment);
    return z3::expr(free);
  };
  if (target.entity == EntityKind::lock) return is_free(-1);
  if (moment == kEnd) return encoding_.naming.could_be_done(event, false, is_free);
  AllOf free(z3_);
  for (int number = 1; number <= instances_.scenario().objects[target.index].count; ++number) {
    const int object = instances_.id(target.index, number);
    if (may_.may_target(event, object))
      free &= z3::implies(encoding_.naming.targets(event.id, object), is_free(object));
  }
  return free;
}

}  // namespace afterlife

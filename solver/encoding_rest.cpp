// The end of the prefix: who stands where, and whether anything can still move.
#include "solver/encoding.hpp"
#include "solver/junction.hpp"

namespace afterlife {

z3::expr Encoding::stands_at(int event) { return !happens_[event] && control(events_.at(event), kEnd); }

z3::expr Encoding::enabled_at_end(int event) { return !happens_[event] && guard(events_.at(event), kEnd); }

z3::expr Encoding::waits_at_end(int id) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::resume) return stands_at(id) && !resume_guard(event, kEnd);
  if (event.kind != Event::Kind::act) return no();
  return stands_at(id) && !action_guard(event, kEnd);
}

z3::expr Encoding::changes_for_good(int id) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act) return no();
  const Action& action = *event.action;
  switch (action.kind) {
    case ActionKind::signal: return !signalled(action.target.index, kEnd);
    case ActionKind::request_stop:
    case ActionKind::stop: return !asked_to_stop(action.target.index, kEnd);
    case ActionKind::start: return !started(action.target.index, kEnd);
    case ActionKind::create: return create_succeeds(id, kEnd);
    case ActionKind::delete_:
      if (event.targets.size() == 1 && event.targets.front().binding.kind == Binding::Kind::instance) {
        const int object = event.targets.front().binding.id;
        return born(object, kEnd) && !requested(object, kEnd);
      }
      return no();
    default: return no();
  }
}

z3::expr Encoding::leaked_at_end(int object) {
  const z3::expr due = world_.instance(object).born_at_start ? in_deletion(object, kEnd) : yes();
  return born(object, kEnd) && !destroyed(object, kEnd) && due;
}

z3::expr Encoding::somebody_waits_at_end() {
  AnyOf any(z3_);
  for (const Event& event : events_.all()) any |= waits_at_end(event.id);
  return any;
}

z3::expr Encoding::at_rest() {
  AllOf all(z3_);
  for (const Event& event : events_.all()) {
    proceed_();
    const bool looping = event.in_outermost_loop && event.agent.kind == Agent::Kind::thread;
    if (!looping) {
      all &= !enabled_at_end(event.id);
      continue;
    }
    all &=
        z3::implies(enabled_at_end(event.id), !asked_to_stop(event.agent.index, kEnd) && !changes_for_good(event.id));
    if (event.last_head) all &= !(happens_[event.id] && !outcome(event.id));
  }
  return all;
}

}  // namespace afterlife

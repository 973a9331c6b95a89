// The end of the prefix: who stands where, and whether anything can still move.
#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr Encoding::stands_at(int event) { return !happens_[event] && control(events_.at(event), kEnd); }

z3::expr Encoding::enabled_at_end(int event) { return !happens_[event] && guard(events_.at(event), kEnd); }

z3::expr Encoding::waits_at_end(int id) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::resume) return stands_at(id) && !resume_guard(event, kEnd) && !others_can_go_on(event);
  if (event.kind != Event::Kind::act) return no();
  return stands_at(id) && !action_guard(event, kEnd) && !others_can_go_on(event);
}

// Who stands before several members of one `each` waits only if it can go on with none of them. Where nobody goes round
// a loop nothing is enabled at rest, so that it need not be asked.
z3::expr Encoding::others_can_go_on(const Event& event) {
  AnyOf any(z3_);
  if (event.group < 0 || !goes_round(event)) return any;
  const Event& act = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  for (const Event::Member& member : events_.at(act.set_done).members) {
    if (member.act != event.id) any |= enabled_at_end(member.act);
    for (const int resume : may_.resumes_of(member.act))
      if (resume != event.id) any |= enabled_at_end(resume);
  }
  return any;
}

bool Encoding::goes_round(const Event& event) {
  return event.in_outermost_loop && event.agent.kind == Agent::Kind::thread;
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
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait: {
      AnyOf any(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (instances_.type(object).has_role("io-target") && fixed_target(event, object)) any |= !closed(object, kEnd);
      return any;
    }
    case ActionKind::enqueue: {
      AnyOf any(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (!events_.runs(object).empty() && fixed_target(event, object))
          any |= (born(object, kEnd) && !before(events_.begin_of(object, Phase::cleanup), kEnd) &&
                  !queued(object, kEnd) && !ignored_at_end(object));
      return any;
    }
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
      if (event.targets.size() == 1 && event.targets.front().binding.kind == Binding::Kind::instance) {
        const int object = event.targets.front().binding.id;
        return born(object, kEnd) && !requested(object, kEnd);
      }
      return no();
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
    case ActionKind::join:
    case ActionKind::flush:
    case ActionKind::wait:
    case ActionKind::set:
    case ActionKind::clear:
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::lock:
    case ActionKind::unlock:
    case ActionKind::add:
    case ActionKind::take:
    case ActionKind::send:
    case ActionKind::loop:
    case ActionKind::choose:
    case ActionKind::maybe:
    case ActionKind::at_irql: break;
  }
  return no();
}

// The act is done to this object and no other, whenever it is done.
bool Encoding::fixed_target(const Event& event, int object) {
  return event.targets.size() == 1 && event.targets.front().binding == Binding{Binding::Kind::instance, object};
}

// The framework ignores what would make a run of the object pending.
z3::expr Encoding::ignored_at_end(int object) {
  if (!instances_.framework().deletion.enqueue_ignored_when_reached || !may_.may_be_deleted(object)) return no();
  return reached(object, kEnd);
}

// What has not happened is placed after all that has, so that what it would be done to is what that means at the end.
z3::expr Encoding::placed_at_end(int event) {
  AllOf all(z3_);
  for (const Event& other : events_.all())
    if (other.id != event) all &= z3::implies(happens_[other.id], precedes(other.id, event));
  return all;
}

z3::expr Encoding::stands_waiting_at_dispatch(int event) {
  const z3::expr stands = stands_at(event) && at_dispatch(event) && done_to_something(event);
  return events_.at(event).targets.empty() && events_.at(event).others.empty() ? stands
                                                                               : stands && placed_at_end(event);
}

z3::expr Encoding::comes_to_something(int event) {
  z3::expr stands = stands_at(event);
  if (!events_.at(event).targets.empty() || !events_.at(event).others.empty()) stands &= placed_at_end(event);
  return (stands || happens_[event]) && done_to_something(event);
}

z3::expr Encoding::leaked_at_end(int object) {
  const z3::expr due = instances_[object].born_at_start ? in_deletion(object, kEnd) : yes();
  return born(object, kEnd) && !destroyed(object, kEnd) && due;
}

z3::expr Encoding::somebody_waits_at_end() {
  AnyOf any(z3_);
  for (const Event& event : events_.all()) any |= waits_at_end(event.id);
  return any;
}

z3::expr Encoding::at_rest() {
  AllOf all(z3_);
  const z3::expr end = z3_.int_const("end");
  for (const Event& event : events_.all())
    all &= z3::ite(happens_[event.id], position_[event.id] > end, position_[event.id] < end);
  for (const Event& event : events_.all()) {
    deadline_.keep();
    if (!goes_round(event)) {
      all &= !enabled_at_end(event.id);
      continue;
    }
    all &=
        z3::implies(enabled_at_end(event.id), !asked_to_stop(event.agent.index, kEnd) && !changes_for_good(event.id));
    if (event.last_head) all &= !(happens_[event.id] && !outcome(event.id));
  }
  for (int object = 0; object < instances_.size(); ++object) {
    all &= !cut_off(object, kEnd);
    static_cast<void>(references(object, kEnd));  // state_literals pins them
  }
  return all;
}

}  // namespace afterlife

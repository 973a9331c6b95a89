#include "solver/encoding/end_of_prefix.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {
namespace {

bool goes_round(const Event& event) { return event.in_outermost_loop && event.agent.kind == Agent::Kind::thread; }

// The act is done to this object and no other, whenever it is done.
bool fixed_target(const Event& event, int object) {
  return event.targets.size() == 1 && event.targets.front().binding == Binding{Binding::Kind::instance, object};
}

}  // namespace

z3::expr EndOfPrefixEncoder::stands_at(int event) {
  return !happens(event) && encoding_.control.reaches(events_.at(event), kEnd);
}

z3::expr EndOfPrefixEncoder::enabled(int event) {
  return !happens(event) && encoding_.guards.of(events_.at(event), kEnd);
}

z3::expr EndOfPrefixEncoder::waits_at(int id) {
  const Event& event = events_.at(id);
  if (event.kind == Event::Kind::resume)
    return stands_at(id) && !encoding_.waiting.may_resume(event, kEnd) && !others_can_go_on(event);
  if (event.kind != Event::Kind::act) return no();
  return stands_at(id) && !encoding_.guards.of_act(event, kEnd) && !others_can_go_on(event);
}

// Who stands before several members of one `each` waits only if it can go on with none of them. Where nobody goes round
// a loop nothing is enabled at rest, so that it need not be asked.
z3::expr EndOfPrefixEncoder::others_can_go_on(const Event& event) {
  AnyOf any(z3_);
  if (event.group < 0 || !goes_round(event)) return any;
  const Event& act = event.kind == Event::Kind::resume ? events_.at(event.request) : event;
  for (const Event::Member& member : events_.at(act.set_done).members) {
    if (member.act != event.id) any |= enabled(member.act);
    for (const int resume : may_.resumes_of(member.act))
      if (resume != event.id) any |= enabled(resume);
  }
  return any;
}

z3::expr EndOfPrefixEncoder::changes_for_good(int id) {
  const Event& event = events_.at(id);
  if (event.kind != Event::Kind::act) return no();
  const Action& action = *event.action;
  switch (action.kind) {
    case ActionKind::signal: return !encoding_.synchronization.signalled(action.target.index, kEnd);
    case ActionKind::request_stop:
    case ActionKind::stop: return !encoding_.synchronization.asked_to_stop(action.target.index, kEnd);
    case ActionKind::start: return !encoding_.synchronization.started(action.target.index, kEnd);
    case ActionKind::create: return encoding_.births.create_succeeds(id, kEnd);
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait: {
      AnyOf any(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (instances_.type(object).has_role("io-target") && fixed_target(event, object))
          any |= !encoding_.io_targets.closed(object, kEnd);
      return any;
    }
    case ActionKind::enqueue: {
      AnyOf any(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (!events_.runs(object).empty() && fixed_target(event, object))
          any |= (encoding_.births.born(object, kEnd) && !before(events_.begin_of(object, Phase::cleanup), kEnd) &&
                  !encoding_.runs.queued(object, kEnd) && !ignored(object));
      return any;
    }
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
      if (event.targets.size() == 1 && event.targets.front().binding.kind == Binding::Kind::instance) {
        const int object = event.targets.front().binding.id;
        return encoding_.births.born(object, kEnd) && !encoding_.deletions.requested(object, kEnd);
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

// The framework ignores what would make a run of the object pending.
z3::expr EndOfPrefixEncoder::ignored(int object) {
  if (!instances_.framework().deletion.enqueue_ignored_when_reached || !may_.may_be_deleted(object)) return no();
  return encoding_.deletions.reached(object, kEnd);
}

// What has not happened is placed after all that has, so that what it would be done to is what that means at the end.
z3::expr EndOfPrefixEncoder::placed_at_end(int event) {
  AllOf all(z3_);
  for (const Event& other : events_.all())
    if (other.id != event) all &= z3::implies(happens(other.id), context_.precedes(other.id, event));
  return all;
}

z3::expr EndOfPrefixEncoder::stands_waiting_at_dispatch(int event) {
  const z3::expr stands =
      stands_at(event) && encoding_.levels.at_dispatch(event) && encoding_.naming.done_to_something(event);
  return events_.at(event).targets.empty() && events_.at(event).others.empty() ? stands
                                                                               : stands && placed_at_end(event);
}

z3::expr EndOfPrefixEncoder::comes_to_something(int event) {
  z3::expr stands = stands_at(event);
  if (!events_.at(event).targets.empty() || !events_.at(event).others.empty()) stands &= placed_at_end(event);
  return (stands || happens(event)) && encoding_.naming.done_to_something(event);
}

z3::expr EndOfPrefixEncoder::leaked(int object) {
  const z3::expr due = instances_[object].born_at_start ? encoding_.deletions.in_deletion(object, kEnd) : yes();
  return encoding_.births.born(object, kEnd) && !encoding_.deletions.destroyed(object, kEnd) && due;
}

z3::expr EndOfPrefixEncoder::somebody_waits() {
  AnyOf any(z3_);
  for (const Event& event : events_.all()) any |= waits_at(event.id);
  return any;
}

z3::expr EndOfPrefixEncoder::is_at_rest() {
  AllOf all(z3_);
  const z3::expr end = z3_.int_const("end");
  for (const Event& event : events_.all())
    all &= z3::ite(happens(event.id), context_.position(event.id) > end, context_.position(event.id) < end);
  for (const Event& event : events_.all()) {
    deadline_.keep();
    if (!goes_round(event)) {
      all &= !enabled(event.id);
      continue;
    }
    all &= z3::implies(enabled(event.id), !encoding_.synchronization.asked_to_stop(event.agent.index, kEnd) &&
                                              !changes_for_good(event.id));
    if (event.last_head) all &= !(happens(event.id) && !encoding_.acts.outcome(event.id));
  }
  for (int object = 0; object < instances_.size(); ++object) {
    all &= !encoding_.runs.cut_off(object, kEnd);
    static_cast<void>(encoding_.references.outstanding(object, kEnd));  // state_literals pins them
  }
  return all;
}

}  // namespace afterlife

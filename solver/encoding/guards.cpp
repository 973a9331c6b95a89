#include "solver/encoding/guards.hpp"

#include <map>

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"
#include "solver/instances/event_names.hpp"

namespace afterlife {

z3::expr GuardEncoder::of_act(const Event& event, int moment) {
  const Action& action = *event.action;
  z3::expr ready = yes();
  switch (action.kind) {
    case ActionKind::join: ready = before(events_.thread_end(action.target.index), moment); break;
    case ActionKind::wait: ready = encoding_.synchronization.signalled(action.target.index, moment); break;
    case ActionKind::lock: ready = encoding_.synchronization.lock_free(event, moment); break;
    case ActionKind::take: ready = encoding_.collections.take_ready(event.id, moment); break;
    case ActionKind::flush: {
      const auto is_quiet = [&](int object) { return encoding_.runs.quiet(object, true, moment); };
      if (moment == kEnd) {
        ready = encoding_.naming.could_be_done(event, false, is_quiet);
        break;
      }
      AllOf all(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (may_.may_target(event, object))
          all &= z3::implies(encoding_.naming.targets(event.id, object), is_quiet(object));
      ready = all;
      break;
    }
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
    case ActionKind::create:
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
    case ActionKind::start:
    case ActionKind::enqueue:
    case ActionKind::request_stop:
    case ActionKind::stop:
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait:
    case ActionKind::signal:
    case ActionKind::set:
    case ActionKind::clear:
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::unlock:
    case ActionKind::add:
    case ActionKind::send:
    case ActionKind::loop:
    case ActionKind::choose:
    case ActionKind::maybe:
    case ActionKind::at_irql: break;
  }
  z3::expr allowed = because(moment, [&] { return reasons_.waits(action); }, ready);
  if (event.fork >= 0) allowed |= encoding_.control.fork_is(event.fork, 0);
  if (event.group >= 0) allowed &= encoding_.control.member_guard(event, moment);
  return allowed;
}

z3::expr GuardEncoder::of_framework(const Event& event, int moment) {
  const int self = event.object;
  if (event.kind == Event::Kind::cleanup_begins)
    return encoding_.births.born(self, moment) &&
           because(
               moment, [&] { return reasons_.in_deletion(self); }, encoding_.deletions.in_deletion(self, moment)) &&
           because(
               moment, [&] { return reasons_.drained(self); }, encoding_.runs.drained(self, moment)) &&
           encoding_.rules.permit(self, Phase::cleanup, moment);
  const auto comes_after = [&] {
    return event.kind == Event::Kind::passes_over ? reasons_.cleanup_before_pass(self)
                                                  : reasons_.cleanup_before_destroy(self);
  };
  const z3::expr ready = because(moment, comes_after, encoding_.deletions.settled(self, Phase::cleanup, moment));
  const z3::expr unheld =
      because(
          moment, [&] { return reasons_.unreferenced(self); }, encoding_.references.unreferenced(self, moment)) &&
      encoding_.references.let_go(self, moment);
  if (event.kind == Event::Kind::passes_over)
    return ready && !unheld && !encoding_.deletions.destroy_begun(self, moment) &&
           encoding_.rules.permit(self, Phase::destroy, moment);
  z3::expr due = encoding_.rules.permit(self, Phase::destroy, moment);
  if (events_.pass_over(self) >= 0) due |= before(events_.pass_over(self), moment);
  return ready && unheld && due;
}

z3::expr GuardEncoder::of(const Event& event, int moment) {
  z3::expr ready = yes();
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::passes_over: ready = of_framework(event, moment); break;
    case Event::Kind::run_begins: ready = encoding_.runs.may_begin(event, moment); break;
    case Event::Kind::act: ready = of_act(event, moment); break;
    case Event::Kind::resume: ready = encoding_.waiting.may_resume(event, moment); break;
    case Event::Kind::set_done: ready = encoding_.control.set_done_guard(event, moment); break;
    default: break;
  }
  return encoding_.control.reaches(event, moment) && ready && assumptions(event, moment);
}

z3::expr GuardEncoder::assumed_before(const Order& order, int first, int moment) {
  z3::expr met = encoding_.named_events.ended(order.first, first, moment);
  if (presupposes_birth(order.first.kind)) met |= !encoding_.births.born(first, moment);
  return because(moment, [&] { return Reasons::assumed(order); }, met);
}

// Of a deletion by a name that means several instances none is picked at the end: it may go on if one of them permits
// it.
z3::expr GuardEncoder::assumptions(const Event& event, int moment) {
  AllOf all(z3_);
  std::map<int, z3::expr> of_deletion;  // by instance
  const bool may_pick = moment == kEnd && event.kind == Event::Kind::act && requests_deletion(event.action->kind);
  for (const Order& order : instances_.scenario().assume)
    for (const auto& [first, then] : pairs_of(instances_, order)) {
      const z3::expr begins = encoding_.named_events.begins(event.id, order.then, then);
      if (begins.is_false()) continue;
      const z3::expr met = assumed_before(order, first, moment);
      if (may_pick)
        of_deletion.try_emplace(then, yes()).first->second &= met;
      else
        all &= z3::implies(begins, met);
    }
  if (!of_deletion.empty())
    all &= encoding_.naming.could_be_done(event, false, [&](int object) {
      const auto found = of_deletion.find(object);
      return found == of_deletion.end() ? yes() : found->second;
    });
  return all;
}

}  // namespace afterlife

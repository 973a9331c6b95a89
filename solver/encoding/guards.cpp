// When an event may happen.
#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"
#include "solver/instances/event_names.hpp"

namespace afterlife {

z3::expr Encoding::returned(const Action& by, int root_object, int moment) {
  const DeletionFacts& deletion = instances_.framework().deletion;
  AllOf all(z3_);
  for (const int below : may_.subtree(root_object)) {
    z3::expr part = born(below, moment);
    if (deletion.leaves_list) part &= no_root_on(may_.path(below, root_object), moment);
    const auto waits = [&](Phase phase) { return [&, phase] { return reasons_.waits(by, root_object, phase); }; };
    z3::expr over = because(moment, waits(Phase::cleanup), settled(below, Phase::cleanup, moment));
    if (deletion.returns == DeletionFacts::Returns::after_cleanup) {
      z3::expr gone = destroyed(below, moment) || !unreferenced(below, moment) || held_by_framework(below, moment);
      if (events_.pass_over(below) >= 0) gone |= before(events_.pass_over(below), moment);
      over &= because(moment, waits(Phase::destroy), gone);
    }
    all &= z3::implies(part, over);
  }
  return all;
}

z3::expr Encoding::resume_guard(const Event& event, int moment) {
  if (event.action->kind == ActionKind::stop) {
    const z3::expr ended = because(
        moment, [&] { return reasons_.waits(*event.action); },
        before(events_.thread_end(event.action->target.index), moment));
    return event.fork >= 0 ? ended || fork_is(event.fork, 0) : ended;
  }
  const bool cancels = event.action->kind == ActionKind::cancel_and_wait;
  AllOf all(z3_);
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(events_.at(event.request), object))
      all &= z3::implies(targets(event.request, object),
                         cancels ? because(
                                       moment, [&] { return reasons_.waits_for_runs(*event.action, object); },
                                       quiet(object, false, moment))
                                 : returned(*event.action, object, moment));
  return all;
}

z3::expr Encoding::action_guard(const Event& event, int moment) {
  const Action& action = *event.action;
  z3::expr ready = yes();
  switch (action.kind) {
    case ActionKind::join: ready = before(events_.thread_end(action.target.index), moment); break;
    case ActionKind::wait: ready = signalled(action.target.index, moment); break;
    case ActionKind::lock: ready = lock_free(event, moment); break;
    case ActionKind::take: ready = take_ready(event.id, moment); break;
    case ActionKind::flush: {
      const auto is_quiet = [&](int object) { return quiet(object, true, moment); };
      if (moment == kEnd) {
        ready = could_be_done(event, false, is_quiet);
        break;
      }
      AllOf all(z3_);
      for (int object = 0; object < instances_.size(); ++object)
        if (may_.may_target(event, object)) all &= z3::implies(targets(event.id, object), is_quiet(object));
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
  if (event.fork >= 0) allowed |= fork_is(event.fork, 0);
  if (event.group >= 0) allowed &= member_guard(event, moment);
  return allowed;
}

z3::expr Encoding::framework_guard(const Event& event, int moment) {
  const int self = event.object;
  if (event.kind == Event::Kind::cleanup_begins)
    return born(self, moment) &&
           because(
               moment, [&] { return reasons_.in_deletion(self); }, in_deletion(self, moment)) &&
           because(
               moment, [&] { return reasons_.drained(self); }, drained(self, moment)) &&
           rules(self, Phase::cleanup, moment);
  const auto comes_after = [&] {
    return event.kind == Event::Kind::passes_over ? reasons_.cleanup_before_pass(self)
                                                  : reasons_.cleanup_before_destroy(self);
  };
  const z3::expr ready = because(moment, comes_after, settled(self, Phase::cleanup, moment));
  const z3::expr unheld =
      because(moment, [&] { return reasons_.unreferenced(self); }, unreferenced(self, moment)) && let_go(self, moment);
  if (event.kind == Event::Kind::passes_over)
    return ready && !unheld && !destroy_begun(self, moment) && rules(self, Phase::destroy, moment);
  z3::expr due = rules(self, Phase::destroy, moment);
  if (events_.pass_over(self) >= 0) due |= before(events_.pass_over(self), moment);
  return ready && unheld && due;
}

z3::expr Encoding::guard(const Event& event, int moment) {
  z3::expr ready = yes();
  switch (event.kind) {
    case Event::Kind::cleanup_begins:
    case Event::Kind::destroy_begins:
    case Event::Kind::passes_over: ready = framework_guard(event, moment); break;
    case Event::Kind::run_begins: ready = run_guard(event, moment); break;
    case Event::Kind::act: ready = action_guard(event, moment); break;
    case Event::Kind::resume: ready = resume_guard(event, moment); break;
    case Event::Kind::set_done: ready = set_done_guard(event, moment); break;
    default: break;
  }
  return control(event, moment) && ready && assumptions(event, moment);
}

z3::expr Encoding::begins_event(int id, const EventName& name, int instance) {
  const Event& event = events_.at(id);
  switch (name.kind) {
    case EventKind::cleanup:
      return event.kind == Event::Kind::cleanup_begins && event.object == instance ? yes() : no();
    case EventKind::destroy:
      return event.kind == Event::Kind::destroy_begins && event.object == instance ? yes() : no();
    case EventKind::thread_end:
      return event.kind == Event::Kind::ends && event.agent == Agent{Agent::Kind::thread, instance} ? yes() : no();
    case EventKind::run: {
      if (event.object != instance) return no();
      const ObjectDecl& decl = instances_.decl(instance);
      const bool runs = event.kind == Event::Kind::run_begins && decl.entry->name == name.callback;
      const bool calls = event.kind == Event::Kind::calls && decl.removals[event.callback].name == name.callback;
      return runs || calls ? yes() : no();
    }
    default: break;
  }
  if (event.kind != Event::Kind::act) return no();
  if (name.kind == EventKind::thread_start)
    return event.action->kind == ActionKind::start && event.action->target.index == instance ? outcome(event.id) : no();
  if (name.kind == EventKind::delete_)
    return requests_deletion(event.action->kind) && may_.may_target(event, instance) ? targets(event.id, instance)
                                                                                     : no();
  if (name.kind == EventKind::create)
    return event.action->kind == ActionKind::create && instances_[instance].decl == event.action->target.index
               ? binds(event.id, instance)
               : no();
  return no();
}

z3::expr Encoding::ended_event(const EventName& name, int instance, int moment) {
  switch (name.kind) {
    case EventKind::cleanup: return cleaned(instance, moment);
    case EventKind::destroy: return destroyed(instance, moment);
    case EventKind::create: return born(instance, moment);
    case EventKind::delete_: return requested(instance, moment);
    case EventKind::thread_start:
      return instances_.scenario().threads[instance].started ? started(instance, moment) : yes();
    case EventKind::thread_end: return before(events_.thread_end(instance), moment);
    case EventKind::run: {
      AnyOf some(z3_), in_progress(z3_);
      for (const Events::Run& run : may_.runs_named(name, instance)) {
        some |= before(run.ends, moment);
        in_progress |= run_in_progress(run, moment);
      }
      return z3::expr(some) && !z3::expr(in_progress);
    }
  }
  return no();
}

z3::expr Encoding::assumed_before(const Order& order, int first, int moment) {
  z3::expr met = ended_event(order.first, first, moment);
  if (presupposes_birth(order.first.kind)) met |= !born(first, moment);
  return because(moment, [&] { return Reasons::assumed(order); }, met);
}

// Of a deletion by a name that means several instances none is picked at the end: it may go on if one of them permits it.
z3::expr Encoding::assumptions(const Event& event, int moment) {
  AllOf all(z3_);
  std::map<int, z3::expr> of_deletion;  // by instance
  const bool may_pick = moment == kEnd && event.kind == Event::Kind::act && requests_deletion(event.action->kind);
  for (const Order& order : instances_.scenario().assume)
    for (const auto& [first, then] : pairs_of(instances_, order)) {
      const z3::expr begins = begins_event(event.id, order.then, then);
      if (begins.is_false()) continue;
      const z3::expr met = assumed_before(order, first, moment);
      if (may_pick)
        of_deletion.try_emplace(then, yes()).first->second &= met;
      else
        all &= z3::implies(begins, met);
    }
  if (!of_deletion.empty())
    all &= could_be_done(event, false, [&](int object) {
      const auto found = of_deletion.find(object);
      return found == of_deletion.end() ? yes() : found->second;
    });
  return all;
}

}  // namespace afterlife

#include "solver/encoding/named_events.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

z3::expr NamedEventEncoder::begins(int id, const EventName& name, int instance) {
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
    return event.action->kind == ActionKind::start && event.action->target.index == instance
               ? encoding_.acts.outcome(event.id)
               : no();
  if (name.kind == EventKind::delete_)
    return requests_deletion(event.action->kind) && may_.may_target(event, instance)
               ? encoding_.naming.targets(event.id, instance)
               : no();
  if (name.kind == EventKind::create)
    return event.action->kind == ActionKind::create && instances_[instance].decl == event.action->target.index
               ? encoding_.births.binds(event.id, instance)
               : no();
  return no();
}

z3::expr NamedEventEncoder::ended(const EventName& name, int instance, int moment) {
  switch (name.kind) {
    case EventKind::cleanup: return encoding_.deletions.cleaned(instance, moment);
    case EventKind::destroy: return encoding_.deletions.destroyed(instance, moment);
    case EventKind::create: return encoding_.births.born(instance, moment);
    case EventKind::delete_: return encoding_.deletions.requested(instance, moment);
    case EventKind::thread_start:
      return instances_.scenario().threads[instance].started ? encoding_.synchronization.started(instance, moment)
                                                             : yes();
    case EventKind::thread_end: return before(events_.thread_end(instance), moment);
    case EventKind::run: {
      AnyOf some(z3_), in_progress(z3_);
      for (const Events::Run& run : may_.runs_named(name, instance)) {
        some |= before(run.ends, moment);
        in_progress |= encoding_.runs.in_progress(run, moment);
      }
      return z3::expr(some) && !z3::expr(in_progress);
    }
  }
  return no();
}

}  // namespace afterlife

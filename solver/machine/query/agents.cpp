#include "solver/machine/query/agents.hpp"

namespace afterlife {

bool Agents::can_act(const Moment& now, const Standing& at, int object, Mode mode) const {
  const Action& action = *at.in.action;
  const int index = action.target.index;
  switch (action.kind) {
    case ActionKind::lock:
      return (action.target.entity == EntityKind::object && object < 0) ||
             now.locks[facts_.locks.of(action.target, object)] == 0;
    case ActionKind::join: return now.threads[index].ended;
    case ActionKind::wait: return now.signals[index] != 0;
    case ActionKind::start:
      return now.threads[index].started || !mode.assumptions ||
             !assumptions_.hold_back(now, EventKind::thread_start, index);
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
      return object < 0 || !mode.assumptions || !assumptions_.hold_back(now, EventKind::delete_, object);
    case ActionKind::flush: return object < 0 || drains_.quiet(now, object, true);
    case ActionKind::create:
      return !mode.assumptions || !outcomes_.create_succeeds(now, object) ||
             !assumptions_.hold_back(now, EventKind::create, object);
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
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
    case ActionKind::take:
    case ActionKind::send:
    case ActionKind::loop:
    case ActionKind::choose:
    case ActionKind::maybe:
    case ActionKind::at_irql: break;
  }
  return true;
}

bool Agents::waits_at_dispatch(const Moment& now, const Standing& at) const {
  if (at.in.op != Opcode::act && at.in.op != Opcode::cancel && at.in.op != Opcode::bounded) return false;
  const Action& action = *at.in.action;
  if (facts(action.kind).waits != Waits::blocking) return false;
  bool done_to_something = action.target.entity != EntityKind::object;
  const auto found = [&](int object) { done_to_something |= object >= 0; };
  if (action.kind == ActionKind::take)
    meanings_.others(now, at, found);
  else if (!done_to_something)
    meanings_.targets(now, at, Meanings::kAny, found);
  return done_to_something && outcomes_.level(at) == Irql::dispatch;
}

}  // namespace afterlife

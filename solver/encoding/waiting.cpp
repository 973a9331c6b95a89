#include "solver/encoding/waiting.hpp"

#include "solver/encoding/encoding.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

// The request takes effect and then waits.
z3::expr WaitEncoder::waits(int request) {
  const Event& event = events_.at(request);
  const z3::expr usual = event.fork >= 0 ? encoding_.control.fork_is(event.fork, 1) : yes();
  z3::expr waiting = usual;
  const Agent by = event.agent;
  if (by.kind == Agent::Kind::run && instances_.type(by.index).drain.own_delete != Drain::OwnDelete::inside) {
    const bool always = instances_.type(by.index).drain.own_delete == Drain::OwnDelete::waits;
    AnyOf takes_itself(z3_);
    for (const int up : may_.path(by.index, -1)) {
      if (!may_.may_target(event, up)) continue;
      z3::expr takes =
          encoding_.naming.targets(request, up) && !before(events_.begin_of(by.index, Phase::cleanup), request);
      if (instances_.framework().deletion.leaves_list)
        takes &= encoding_.deletions.no_root_on(may_.path(by.index, up), request);
      takes_itself |= takes;
    }
    waiting = always ? z3::expr(takes_itself) || usual : !z3::expr(takes_itself) && usual;
  }
  return encoding_.acts.outcome(request) && !goes_on_at_dispatch(request) && waiting;
}

// At DISPATCH_LEVEL it waits for nothing that is passive.
z3::expr WaitEncoder::goes_on_at_dispatch(int request) {
  const Event& event = events_.at(request);
  const z3::expr at_dispatch = encoding_.levels.at_dispatch(request);
  if (always_waits(event.action->kind) || at_dispatch.is_false()) return no();
  AnyOf passive(z3_);
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(event, object))
      passive |= (encoding_.naming.targets(request, object) && encoding_.levels.takes_passive(object, request));
  return at_dispatch && z3::expr(passive);
}

// Whatever the request waits for, going on at once is permitted as well.
bool WaitEncoder::may_go_on_at_once(const Event& event) const {
  const bool by_own_run = event.agent.kind == Agent::Kind::run &&
                          instances_.type(event.agent.index).drain.own_delete == Drain::OwnDelete::waits;
  return event.action != nullptr && requests_deletion(event.action->kind) && !always_waits(event.action->kind) &&
         !by_own_run && instances_.framework().deletion.returns == DeletionFacts::Returns::any_time;
}

z3::expr WaitEncoder::returned(const Action& by, int root_object, int moment) {
  const DeletionFacts& deletion = instances_.framework().deletion;
  AllOf all(z3_);
  for (const int below : may_.subtree(root_object)) {
    z3::expr part = encoding_.births.born(below, moment);
    if (deletion.leaves_list) part &= encoding_.deletions.no_root_on(may_.path(below, root_object), moment);
    const auto waits = [&](Phase phase) { return [&, phase] { return reasons_.waits(by, root_object, phase); }; };
    z3::expr over = because(moment, waits(Phase::cleanup), encoding_.deletions.settled(below, Phase::cleanup, moment));
    z3::expr gone = encoding_.deletions.destroyed(below, moment) || !encoding_.references.unreferenced(below, moment) ||
                    encoding_.references.held_by_framework(below, moment);
    if (events_.pass_over(below) >= 0) gone |= before(events_.pass_over(below), moment);
    over &= because(moment, waits(Phase::destroy), gone);
    all &= z3::implies(part, over);
  }
  return all;
}

z3::expr WaitEncoder::may_resume(const Event& event, int moment) {
  if (event.action->kind == ActionKind::stop) {
    const z3::expr ended = because(
        moment, [&] { return reasons_.waits(*event.action); },
        before(events_.thread_end(event.action->target.index), moment));
    return event.fork >= 0 ? ended || encoding_.control.fork_is(event.fork, 0) : ended;
  }
  const bool cancels = event.action->kind == ActionKind::cancel_and_wait;
  AllOf all(z3_);
  for (int object = 0; object < instances_.size(); ++object)
    if (may_.may_target(events_.at(event.request), object))
      all &= z3::implies(encoding_.naming.targets(event.request, object),
                         cancels ? because(
                                       moment, [&] { return reasons_.waits_for_runs(*event.action, object); },
                                       encoding_.runs.quiet(object, false, moment))
                                 : returned(*event.action, object, moment));
  return all;
}

}  // namespace afterlife

#include "solver/machine/update/runs.hpp"

#include "solver/machine/update/going_on.hpp"
#include "solver/machine/update/uses.hpp"

namespace afterlife {

bool Runs::enqueue(Moment& now, int object) const {
  if (!outcomes_.enqueue_succeeds(now, object)) return false;
  if (facts_.instances.decl(object).entry) counts_.set_queued(now, object, true);
  return true;
}

void Runs::send(Moment& now, int request, int target) const {
  if (now.objects[request].is(ObjectNow::kQueued)) return;
  now.objects[request].sent_to = target;
  ++now.objects[target].occupied;
  counts_.set_queued(now, request, true);
}

void Runs::cancel(Moment& now, int object) const {
  if (facts_.is_target(object))
    now.objects[object].bits |= ObjectNow::kClosed;
  else if (!facts_.is_request(object))
    counts_.set_queued(now, object, false);
}

void Runs::begin(Moment& now, int object, Mode mode, Effects& effects) const {
  ObjectNow& at = now.objects[object];
  const ObjectDecl& decl = facts_.instances.decl(object);
  if (mode.bounded) ++at.begun;
  int number = 0;
  while (now.runs.contains({object, number})) ++number;
  const Agent body{Agent::Kind::run, object, number};
  RunNow& started = now.runs[{object, number}];
  started.at_dispatch = facts_.instances.runs_at(object) == Irql::dispatch;
  started.sent_to = at.sent_to;
  start_body(started, facts_.bodies.of(body));
  ++at.running;
  at.remembers = number;
  counts_.change_held(now, object, facts_.holds[facts_.instances[object].decl].by_run);
  if (!decl.periodic) counts_.set_queued(now, object, false);
  at.sent_to = -1;
  if (facts_.is_request(object)) touch(now, Agent{}, object, Use::any, effects);
  effects.marks.push_back({EventKind::run, object, true, false, &*decl.entry});
}

void Runs::end(Moment& now, Agent agent, Mode mode, Effects& effects) const {
  const int object = agent.index;
  const int target = now.runs.at({object, agent.number}).sent_to;
  now.runs.erase({object, agent.number});
  ObjectNow& at = now.objects[object];
  --at.running;
  at.remembers = -1;
  if (mode.history || assumptions_.wait_for(object, *facts_.instances.decl(object).entry)) at.bits |= ObjectNow::kRan;
  counts_.change_held(now, object, -facts_.holds[facts_.instances[object].decl].by_run);
  if (target >= 0 && --now.objects[target].occupied == 0) counts_.refresh(now, target);
  effects.marks.push_back({EventKind::run, object, false, true, &*facts_.instances.decl(object).entry});
}

}  // namespace afterlife

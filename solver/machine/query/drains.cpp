#include "solver/machine/query/drains.hpp"

namespace afterlife {

// One of its runs stands in a request for the deletion that takes the object, and is the one that it remembers.
bool Drains::spares_runs(const Moment& now, int object) const {
  const ObjectNow& at = now.objects[object];
  if (facts_.instances.type(object).drain.own_delete != Drain::OwnDelete::inside || at.remembers < 0) return false;
  const RunNow& run = now.runs.at({object, at.remembers});
  return facts_.bodies.of(Agent{Agent::Kind::run, object, at.remembers}).at(run.pc).op == Opcode::delete_wait &&
         run.object == at.root;
}

bool Drains::drained(const Moment& now, int object) const {
  const ObjectNow& at = now.objects[object];
  if (facts_.is_request(object) || !facts_.instances.decl(object).entry) return true;
  switch (facts_.instances.type(object).drain.queued) {
    case Drain::Queued::not_drained: return true;
    case Drain::Queued::cancelled: return at.running == 0 || spares_runs(now, object);
    case Drain::Queued::runs: break;
  }
  return (at.running == 0 && !at.is(ObjectNow::kQueued)) || spares_runs(now, object);
}

bool Drains::quiet(const Moment& now, int object, bool queued) const {
  const ObjectNow& at = now.objects[object];
  if (facts_.is_target(object)) return at.occupied == 0;
  return at.running == 0 && !(queued && at.is(ObjectNow::kQueued));
}

}  // namespace afterlife

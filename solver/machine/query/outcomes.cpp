#include "solver/machine/query/outcomes.hpp"

namespace afterlife {

int Outcomes::next_unborn(const Moment& now, int declaration) const {
  const int born = now.births[declaration];
  return born < facts_.scenario.objects[declaration].count ? facts_.instances.first(declaration) + born : -1;
}

bool Outcomes::create_succeeds(const Moment& now, int object) const {
  if (object < 0) return false;
  const Instance& made = facts_.instances[object];
  if (made.from >= 0 && !now.objects[made.from].is(ObjectNow::kBorn)) return false;
  if (made.parent < 0) return true;
  const ObjectNow& parent = now.objects[made.parent];
  if (!parent.is(ObjectNow::kBorn)) return false;
  return facts_.deletion.takes == DeletionFacts::Takes::at_once ? parent.root < 0
                                                                : !blockers_.reached(now, made.parent);
}

bool Outcomes::enqueue_succeeds(const Moment& now, int object) const {
  const ObjectNow& at = now.objects[object];
  if (at.is(ObjectNow::kCleanupBegun)) return false;
  if (!facts_.instances.decl(object).entry) return true;
  return !(facts_.deletion.enqueue_ignored_when_reached && at.root >= 0 && blockers_.reached(now, object));
}

bool Outcomes::send_succeeds(const Moment& now, int target) {
  return !now.objects[target].is(ObjectNow::kClosed) && !now.objects[target].is(ObjectNow::kCleanupBegun);
}

bool Outcomes::delete_takes_effect(const Moment& now, int object) const {
  const ObjectNow& at = now.objects[object];
  if (facts_.deletion.takes == DeletionFacts::Takes::at_once) return at.root < 0;
  const int parent = facts_.instances[object].parent;
  return !at.is(ObjectNow::kRoot) && !(parent >= 0 && blockers_.reached(now, parent));
}

Outcomes::Returning Outcomes::delete_returns(const Moment& now, const Standing& at, int object) const {
  const bool always = always_waits(at.in.action->kind);
  if (!always && level(at) == Irql::dispatch && takes_passive(now, object)) return Returning::at_once;
  const bool waits = always || facts_.deletion.returns == DeletionFacts::Returns::after_cleanup;
  const Returning usual = waits ? Returning::waits : Returning::either;
  const Agent agent = at.agent;
  if (agent.kind != Agent::Kind::run || !facts_.tree.within(object, agent.index)) return usual;
  if (now.objects[agent.index].is(ObjectNow::kCleanupBegun)) return usual;
  for (int up = agent.index; up != object; up = facts_.instances[up].parent)
    if (!lifetimes_.on_list(now, up)) return usual;
  switch (facts_.instances.type(agent.index).drain.own_delete) {
    case Drain::OwnDelete::returns: return Returning::at_once;
    case Drain::OwnDelete::waits: return Returning::waits;
    case Drain::OwnDelete::inside: break;
  }
  return usual;
}

bool Outcomes::delete_is_over(const Moment& now, int object) const {
  return blockers_.clear(now, kUncleaned, object) && blockers_.clear(now, kAwaited, object);
}

bool Outcomes::takes_passive(const Moment& now, int object) const {
  const auto passive = [&](int id) {
    return facts_.instances.passive(id) && !now.objects[id].is(ObjectNow::kDestroyBegun);
  };
  return passive(object) || axes_.visit_below(now, object, passive);
}

Irql Outcomes::level(const Standing& at) const {
  if (at.in.level) return *at.in.level;
  if (at.agent.kind == Agent::Kind::thread) return facts_.scenario.threads[at.agent.index].irql;
  return at.run.at_dispatch ? Irql::dispatch : Irql::passive;
}

}  // namespace afterlife

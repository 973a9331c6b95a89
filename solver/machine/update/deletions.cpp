#include "solver/machine/update/deletions.hpp"

#include <vector>

#include "solver/machine/update/going_on.hpp"

namespace afterlife {

// The object takes its place at the end of its parent's list; its own references on others begin.
void Deletions::place(Moment& now, int object) const {
  const Instance& instance = facts_.instances[object];
  ObjectNow& born = now.objects[object];
  ++now.births[instance.decl];
  if (instance.parent >= 0) {
    ObjectNow& parent = now.objects[instance.parent];
    born.position = parent.births++;
    now.order[facts_.tree.stretch[instance.parent] + born.position] = object;
    born.root = parent.root;
  }
  if (instance.from >= 0)
    now.objects[instance.from].held += static_cast<int>(facts_.holds[instance.decl].on_allocator.size());
  if (instance.parent >= 0)
    now.objects[instance.parent].held += static_cast<int>(facts_.holds[instance.decl].on_parent.size());
}

void Deletions::be_born(Moment& now, int object) const {
  now.objects[object].bits |= ObjectNow::kBorn;
  place(now, object);
  counts_.refresh(now, object);
  if (facts_.instances[object].from >= 0) counts_.refresh(now, facts_.instances[object].from);
  if (facts_.instances[object].parent >= 0) counts_.refresh(now, facts_.instances[object].parent);
}

void Deletions::be_born_at_start(Moment& now) const {
  for (int i = 0; i < facts_.size; ++i)
    if (facts_.instances[i].born_at_start) now.objects[i].bits = ObjectNow::kBorn;
  for (int i = 0; i < facts_.size; ++i)
    if (now.objects[i].is(ObjectNow::kBorn)) place(now, i);
  for (int i = 0; i < facts_.size; ++i) counts_.refresh(now, i);
}

void Deletions::make_root(Moment& now, int object, Irql level) const {
  now.objects[object].bits |= ObjectNow::kRoot | (level == Irql::dispatch ? ObjectNow::kAtDispatch : 0U);
  std::vector<int> open = {object};
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    now.objects[at].root = object;
    for (int p = 0; p < now.objects[at].births; ++p) {
      const int child = now.order[facts_.tree.stretch[at] + p];
      if (!now.objects[child].is(ObjectNow::kRoot)) open.push_back(child);
    }
  }
  counts_.refresh(now, object);
}

// The references that `holder` has on others until this point are over.
void Deletions::let_go(Moment& now, int holder, HeldReference::Until passed) const {
  const Instance& instance = facts_.instances[holder];
  const auto end = [&](int held, const std::vector<const HeldReference*>& references) {
    for (const HeldReference* reference : references) {
      if (reference->until != passed) continue;
      --now.objects[held].held;
      counts_.refresh(now, held);
    }
  };
  if (instance.from >= 0) end(instance.from, facts_.holds[instance.decl].on_allocator);
  if (instance.parent >= 0) end(instance.parent, facts_.holds[instance.decl].on_parent);
}

void Deletions::begin(Moment& now, int object, Phase phase, Effects& effects) const {
  const bool cleanup = phase == Phase::cleanup;
  now.objects[object].bits |= cleanup ? ObjectNow::kCleanupBegun : ObjectNow::kDestroyBegun;
  effects.marks.push_back({cleanup ? EventKind::cleanup : EventKind::destroy, object, true, false});
  if (cleanup) {
    let_go(now, object, HeldReference::Until::cleanup_begins);
    collections_.let_go(now, object, HeldReference::Until::cleanup_begins);
    if (!facts_.is_request(object)) counts_.set_queued(now, object, false);
  }
  const Agent body{cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, object};
  if (!facts_.bodies.has(phase, object)) return end(now, object, phase, effects);
  RunNow& started = now.bodies[2 * object + (cleanup ? 0 : 1)];
  started.at_dispatch = !facts_.instances.passive(object) && lifetimes_.deleted_at(now, object) == Irql::dispatch;
  start_body(started, facts_.bodies.of(body));
}

void Deletions::end(Moment& now, int object, Phase phase, Effects& effects) const {
  const bool cleanup = phase == Phase::cleanup;
  const EventKind kind = cleanup ? EventKind::cleanup : EventKind::destroy;
  now.objects[object].bits |= cleanup ? ObjectNow::kCleanupEnded : ObjectNow::kDestroyEnded;
  if (!effects.marks.empty() && effects.marks.back().kind == kind)
    effects.marks.back().ends = true;
  else
    effects.marks.push_back({kind, object, false, true});
  const auto passed = cleanup ? HeldReference::Until::cleanup_ends : HeldReference::Until::destroy_ends;
  let_go(now, object, passed);
  collections_.let_go(now, object, passed);
  counts_.refresh(now, object);
}

void Deletions::pass_over(Moment& now, int object) const {
  now.objects[object].bits |= ObjectNow::kPassedOver;
  counts_.refresh(now, object);
}

}  // namespace afterlife

#include "tests/naive/hazards.hpp"

#include <algorithm>

namespace afterlife::naive {

std::vector<Hit> hazards_of(const State& before, const Tree& tree, const Access& access) {
  using What = Access::What;
  const ObjectState& o = before.objects[access.object];
  std::vector<Hit> hits;
  const auto hit = [&](Hazard hazard) { hits.push_back({hazard, access.object}); };
  if (access.touches() && !access.own_destroy && o.cleanup == Progress::done) {
    hit(Hazard::use_after_cleanup);
    if (o.references == 0) hit(Hazard::unreferenced_use_after_cleanup);
  }
  if (!access.own_destroy && o.destroy != Progress::not_begun) hit(Hazard::use_after_destroy);
  if (access.own_destroy && access.what != What::context && access.what != What::dereference)
    hit(Hazard::use_in_destroy);
  if (access.what == What::dereference && o.references == 0) hit(Hazard::over_dereference);
  if (access.deletes() && o.requested) hit(Hazard::double_delete);
  if (access.what == What::delete_ && !tree.type(access.object).driver_may_delete) hit(Hazard::forbidden_delete);
  if (access.what == What::enqueue && tree.deletion_root(before, access.object) >= 0) hit(Hazard::start_after_delete);
  return hits;
}

bool somebody_waits_at_dispatch(const State& s, const Interpreter& machine) {
  return std::ranges::any_of(s.agents, [&](const AgentState& agent) {
    return machine.stands_at_a_wait(s, agent) && agent.level_now() == Irql::dispatch;
  });
}

bool leaked(const State& s, const Tree& tree, int object) {
  const ObjectState& o = s.objects[object];
  const bool should_be_gone = tree.deletion_root(s, object) >= 0 || tree.declaration(object).created;
  return o.born && o.destroy != Progress::done && should_be_gone;
}

void Seen::state(const State& s) {
  for (int o = 0; o < static_cast<int>(s.objects.size()); ++o) {
    const ObjectState& object = s.objects[o];
    if (!object.born) continue;
    ended_.insert({EventKind::create, o, {}});
    if (object.requested) ended_.insert({EventKind::delete_, o, {}});
    if (object.cleanup == Progress::done) cleaned_up_.insert(o), ended_.insert({EventKind::cleanup, o, {}});
    if (object.destroy == Progress::done) ended_.insert({EventKind::destroy, o, {}});
    if (machine_.tree().deletion_root(s, o) >= 0) in_a_deletion_.insert(o);
    if (machine_.tree().declaration(o).created || in_a_deletion_.contains(o)) may_leak_.insert(o);
    for (const Event& run : machine_.runs_of(o))
      if (machine_.has_ended(s, run)) ended_.insert(run);
  }
  for (int t = 0; t < static_cast<int>(s.stop_requested.size()); ++t)
    for (const EventKind kind : {EventKind::thread_start, EventKind::thread_end})
      if (machine_.has_ended(s, {kind, t, {}})) ended_.insert({kind, t, {}});
  for (const AgentState& agent : s.agents) standing(s, agent);
}

void Seen::standing(const State& s, const AgentState& agent) {
  if (machine_.stands_at_a_wait(s, agent)) somebody_comes_to_wait_ = true;
  if (!agent.at_action()) return;
  const ActionKind kind = agent.action().kind;
  const Stage stage = agent.frame().stage;
  const bool always_waits = kind == ActionKind::join || kind == ActionKind::stop || kind == ActionKind::wait ||
                            kind == ActionKind::lock || kind == ActionKind::flush ||
                            kind == ActionKind::cancel_and_wait || kind == ActionKind::take;
  const bool delete_waits = requests_deletion(kind) && (stage == Stage::choosing || stage == Stage::waiting);
  if (always_waits || delete_waits) somebody_may_wait_ = true;
}

void Seen::step(const Step& step) {
  for (const Access& access : step.accesses) {
    if (access.touches() && !access.own_destroy) touched_.insert(access.object);
    if (access.own_destroy) in_own_destroy_.insert(access.object);
    if (access.what == Access::What::dereference) dereferenced_.insert(access.object);
    if (access.deletes()) deleted_.insert(access.object);
    const bool forbidden = !machine_.tree().type(access.object).driver_may_delete;
    if (access.what == Access::What::delete_ && forbidden) forbidden_.insert(access.object);
    if (access.what == Access::What::enqueue) enqueued_.insert(access.object);
    if (!access.own_destroy) accessed_.insert(access.object);
  }
  for (const Event& event : step.begins) {
    begun_.insert(event);
    if (event.kind == EventKind::destroy) destroy_begun_.insert(event.index);
  }
}

bool Seen::some_ends(const Event& e) const { return ended_.contains(e); }

bool Seen::could_have(Hazard hazard, const std::vector<int>& objects) const {
  const auto some = [&](auto... sets) {
    return std::ranges::any_of(objects, [&](int o) { return (sets->contains(o) && ...); });
  };
  switch (hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: return some(&touched_, &cleaned_up_);
    case Hazard::use_after_destroy: return some(&accessed_, &destroy_begun_);
    case Hazard::use_in_destroy: return some(&in_own_destroy_);
    case Hazard::over_dereference: return some(&dereferenced_);
    case Hazard::double_delete: return some(&deleted_);
    case Hazard::leak: return some(&may_leak_);
    case Hazard::deadlock: return somebody_may_wait_;
    case Hazard::forbidden_delete: return some(&forbidden_);
    case Hazard::start_after_delete: return some(&enqueued_, &in_a_deletion_);
    case Hazard::wait_at_dispatch: return somebody_comes_to_wait_;
  }
  return false;
}

}  // namespace afterlife::naive

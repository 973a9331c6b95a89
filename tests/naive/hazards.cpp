#include "tests/naive/hazards.hpp"

#include <algorithm>

namespace afterlife::naive {

std::vector<Hit> hazards_of(const State& before, const Access& access) {
  using What = Access::What;
  const ObjectState& o = before.objects[access.object];
  const bool touches = access.what == What::touch || access.what == What::context;
  std::vector<Hit> hits;
  const auto hit = [&](Hazard hazard) { hits.push_back({hazard, access.object}); };
  if (touches && !access.own_destroy && o.cleanup == Progress::done) {
    hit(Hazard::use_after_cleanup);
    if (o.references == 0) hit(Hazard::unreferenced_use_after_cleanup);
  }
  if (!access.own_destroy && o.destroy != Progress::not_begun) hit(Hazard::use_after_destroy);
  if (access.own_destroy && access.what != What::context && access.what != What::dereference)
    hit(Hazard::use_in_destroy);
  if (access.what == What::dereference && o.references == 0) hit(Hazard::over_dereference);
  if (access.what == What::delete_ && o.requested) hit(Hazard::double_delete);
  return hits;
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
    ended_.insert({EventKind::create, o});
    if (object.requested) ended_.insert({EventKind::delete_, o});
    if (object.cleanup == Progress::done) cleaned_up_.insert(o), ended_.insert({EventKind::cleanup, o});
    if (object.destroy == Progress::done) ended_.insert({EventKind::destroy, o});
    if (machine_.tree().declaration(o).created || machine_.tree().deletion_root(s, o) >= 0) may_leak_.insert(o);
  }
  for (int t = 0; t < static_cast<int>(s.stop_requested.size()); ++t)
    for (const EventKind kind : {EventKind::thread_start, EventKind::thread_end})
      if (machine_.has_ended(s, {kind, t})) ended_.insert({kind, t});
  for (const AgentState& agent : s.agents) {
    if (agent.progress != Progress::running || agent.at_end()) continue;
    const ActionKind kind = agent.action().kind;
    const bool waits =
        kind == ActionKind::join || kind == ActionKind::stop || kind == ActionKind::wait || kind == ActionKind::lock;
    const bool deletes = kind == ActionKind::delete_ && agent.stage != Stage::at_it;
    if (waits || deletes) somebody_may_wait_ = true;
  }
}

void Seen::step(const Step& step) {
  for (const Access& access : step.accesses) {
    const bool touches = access.what == Access::What::touch || access.what == Access::What::context;
    if (touches && !access.own_destroy) touched_.insert(access.object);
    if (access.own_destroy) in_own_destroy_.insert(access.object);
    if (access.what == Access::What::dereference) dereferenced_.insert(access.object);
    if (access.what == Access::What::delete_) deleted_.insert(access.object);
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
    default: return false;
  }
}

}  // namespace afterlife::naive

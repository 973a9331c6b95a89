// Deletions: what belongs to one, what it may do next, at which level, and when a request returns.
#include <algorithm>

#include "tests/naive/tree.hpp"

namespace afterlife::naive {

int Tree::deletion_root(const State& s, int object) const {
  if (s.objects[object].root) return object;
  for (const int up : ancestors(object))
    if (s.objects[up].root) return up;
  return -1;
}

bool Tree::reached_by_walk(const State& s, int object) const {
  if (s.objects[object].root) return true;
  const int parent = instances_[object].parent;
  if (parent < 0 || !reached_by_walk(s, parent)) return false;
  return std::ranges::all_of(siblings(s, object, true), [&](int other) { return cleaned_up(s, other); });
}

bool Tree::takes_no_children(const State& s, int object) const {
  if (framework_.deletion.takes == DeletionFacts::Takes::at_once) return deletion_root(s, object) >= 0;
  return reached_by_walk(s, object);
}

bool Tree::delete_takes_effect(const State& s, int object) const {
  if (framework_.deletion.takes == DeletionFacts::Takes::at_once) return deletion_root(s, object) < 0;
  const int parent = instances_[object].parent;
  return !s.objects[object].root && !(parent >= 0 && reached_by_walk(s, parent));
}

bool Tree::cleanup_may_begin(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return o.born && o.cleanup == Progress::not_begun && deletion_root(s, object) >= 0 &&
         rules_permit(s, Phase::cleanup, object) && drained(s, object);
}

bool Tree::cleaned_up(const State& s, int object) const {
  if (s.objects[object].cleanup != Progress::done) return false;
  return !type(object).drain.after_cleanup || !occupied(s, object);
}

bool Tree::destroy_may_begin(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return cleaned_up(s, object) && o.destroy == Progress::not_begun && !referenced(s, object) &&
         (o.gone_by || rules_permit(s, Phase::destroy, object));
}

bool Tree::pass_may_go_by(const State& s, int object) const {
  const ObjectState& o = s.objects[object];
  return framework_.deletion.destroy_pass && cleaned_up(s, object) && o.destroy == Progress::not_begun && !o.gone_by &&
         referenced(s, object) && rules_permit(s, Phase::destroy, object);
}

Tree::Return Tree::delete_goes_on(const State& s, int object, const AgentState& agent) const {
  using OwnDelete = Drain::OwnDelete;
  const ActionKind kind = agent.action().kind;
  const bool of_the_system = kind == ActionKind::remove || kind == ActionKind::unload;
  if (agent.level_now() == Irql::dispatch && !of_the_system && takes_passive(s, object)) return Return::at_once;
  if (agent.kind == AgentState::Kind::run && s.objects[agent.index].cleanup == Progress::not_begun) {
    const std::vector<int> deleted = at_or_below(s, object);
    const bool own = std::ranges::find(deleted, agent.index) != deleted.end();
    const OwnDelete own_delete = type(agent.index).drain.own_delete;
    if (own && own_delete == OwnDelete::returns) return Return::at_once;
    if (own && own_delete == OwnDelete::waits) return Return::awaited;
  }
  const bool may_choose = framework_.deletion.returns == DeletionFacts::Returns::any_time && !of_the_system;
  return may_choose ? Return::chosen : Return::awaited;
}

bool Tree::delete_returns(const State& s, int object) const {
  return std::ranges::all_of(at_or_below(s, object), [&](int d) {
    const ObjectState& o = s.objects[d];
    return cleaned_up(s, d) && (o.destroy == Progress::done || o.gone_by || referenced(s, d));
  });
}

bool Tree::passive(int object) const {
  const ObjectDecl& declared = declaration(object);
  return type(object).passive_cleanup || declared.execution_level == Irql::passive || declared.pool == "paged";
}

// Something that is still to be destroyed.
bool Tree::takes_passive(const State& s, int object) const {
  const std::vector<int> deleted = at_or_below(s, object);
  return std::ranges::any_of(deleted, [&](int d) { return passive(d) && s.objects[d].destroy == Progress::not_begun; });
}

Irql Tree::level_of_deletion(const State& s, int object, Irql asked_at, bool by_complete) const {
  if (asked_at == Irql::passive) return Irql::passive;
  const bool may_be_put_off = framework_.deletion.puts_off_at_dispatch && !by_complete;
  return may_be_put_off && takes_passive(s, object) ? Irql::passive : Irql::dispatch;
}

Irql Tree::level_of_callback(const State& s, int object) const {
  return passive(object) ? Irql::passive : s.objects[deletion_root(s, object)].level;
}

}  // namespace afterlife::naive

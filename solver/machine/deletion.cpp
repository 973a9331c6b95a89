// Births, deletions, phases, references; and the counts that follow from them.
#include <algorithm>

#include "solver/machine/impl.hpp"

namespace afterlife {

void Machine::Impl::refresh(State& state, int object) const {
  for (int c = 0; c < kBlockerClasses; ++c)
    if (slot[c] >= 0) refresh(state, static_cast<BlockerClass>(c), object);
}

// Brings what the parent has counted of this object up to date, and so on upwards as far as something changes.
void Machine::Impl::refresh(State& state, BlockerClass c, int object) const {
  for (int at = object; at >= 0; at = instances[at].parent) {
    const int parent = instances[at].parent;
    if (parent < 0) return;
    State::BlockerCount &mine = blockers(state, c, at), &above = blockers(state, c, parent);
    const int position = state.objects_[at].position;
    const bool listed = on_list(state, at);
    const bool self = listed && blocks(state, c, at);
    const bool subtree = self || (listed && mine.subtrees > 0);
    if (self != mine.self_counted) {
      mine.self_counted = self;
      above.children += self ? 1 : -1;
      if (self) {
        above.first_self = std::min(above.first_self, position);
        above.last_self = std::max(above.last_self, position);
      }
    }
    if (subtree == mine.subtree_counted) return;
    mine.subtree_counted = subtree;
    above.subtrees += subtree ? 1 : -1;
    if (subtree) {
      above.first_subtree = std::min(above.first_subtree, position);
      above.last_subtree = std::max(above.last_subtree, position);
      // Something that no longer stood before its later siblings does so again: forget what was skipped.
      if (position + 1 < state.objects_[parent].births) ++state.epochs_[c];
    }
  }
}

// The object takes its place at the end of its parent's list; its own references on others begin.
void Machine::Impl::place(State& state, int object) const {
  const Instance& instance = instances[object];
  State::Object& born = state.objects_[object];
  ++state.births_[instance.decl];
  if (instance.parent >= 0) {
    State::Object& parent = state.objects_[instance.parent];
    born.position = parent.births++;
    state.order_[stretch[instance.parent] + born.position] = object;
    born.root = parent.root;
  }
  if (instance.from >= 0)
    state.objects_[instance.from].held += static_cast<int>(holds_as_allocation[instance.decl].size());
  if (instance.parent >= 0)
    state.objects_[instance.parent].held += static_cast<int>(holds_as_child[instance.decl].size());
}

void Machine::Impl::be_born(State& state, int object) const {
  state.objects_[object].bits |= State::kBorn;
  place(state, object);
  refresh(state, object);
  if (instances[object].from >= 0) refresh(state, instances[object].from);
  if (instances[object].parent >= 0) refresh(state, instances[object].parent);
}

// Whether something on the list at or below the object must be cleaned up at PASSIVE_LEVEL.
bool Machine::Impl::takes_passive(const State& state, int object) const {
  return instances.passive(object) || visit_below(state, object, [&](int below) { return instances.passive(below); });
}

// Whether the deletion that the object belongs to is.
bool Machine::Impl::carried_out_at_dispatch(const State& state, int object) const {
  const int root = state.objects_[object].root;
  return root >= 0 && state.objects_[root].is(State::kAtDispatch);
}

void Machine::Impl::make_root(State& state, int object, bool at_dispatch) const {
  state.objects_[object].bits |= State::kRoot | (at_dispatch ? State::kAtDispatch : 0U);
  std::vector<int> open = {object};
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    state.objects_[at].root = object;
    for (int p = 0; p < state.objects_[at].births; ++p) {
      const int child = state.order_[stretch[at] + p];
      if (!state.objects_[child].is(State::kRoot)) open.push_back(child);
    }
  }
  refresh(state, object);
}

void Machine::Impl::set_references(State& state, int object, int count) const {
  const bool changes = (state.objects_[object].references == 0) != (count == 0);
  state.objects_[object].references = count;
  if (changes) refresh(state, object);
}

// References that `holder` has on others until this point.
void Machine::Impl::hold(State& state, int holder, HeldReference::Until passed, int by) const {
  const Instance& instance = instances[holder];
  const auto change = [&](int held, const std::vector<const HeldReference*>& references) {
    for (const HeldReference* reference : references) {
      if (reference->until != passed) continue;
      state.objects_[held].held += by;
      refresh(state, held);
    }
  };
  if (instance.from >= 0) change(instance.from, holds_as_allocation[instance.decl]);
  if (instance.parent >= 0) change(instance.parent, holds_as_child[instance.decl]);
}

void Machine::Impl::begin(State& state, int object, Phase phase, Effects& effects) const {
  const bool cleanup = phase == Phase::cleanup;
  state.objects_[object].bits |= cleanup ? State::kCleanupBegun : State::kDestroyBegun;
  effects.marks.push_back({cleanup ? EventKind::cleanup : EventKind::destroy, object, true, false});
  if (cleanup) {
    hold(state, object, HeldReference::Until::cleanup_begins, -1);
    let_go(state, object, HeldReference::Until::cleanup_begins);
    if (!is_request(object)) set_queued(state, object, false);
  }
  const Agent body{cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, object};
  const int decl = instances[object].decl;
  if ((cleanup ? cleanup_code : destroy_code)[decl] < 0) return end(state, object, phase, effects);
  State::Run& started = state.bodies_[2 * object + (cleanup ? 0 : 1)];
  started.registers.assign(program(body).registers, 0);
  started.at_dispatch = !instances.passive(object) && carried_out_at_dispatch(state, object);
  skip_jumps(started, program(body));
}

void Machine::Impl::end(State& state, int object, Phase phase, Effects& effects) const {
  const bool cleanup = phase == Phase::cleanup;
  const EventKind kind = cleanup ? EventKind::cleanup : EventKind::destroy;
  state.objects_[object].bits |= cleanup ? State::kCleanupEnded : State::kDestroyEnded;
  if (!effects.marks.empty() && effects.marks.back().kind == kind)
    effects.marks.back().ends = true;
  else
    effects.marks.push_back({kind, object, false, true});
  const auto passed = cleanup ? HeldReference::Until::cleanup_ends : HeldReference::Until::destroy_ends;
  hold(state, object, passed, -1);
  let_go(state, object, passed);
  refresh(state, object);
}

bool Machine::Impl::delete_takes_effect(const State& state, int object) const {
  const State::Object& at = state.objects_[object];
  if (deletion.takes == DeletionFacts::Takes::at_once) return at.root < 0;
  const int parent = instances[object].parent;
  return !at.is(State::kRoot) && !(parent >= 0 && reached(state, parent));
}

bool Machine::Impl::delete_is_over(const State& state, int object) const {
  if (!clear(state, kUncleaned, object)) return false;
  return deletion.returns == DeletionFacts::Returns::any_time || clear(state, kAwaited, object);
}

}  // namespace afterlife

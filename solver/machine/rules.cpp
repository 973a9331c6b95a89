// When a framework move is permitted: the axes of an object, and the rules over them.
//
// A rule that speaks of every pair alike is answered from the counts of the state; any other by visiting the axis.
#include "solver/machine/impl.hpp"

namespace afterlife {

Machine::Impl::PreparedRule Machine::Impl::prepared(const Rule& rule) const {
  PreparedRule made;
  made.rule = &rule;
  if (rule.where) made.level = rule.where->deletion_irql;
  made.liftable = instances.may_be_lifted(rule);
  made.simple = instances.speaks_of_every_pair(rule);
  const bool lifts = made.liftable && rule.unless->referenced;
  if (rule.first == Phase::cleanup)
    made.blocker = lifts ? kUncleanedUnreferenced : kUncleaned;
  else
    made.blocker = lifts ? kUndestroyedUnreferenced : kUndestroyed;
  return made;
}

bool Machine::Impl::referenced(const State& state, int object) const {
  return state.objects_[object].references > 0 || state.objects_[object].held > 0;
}

// Born, and not taken off its parent's list by its own deletion.
bool Machine::Impl::on_list(const State& state, int object) const {
  const State::Object& at = state.objects_[object];
  return at.is(State::kBorn) && !(deletion.leaves_list && at.is(State::kRoot));
}

bool Machine::Impl::ended(const State& state, int object, Phase phase) const {
  return state.objects_[object].is(phase == Phase::cleanup ? State::kCleanupEnded : State::kDestroyEnded);
}

// Whether the phase counts as ended for those who wait for it: a target's cleanup only once what was sent to it has
// completed, where its type says so.
bool Machine::Impl::settled(const State& state, int object, Phase phase) const {
  if (!ended(state, object, phase)) return false;
  return phase == Phase::destroy || state.objects_[object].occupied == 0 || !instances.type(object).drain.after_cleanup;
}

bool Machine::Impl::blocks(const State& state, BlockerClass c, int object) const {
  const State::Object& at = state.objects_[object];
  if (!at.is(State::kBorn)) return false;
  switch (c) {
    case kUncleaned: return !settled(state, object, Phase::cleanup);
    case kUncleanedUnreferenced: return !settled(state, object, Phase::cleanup) && !referenced(state, object);
    case kUndestroyed: return !at.is(State::kDestroyEnded);
    case kUndestroyedUnreferenced: return !at.is(State::kDestroyEnded) && !referenced(state, object);
    default: return !at.is(State::kDestroyEnded) && !at.is(State::kPassedOver) && !referenced(state, object);
  }
}

bool Machine::Impl::clear(const State& state, BlockerClass c, int object) const {
  return !blocks(state, c, object) && blockers(state, c, object).subtrees == 0;
}

State::BlockerCount& Machine::Impl::blockers(const State& state, BlockerClass c, int object) const {
  return state.blockers_[static_cast<std::size_t>(slot[c]) * size + object];
}

bool Machine::Impl::reached(const State& state, int object) const {
  int at = object;
  while (!state.objects_[at].is(State::kReached | State::kRoot)) {
    if (state.objects_[at].root < 0 || earlier_sibling_blocks(state, kUncleaned, at, false)) return false;
    at = instances[at].parent;
  }
  for (int back = object; back != at; back = instances[back].parent) state.objects_[back].bits |= State::kReached;
  return true;
}

bool Machine::Impl::earlier_sibling_blocks(const State& state, BlockerClass c, int object, bool subtree) const {
  const int parent = instances[object].parent;
  State::BlockerCount& above = blockers(state, c, parent);
  std::int32_t& first = subtree ? above.first_subtree : above.first_self;
  for (const int position = state.objects_[object].position; first < position; ++first) {
    const State::BlockerCount& sibling = blockers(state, c, state.order_[stretch[parent] + first]);
    if (subtree ? sibling.subtree_counted : sibling.self_counted) return true;
  }
  return false;
}

bool Machine::Impl::later_sibling_blocks(const State& state, BlockerClass c, int object, bool subtree) const {
  const int parent = instances[object].parent;
  State::BlockerCount& above = blockers(state, c, parent);
  std::int32_t& last = subtree ? above.last_subtree : above.last_self;
  for (const int position = state.objects_[object].position; last > position; --last) {
    const State::BlockerCount& sibling = blockers(state, c, state.order_[stretch[parent] + last]);
    if (subtree ? sibling.subtree_counted : sibling.self_counted) return true;
  }
  return false;
}

// Ancestors up to and including the deletion root. Once an ancestor has ended a phase it never blocks again, so chains
// of them are skipped; where a reference may lift the rule that is not so, and they are looked at one by one.
bool Machine::Impl::ancestor_blocks(const State& state, BlockerClass c, int object) const {
  const int top = depth[state.objects_[object].root];
  const int start = instances[object].parent;
  const bool skips = c == kUncleaned || c == kUndestroyed;
  const auto next = [&](int at) {
    const int known = blockers(state, c, at).skip_ancestor;
    return skips && known != -2 ? known : instances[at].parent;
  };
  int at = start;
  while (at >= 0 && depth[at] >= top && !blocks(state, c, at)) at = next(at);
  if (skips) {
    for (int back = start; back >= 0 && back != at;) {
      const int after = next(back);
      blockers(state, c, back).skip_ancestor = at;
      back = after;
    }
  }
  return at >= 0 && depth[at] >= top;
}

// Whether something blocks under an earlier sibling of the object, or of one of its ancestors inside the deletion.
bool Machine::Impl::preceding_blocks(const State& state, BlockerClass c, int object) const {
  const int top = depth[state.objects_[object].root];
  const auto next = [&](int at) {
    const State::BlockerCount& here = blockers(state, c, at);
    return here.skip_preceding != -2 && here.skip_preceding_epoch == state.epochs_[c] ? here.skip_preceding
                                                                                      : instances[at].parent;
  };
  int at = object;
  while (at >= 0 && depth[at] > top && !earlier_sibling_blocks(state, c, at, true)) at = next(at);
  for (int back = object; back >= 0 && back != at;) {
    const int after = next(back);
    State::BlockerCount& here = blockers(state, c, back);
    here.skip_preceding = at;
    here.skip_preceding_epoch = state.epochs_[c];
    back = after;
  }
  return at >= 0 && depth[at] > top;
}

bool Machine::Impl::following_blocks(const State& state, BlockerClass c, int object) const {
  const int top = depth[state.objects_[object].root];
  for (int at = object; depth[at] > top; at = instances[at].parent)
    if (later_sibling_blocks(state, c, at, true)) return true;
  return false;
}

bool Machine::Impl::lifted(const State& state, const PreparedRule& prepared, int first, int self) const {
  if (!prepared.liftable || !instances.liftable(*prepared.rule, first, self)) return false;
  const Conditions& unless = *prepared.rule->unless;
  const Irql level = carried_out_at_dispatch(state, self) ? Irql::dispatch : Irql::passive;
  return (!unless.referenced || referenced(state, first)) && unless.deletion_irql.value_or(level) == level;
}

bool Machine::Impl::blocked(const State& state, const PreparedRule& prepared, int object) const {
  const bool below_root = state.objects_[object].root != object;
  const auto by_visiting = [&] {
    return visit(state, prepared.rule->axis, object, [&](int first) {
      return instances.applies(*prepared.rule, first, object) && !settled(state, first, prepared.rule->first) &&
             !lifted(state, prepared, first, object);
    });
  };
  if (prepared.level && (*prepared.level == Irql::dispatch) != carried_out_at_dispatch(state, object)) return false;
  if (!prepared.simple) return by_visiting();
  const BlockerClass c = prepared.blocker;
  switch (prepared.rule->axis) {
    case Axis::parent: return below_root && blocks(state, c, instances[object].parent);
    case Axis::ancestor: return ancestor_blocks(state, c, object);
    case Axis::child: return blockers(state, c, object).children > 0;
    case Axis::descendant: return blockers(state, c, object).subtrees > 0;
    case Axis::preceding_sibling: return below_root && earlier_sibling_blocks(state, c, object, false);
    case Axis::following_sibling: return below_root && later_sibling_blocks(state, c, object, false);
    case Axis::preceding: return preceding_blocks(state, c, object);
    case Axis::following: return following_blocks(state, c, object);
    case Axis::self:
    case Axis::allocator:
    case Axis::allocation: break;
  }
  return by_visiting();
}

bool Machine::Impl::rules_hold(const State& state, int object, Phase phase) const {
  for (const PreparedRule& prepared : prepared_rules[phase == Phase::destroy])
    if (blocked(state, prepared, object)) return false;
  return true;
}

bool Machine::Impl::may_begin(const State& state, int object, Phase phase, Mode mode) const {
  const State::Object& at = state.objects_[object];
  if (phase == Phase::cleanup) {
    if (!at.is(State::kBorn) || at.is(State::kCleanupBegun) || at.root < 0 || !drained(state, object) ||
        !rules_hold(state, object, phase))
      return false;
  } else {
    if (!settled(state, object, Phase::cleanup) || at.is(State::kDestroyBegun) || referenced(state, object))
      return false;
    if (!at.is(State::kPassedOver) && !rules_hold(state, object, phase)) return false;
  }
  const EventKind kind = phase == Phase::cleanup ? EventKind::cleanup : EventKind::destroy;
  return !(mode.assumptions && held_back(state, kind, object));
}

bool Machine::Impl::may_pass_over(const State& state, int object) const {
  const State::Object& at = state.objects_[object];
  return deletion.destroy_pass && settled(state, object, Phase::cleanup) && !at.is(State::kDestroyBegun) &&
         !at.is(State::kPassedOver) && referenced(state, object) && rules_hold(state, object, Phase::destroy);
}

}  // namespace afterlife

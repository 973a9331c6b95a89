// Runs of entry callbacks, requests that are sent and complete, collections.
#include <algorithm>

#include "solver/machine/impl.hpp"

namespace afterlife {

bool Machine::Impl::is_request(int object) const { return role[object] == Role::request; }
bool Machine::Impl::is_target(int object) const { return role[object] == Role::io_target; }

void Machine::Impl::change_held(State& state, int object, int by) const {
  if (by == 0) return;
  state.objects_[object].held += by;
  refresh(state, object);
}

// Queued or not, with the reference that goes with it.
void Machine::Impl::set_queued(State& state, int object, bool queued) const {
  State::Object& at = state.objects_[object];
  if (at.is(State::kQueued) == queued) return;
  at.bits ^= State::kQueued;
  change_held(state, object, queued ? holds_by_run[instances[object].decl] : -holds_by_run[instances[object].decl]);
}

// Whether it took effect.
bool Machine::Impl::enqueue(State& state, int object) const {
  const State::Object& at = state.objects_[object];
  if (at.is(State::kCleanupBegun)) return false;
  if (!instances.decl(object).entry) return true;
  if (deletion.enqueue_ignored_when_reached && at.root >= 0 && reached(state, object)) return false;
  set_queued(state, object, true);
  return true;
}

bool Machine::Impl::send_succeeds(const State& state, int target) const {
  return !state.objects_[target].is(State::kClosed) && !state.objects_[target].is(State::kCleanupBegun);
}

void Machine::Impl::send(State& state, const Step& step, State::Run& at, const Instruction& in,
                         Effects& effects) const {
  at.pc = in.next;
  if (step.object < 0 || step.other < 0) {
    effects.took_effect = false;
    return;
  }
  touch(state, step.agent, step.object, false, effects);
  touch(state, step.agent, step.other, false, effects);
  effects.took_effect = send_succeeds(state, step.other);
  if (!effects.took_effect) {
    at.pc = in.other;
    return;
  }
  if (state.objects_[step.object].is(State::kQueued)) return;
  state.objects_[step.object].sent_to = step.other;
  ++state.objects_[step.other].occupied;
  set_queued(state, step.object, true);
}

bool Machine::Impl::may_run(const State& state, int object, Mode mode) const {
  const State::Object& at = state.objects_[object];
  if (!at.is(State::kQueued) || (mode.bounded && at.begun >= scenario.bounds.runs)) return false;
  const bool in_time = is_request(object)
                           ? at.running == 0
                           : !at.is(State::kCleanupBegun) && at.running < instances.decl(object).overlapping_runs;
  return in_time && !(mode.assumptions && held_back(state, EventKind::run, object, &*instances.decl(object).entry));
}

void Machine::Impl::begin_run(State& state, int object, Mode mode, Effects& effects) const {
  State::Object& at = state.objects_[object];
  const ObjectDecl& decl = instances.decl(object);
  if (mode.bounded) ++at.begun;
  int number = 0;
  while (state.runs_.contains({object, number})) ++number;
  const Agent body{Agent::Kind::run, object, number};
  State::Run& started = state.runs_[{object, number}];
  started.registers.assign(program(body).registers, 0);
  started.at_dispatch = instances.runs_at(object) == Irql::dispatch;
  started.sent_to = at.sent_to;
  skip_jumps(started, program(body));
  ++at.running;
  at.remembers = number;
  change_held(state, object, holds_by_run[instances[object].decl]);
  if (!decl.periodic) set_queued(state, object, false);
  at.sent_to = -1;
  if (is_request(object)) touch(state, Agent{}, object, false, effects);
  effects.marks.push_back({EventKind::run, object, true, false, &*decl.entry});
}

void Machine::Impl::end_run(State& state, Agent agent, Effects& effects, Mode mode) const {
  const int object = agent.index;
  const int target = state.runs_.at({object, agent.number}).sent_to;
  state.runs_.erase({object, agent.number});
  State::Object& at = state.objects_[object];
  --at.running;
  at.remembers = -1;
  if (mode.history || is_assumed_first(object, *instances.decl(object).entry)) at.bits |= State::kRan;
  change_held(state, object, -holds_by_run[instances[object].decl]);
  if (target >= 0 && --state.objects_[target].occupied == 0) refresh(state, target);
  effects.marks.push_back({EventKind::run, object, false, true, &*instances.decl(object).entry});
}

// One of its runs stands in a request for the deletion that takes the object, and is the one that it remembers.
bool Machine::Impl::spares_runs(const State& state, int object) const {
  const State::Object& at = state.objects_[object];
  if (instances.type(object).drain.own_delete != Drain::OwnDelete::inside || at.remembers < 0) return false;
  const State::Run& run = state.runs_.at({object, at.remembers});
  return program(Agent{Agent::Kind::run, object, at.remembers}).at(run.pc).op == Opcode::delete_wait &&
         run.object == at.root;
}

bool Machine::Impl::drained(const State& state, int object) const {
  const State::Object& at = state.objects_[object];
  if (is_request(object) || !instances.decl(object).entry) return true;
  switch (instances.type(object).drain.queued) {
    case Drain::Queued::not_drained: return true;
    case Drain::Queued::cancelled: return at.running == 0 || spares_runs(state, object);
    case Drain::Queued::runs: break;
  }
  return (at.running == 0 && !at.is(State::kQueued)) || spares_runs(state, object);
}

// Nothing that a flush or cancel-and-wait waits for is left; `queued` ones count for a flush.
bool Machine::Impl::quiet(const State& state, int object, bool queued) const {
  const State::Object& at = state.objects_[object];
  if (is_target(object)) return at.occupied == 0;
  return at.running == 0 && !(queued && at.is(State::kQueued));
}

void Machine::Impl::cancel(State& state, int object) const {
  if (is_target(object))
    state.objects_[object].bits |= State::kClosed;
  else if (!is_request(object))
    set_queued(state, object, false);
}

void Machine::Impl::add(State& state, int item, int collection) const {
  if (state.objects_[item].is(State::kDestroyBegun) || state.objects_[collection].is(State::kDestroyBegun)) return;
  if (++state.items_[{collection, item}] == 1) change_held(state, item, holds_on_items(state, collection));
}

void Machine::Impl::take_out(State& state, int item, int collection) const {
  const auto found = state.items_.find({collection, item});
  if (--found->second > 0) return;
  state.items_.erase(found);
  change_held(state, item, -holds_on_items(state, collection));
}

// References that the collection, as far as it has come, has on each of its items.
int Machine::Impl::holds_on_items(const State& state, int collection) const {
  const State::Object& at = state.objects_[collection];
  return static_cast<int>(
      std::ranges::count_if(holds_as_collection[instances[collection].decl], [&](const HeldReference* reference) {
        switch (reference->until) {
          case HeldReference::Until::cleanup_begins: return !at.is(State::kCleanupBegun);
          case HeldReference::Until::cleanup_ends: return !at.is(State::kCleanupEnded);
          default: return !at.is(State::kDestroyEnded);
        }
      }));
}

// Lets go of the items when the collection passes this point; with the end of its destroy nothing is in it any more.
void Machine::Impl::let_go(State& state, int collection, HeldReference::Until passed) const {
  const auto first = state.items_.lower_bound({collection, -1});
  const auto last = state.items_.lower_bound({collection + 1, -1});
  const int dropped = static_cast<int>(
      std::ranges::count(holds_as_collection[instances[collection].decl], passed, &HeldReference::until));
  for (auto item = first; item != last; ++item) change_held(state, item->first.second, -dropped);
  if (passed == HeldReference::Until::destroy_ends) state.items_.erase(first, last);
}

}  // namespace afterlife

// What a step does.
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solver/machine/impl.hpp"

namespace afterlife {

Effects Machine::Impl::apply(State& state, const Step& step, Mode mode) const {
  Effects effects;
  if (step.kind == Step::Kind::begin) {
    begin(state, step.object, step.phase, effects);
  } else if (step.kind == Step::Kind::run) {
    begin_run(state, step.object, mode, effects);
  } else if (step.kind == Step::Kind::pass_over) {
    state.objects_[step.object].bits |= State::kPassedOver;
    refresh(state, step.object);
  } else if (step.kind == Step::Kind::release) {
    state.threads_[step.agent.index].holds.pop_back();
    drop_reference(state, step.agent, step.object, effects);
  } else if (step.kind == Step::Kind::end && step.choice < 0) {
    end_body(state, step.agent, effects, mode);
  } else {
    State::Run& at = run(state, step.agent);
    take(state, step, at, program(step.agent).at(at.pc), effects, mode);
    skip_jumps(at, program(step.agent));
  }
  const auto tidy = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  tidy(effects.hits);
  tidy(effects.touched);
  return effects;
}

// Goes over what is no step: jumps, and the bookkeeping of loops.
void Machine::Impl::skip_jumps(State::Run& at, const Program& body) const {
  for (;;) {
    const Instruction& in = body.at(at.pc);
    if (in.op != Opcode::jump && in.op != Opcode::enter && in.op != Opcode::repeat && in.op != Opcode::leave) return;
    at.pc = in.next;
    if (in.op == Opcode::jump) continue;
    const LoopSlot& loop = body.loops[in.loop];
    if (in.op != Opcode::repeat) at.registers[loop.counter] = 0;
    for (const auto& [binding, saved] : loop.saved) {
      if (in.op == Opcode::enter) at.registers[saved] = at.registers[binding];
      if (in.op == Opcode::repeat) at.registers[binding] = at.registers[saved];
      if (in.op == Opcode::leave) at.registers[saved] = 0;
    }
  }
}

// An action is over: on to what follows, or to the next member of its `each`.
void Machine::Impl::finish(State::Run& at, const Instruction& in, int object) const {
  at.object = -1;
  at.pc = in.done;
  if (in.again < 0) return;
  const int bit = object - instances.first(in.action->target.index);
  at.set[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
  if (--at.left > 0)
    at.pc = in.again;
  else
    at.set.clear();
}

void Machine::Impl::take(State& state, const Step& step, State::Run& at, const Instruction& in, Effects& effects,
                         Mode mode) const {
  switch (in.op) {
    case Opcode::act: act(state, step, effects); return finish(at, in, step.object);
    case Opcode::create: return create(state, step, at, in, effects);
    case Opcode::send: return send(state, step, at, in, effects);
    case Opcode::cancel:
      act(state, step, effects);
      if (step.object < 0) return finish(at, in, step.object);
      at.object = step.object;
      at.pc = in.next;
      return;
    case Opcode::cancel_wait: cancel(state, step.object); return finish(at, in, step.object);
    case Opcode::pick_removed:
      at.registers[in.removes] = step.object + 1;
      at.pc = step.object < 0 ? in.other : in.next;
      return;
    case Opcode::call: return call(state, step, at, in, effects);
    case Opcode::call_end: return call_end(state, step.agent, at, in, effects, mode);
    case Opcode::delete_:
      request_delete(state, step, at, in, effects);
      if (in.removes >= 0) at.registers[in.removes] = 0;  // so that a round of a loop comes back to where it was
      return;
    case Opcode::cancel_choice:
    case Opcode::delete_choice:
      if (step.choice == 1)
        at.pc = in.next;
      else
        finish(at, in, step.object);
      return;
    case Opcode::delete_wait: return finish(at, in, step.object);
    case Opcode::bounded:
    case Opcode::maybe: at.pc = step.choice == 1 ? in.next : in.other; return;
    case Opcode::give_up: at.pc = in.done; return;
    case Opcode::join_part: at.pc = in.next; return;
    case Opcode::test: {
      char& flag = state.flags_[in.action->target.index];
      const bool test_and_set = in.action->kind == ActionKind::test_and_set;
      effects.found_set = flag != 0;
      at.pc = (flag != 0) != test_and_set ? in.next : in.other;
      if (test_and_set) flag = 1;
      return;
    }
    case Opcode::choose: at.pc = in.branches[step.choice]; return;
    case Opcode::head:
      if (step.choice == 1 && mode.bounded) ++at.registers[program(step.agent).loops[in.loop].counter];
      at.pc = step.choice == 1 ? in.next : in.other;
      return;
    case Opcode::pick_set: {
      const int declaration = in.action->target.index;
      at.left = state.births_[declaration];
      at.pc = at.left > 0 ? in.next : in.done;
      if (at.left == 0) return;
      at.set.assign((scenario.objects[declaration].count + 63) / 64, 0);
      for (int bit = 0; bit < at.left; ++bit) at.set[bit / 64] |= std::uint64_t{1} << (bit % 64);
      return;
    }
    case Opcode::end:
    case Opcode::jump:
    case Opcode::enter:
    case Opcode::repeat:
    case Opcode::leave: break;
  }
  throw std::logic_error("a step that the agent does not stand at");
}

void Machine::Impl::act(State& state, const Step& step, Effects& effects) const {
  const Action& action = *step.action;
  const int index = action.target.index, object = step.object;
  const bool of_object = action.target.entity == EntityKind::object;
  if (action.kind == ActionKind::take) return take_item(state, step, effects);
  if (of_object && (object < 0 || (action.other && step.other < 0))) return;
  const Touches touches = facts(action.kind).touches;
  if (of_object && (touches == Touches::target || touches == Touches::context || touches == Touches::both))
    touch(state, step.agent, object, touches == Touches::context, effects);
  if (step.other >= 0) touch(state, step.agent, step.other, false, effects);
  switch (action.kind) {
    case ActionKind::reference:
      if (!state.objects_[object].is(State::kDestroyBegun))
        set_references(state, object, state.objects_[object].references + 1);
      return;
    case ActionKind::dereference: return drop_reference(state, step.agent, object, effects);
    case ActionKind::signal: state.signals_[index] = 1; return;
    case ActionKind::set:
    case ActionKind::clear: state.flags_[index] = action.kind == ActionKind::set ? 1 : 0; return;
    case ActionKind::lock: state.locks_[lock_of(action, object)] = number(step.agent); return;
    case ActionKind::unlock:
      if (std::int32_t& holder = state.locks_[lock_of(action, object)]; holder == number(step.agent)) holder = 0;
      return;
    case ActionKind::request_stop:
    case ActionKind::stop: state.threads_[index].asked = true; return;
    case ActionKind::start: return start_thread(state, step.agent, index, effects);
    case ActionKind::enqueue:
      if (state.objects_[object].root >= 0) effects.hits.push_back({Hazard::start_after_delete, object});
      effects.took_effect = enqueue(state, object);
      return;
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait: return cancel(state, object);
    case ActionKind::add: return add(state, object, step.other);
    // These only touch, or only wait, or are instructions of their own.
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::create:
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
    case ActionKind::join:
    case ActionKind::flush:
    case ActionKind::wait:
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::take:
    case ActionKind::send:
    case ActionKind::loop:
    case ActionKind::choose:
    case ActionKind::maybe:
    case ActionKind::at_irql: return;
  }
}

void Machine::Impl::take_item(State& state, const Step& step, Effects& effects) const {
  if (step.other < 0) return;
  touch(state, step.agent, step.other, false, effects);
  take_out(state, step.object, step.other);
  bind(run(state, step.agent), step.agent, step.action->target.index, step.object);
}

const Callback& Machine::Impl::called(const Instruction& in) const {
  return scenario.objects[in.action->target.index].removals[in.callback];
}

// The names of the agent mean nothing inside; they are put away until the callback ends.
void Machine::Impl::call(State& state, const Step& step, State::Run& at, const Instruction& in,
                         Effects& effects) const {
  for (const auto& [binding, kept] : program(step.agent).frames[in.frame])
    at.registers[kept] = std::exchange(at.registers[binding], 0);
  at.pc = in.next;
  ++state.calling_[{step.object, in.callback}];
  effects.marks.push_back({EventKind::run, step.object, true, false, &called(in)});
}

void Machine::Impl::call_end(State& state, Agent agent, State::Run& at, const Instruction& in, Effects& effects,
                             Mode mode) const {
  const int object = own(at, agent);
  for (const auto& [binding, kept] : program(agent).frames[in.frame])
    at.registers[binding] = std::exchange(at.registers[kept], 0);
  at.pc = in.next;
  const std::pair which(object, in.callback);
  if (--state.calling_.at(which) == 0) state.calling_.erase(which);
  if (mode.history || is_assumed_first(object, called(in))) state.called_.insert(which);
  effects.marks.push_back({EventKind::run, object, false, true, &called(in)});
}

void Machine::Impl::create(State& state, const Step& step, State::Run& at, const Instruction& in,
                           Effects& effects) const {
  const int object = step.object;
  effects.took_effect = create_succeeds(state, object);
  at.pc = effects.took_effect ? in.next : in.other;
  if (object < 0) return;
  for (const int near : {instances[object].parent, instances[object].from})
    if (near >= 0 && state.objects_[near].is(State::kBorn)) touch(state, step.agent, near, false, effects);
  if (!effects.took_effect) return;
  be_born(state, object);
  bind(at, step.agent, in.action->target.index, object);
  effects.marks.push_back({EventKind::create, object, true, true});
}

void Machine::Impl::request_delete(State& state, const Step& step, State::Run& at, const Instruction& in,
                                   Effects& effects) const {
  const int object = step.object;
  effects.took_effect = false;
  if (object < 0) return finish(at, in, object);
  State::Object& deleted = state.objects_[object];
  if (step.agent == Agent{Agent::Kind::destroy, object})
    effects.hits.push_back({Hazard::use_in_destroy, object});
  else if (deleted.is(State::kDestroyBegun))
    effects.hits.push_back({Hazard::use_after_destroy, object});
  if (deleted.is(State::kRequested)) effects.hits.push_back({Hazard::double_delete, object});
  effects.marks.push_back({EventKind::delete_, object, true, true});
  const Action& action = *in.action;
  if (action.kind == ActionKind::delete_ && !action.framework_own && !instances.type(object).driver_may_delete)
    effects.hits.push_back({Hazard::forbidden_delete, object});
  effects.took_effect = delete_takes_effect(state, object);
  deleted.bits |= State::kRequested;
  if (!effects.took_effect) return finish(at, in, object);
  const Irql asked_at = removes(action.kind) || action.framework_own ? Irql::passive : level(state, step.agent);
  const bool put_off =
      deletion.puts_off_at_dispatch && action.kind != ActionKind::complete && takes_passive(state, object);
  const Returning returning = returns(state, step.agent, object);
  make_root(state, object, asked_at == Irql::dispatch && !put_off);
  if (returning == Returning::at_once) return finish(at, in, object);
  at.object = object;
  at.pc = returning == Returning::waits ? in.other : in.next;
}

// What a request that is about to take effect does next.
Machine::Impl::Returning Machine::Impl::returns(const State& state, Agent agent, int object) const {
  if (level(state, agent) == Irql::dispatch) return Returning::at_once;
  const bool waits = deletion.returns == DeletionFacts::Returns::after_cleanup;
  const Returning usual = waits ? Returning::waits : Returning::either;
  if (agent.kind != Agent::Kind::run || !within(object, agent.index)) return usual;
  for (int up = agent.index; up != object; up = instances[up].parent)
    if (!on_list(state, up)) return usual;
  switch (instances.type(agent.index).drain.own_delete) {
    case Drain::OwnDelete::returns: return Returning::at_once;
    case Drain::OwnDelete::waits: return Returning::waits;
    case Drain::OwnDelete::inside: break;
  }
  return usual;
}

void Machine::Impl::start_thread(State& state, Agent by, int thread, Effects& effects) const {
  effects.took_effect = !state.threads_[thread].started;
  if (!effects.took_effect) return;
  for (const Mention& held : scenario.threads[thread].holds) {
    const int first = instances.first(held.index), count = scenario.objects[held.index].count;
    for (int id = first; id < first + count; ++id)
      if ((held.which != Mention::Which::numbered || id == instances.id(held.index, held.number)) &&
          state.objects_[id].is(State::kBorn))
        touch(state, by, id, false, effects);
  }
  take_holds(state, thread);
  effects.marks.push_back({EventKind::thread_start, thread, true, true});
}

// The thread starts, with a reference on whatever it holds.
void Machine::Impl::take_holds(State& state, int thread) const {
  State::Thread& started = state.threads_[thread];
  started.started = true;
  started.run.registers.assign(threads[thread].registers, 0);
  skip_jumps(started.run, threads[thread]);
  for (const Mention& held : scenario.threads[thread].holds) {
    const int first = instances.first(held.index), count = scenario.objects[held.index].count;
    for (int id = first; id < first + count; ++id) {
      if (held.which == Mention::Which::numbered && id != instances.id(held.index, held.number)) continue;
      const State::Object& object = state.objects_[id];
      if (!object.is(State::kBorn)) continue;
      started.holds.push_back(id);
      if (!object.is(State::kDestroyBegun)) set_references(state, id, object.references + 1);
    }
  }
  std::reverse(started.holds.begin(), started.holds.end());
}

void Machine::Impl::drop_reference(State& state, Agent by, int object, Effects& effects) const {
  const State::Object& held = state.objects_[object];
  if (held.is(State::kDestroyBegun) && by != Agent{Agent::Kind::destroy, object})
    effects.hits.push_back({Hazard::use_after_destroy, object});
  if (held.references == 0)
    effects.hits.push_back({Hazard::over_dereference, object});
  else
    set_references(state, object, held.references - 1);
}

void Machine::Impl::end_body(State& state, Agent agent, Effects& effects, Mode mode) const {
  for (std::int32_t& holder : state.locks_)
    if (holder == number(agent)) holder = -holder;
  switch (agent.kind) {
    case Agent::Kind::teardown:
      state.teardown_ended_ = true;
      std::fill(state.teardown_.registers.begin(), state.teardown_.registers.end(), 0);
      return;
    case Agent::Kind::thread: {
      State::Thread& thread = state.threads_[agent.index];
      thread.ended = true;
      std::fill(thread.run.registers.begin(), thread.run.registers.end(), 0);
      effects.marks.push_back({EventKind::thread_end, agent.index, true, true});
      return;
    }
    case Agent::Kind::run: return end_run(state, agent, effects, mode);
    default: {
      const bool cleanup = agent.kind == Agent::Kind::cleanup;
      state.bodies_.erase(2 * agent.index + (cleanup ? 0 : 1));
      end(state, agent.index, cleanup ? Phase::cleanup : Phase::destroy, effects);
    }
  }
}

// A use of the object, and the hazards that lie in it. Its own destroy callback may only look at its context.
void Machine::Impl::touch(const State& state, Agent by, int object, bool context_only, Effects& effects) const {
  const State::Object& touched = state.objects_[object];
  effects.touched.push_back(object);
  if (by == Agent{Agent::Kind::destroy, object}) {
    if (!context_only) effects.hits.push_back({Hazard::use_in_destroy, object});
    return;
  }
  if (!touched.is(State::kCleanupEnded)) return;
  effects.hits.push_back({Hazard::use_after_cleanup, object});
  if (touched.references == 0) effects.hits.push_back({Hazard::unreferenced_use_after_cleanup, object});
  if (touched.is(State::kDestroyBegun)) effects.hits.push_back({Hazard::use_after_destroy, object});
}

}  // namespace afterlife

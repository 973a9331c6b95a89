#include "solver/machine/update/actions.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "solver/machine/update/going_on.hpp"
#include "solver/machine/update/uses.hpp"

namespace afterlife {

Actions::Actions(Kept<MachineFacts> facts)
    : facts_(facts),
      assumptions_(facts),
      meanings_(facts),
      outcomes_(facts),
      counts_(facts),
      collections_(facts),
      deletions_(facts),
      runs_(facts),
      threads_(facts) {}

void Actions::finish(const Taking& t) const { afterlife::finish(t.run, facts_.instances, t.at.in, t.step.object); }

void Actions::act(const Taking& t) const {
  const Step& step = t.step;
  const Action& action = *step.action;
  const bool of_object = action.target.entity == EntityKind::object;
  if (action.kind == ActionKind::take) return take_item(t);
  if (of_object && (step.object < 0 || (action.other && step.other < 0))) return;
  const Touches touches = facts(action.kind).touches;
  if (of_object && (touches == Touches::target || touches == Touches::context || touches == Touches::both))
    touch(t.now, step.agent, step.object, touches == Touches::context ? Use::context : Use::any, t.effects);
  if (step.other >= 0) touch(t.now, step.agent, step.other, Use::any, t.effects);
  do_to(t.now, step, t.effects);
}

void Actions::do_to(Moment& now, const Step& step, Effects& effects) const {
  const Action& action = *step.action;
  const int index = action.target.index, object = step.object;
  switch (action.kind) {
    case ActionKind::reference:
      if (!now.objects[object].is(ObjectNow::kDestroyBegun))
        counts_.set_references(now, object, now.objects[object].references + 1);
      return;
    case ActionKind::dereference: return drop_reference(now, step.agent, object, effects);
    case ActionKind::signal: now.signals[index] = 1; return;
    case ActionKind::set:
    case ActionKind::clear: now.flags[index] = action.kind == ActionKind::set ? 1 : 0; return;
    case ActionKind::lock: now.locks[facts_.locks.of(action.target, object)] = facts_.bodies.number(step.agent); return;
    case ActionKind::unlock:
      if (std::int32_t& holder = now.locks[facts_.locks.of(action.target, object)];
          holder == facts_.bodies.number(step.agent))
        holder = 0;
      return;
    case ActionKind::request_stop:
    case ActionKind::stop: now.threads[index].asked = true; return;
    case ActionKind::start: return threads_.start(now, step.agent, index, effects);
    case ActionKind::enqueue:
      if (now.objects[object].root >= 0) effects.hits.push_back({Hazard::start_after_delete, object});
      effects.took_effect = runs_.enqueue(now, object);
      return;
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait: return runs_.cancel(now, object);
    case ActionKind::add: return collections_.add(now, object, step.other);
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

void Actions::take_item(const Taking& t) const {
  if (t.step.other < 0) return;
  touch(t.now, t.step.agent, t.step.other, Use::any, t.effects);
  collections_.take_out(t.now, t.step.object, t.step.other);
  bind(t.run, meanings_, t.at, t.step.action->target.index, t.step.object);
}

void Actions::create(const Taking& t) const {
  const int object = t.step.object;
  t.effects.took_effect = outcomes_.create_succeeds(t.now, object);
  t.run.pc = t.effects.took_effect ? t.at.in.next : t.at.in.other;
  if (object < 0) return;
  for (const int near : {facts_.instances[object].parent, facts_.instances[object].from})
    if (near >= 0 && t.now.objects[near].is(ObjectNow::kBorn)) touch(t.now, t.step.agent, near, Use::any, t.effects);
  if (!t.effects.took_effect) return;
  deletions_.be_born(t.now, object);
  bind(t.run, meanings_, t.at, t.at.in.action->target.index, object);
  t.effects.marks.push_back({EventKind::create, object, true, true});
}

void Actions::send(const Taking& t) const {
  const int request = t.step.object, target = t.step.other;
  t.run.pc = t.at.in.next;
  t.effects.took_effect = request >= 0 && target >= 0;
  if (!t.effects.took_effect) return;
  touch(t.now, t.step.agent, request, Use::any, t.effects);
  touch(t.now, t.step.agent, target, Use::any, t.effects);
  t.effects.took_effect = Outcomes::send_succeeds(t.now, target);
  if (t.effects.took_effect)
    runs_.send(t.now, request, target);
  else
    t.run.pc = t.at.in.other;
}

void Actions::request_delete(const Taking& t) const {
  const int object = t.step.object;
  Effects& effects = t.effects;
  effects.took_effect = false;
  if (object < 0) return finish(t);
  ObjectNow& deleted = t.now.objects[object];
  if (t.step.agent == Agent{Agent::Kind::destroy, object})
    effects.hits.push_back({Hazard::use_in_destroy, object});
  else if (deleted.is(ObjectNow::kDestroyBegun))
    effects.hits.push_back({Hazard::use_after_destroy, object});
  if (deleted.is(ObjectNow::kRequested)) effects.hits.push_back({Hazard::double_delete, object});
  effects.marks.push_back({EventKind::delete_, object, true, true});
  const Action& action = *t.at.in.action;
  if (action.kind == ActionKind::delete_ && !action.framework_own && !facts_.instances.type(object).driver_may_delete)
    effects.hits.push_back({Hazard::forbidden_delete, object});
  effects.took_effect = outcomes_.delete_takes_effect(t.now, object);
  deleted.bits |= ObjectNow::kRequested;
  if (!effects.took_effect) return finish(t);
  const Irql asked_at = removes(action.kind) || action.framework_own ? Irql::passive : outcomes_.level(t.at);
  const bool put_off = facts_.deletion.puts_off_at_dispatch && action.kind != ActionKind::complete &&
                       outcomes_.takes_passive(t.now, object);
  const Outcomes::Returning returning = outcomes_.delete_returns(t.now, t.at, object);
  deletions_.make_root(t.now, object, put_off ? Irql::passive : asked_at);
  if (returning == Outcomes::Returning::at_once) return finish(t);
  t.run.object = object;
  t.run.pc = returning == Outcomes::Returning::waits ? t.at.in.other : t.at.in.next;
}

// The names of the agent mean nothing inside; they are put away until the callback ends.
void Actions::call(const Taking& t) const {
  const Instruction& in = t.at.in;
  for (const auto& [binding, kept] : t.at.body.frames[in.frame])
    t.run.registers[kept] = std::exchange(t.run.registers[binding], 0);
  t.run.pc = in.next;
  ++t.now.calling[{t.step.object, in.callback}];
  t.effects.marks.push_back({EventKind::run, t.step.object, true, false, &facts_.called(in)});
}

void Actions::call_end(const Taking& t) const {
  const Instruction& in = t.at.in;
  const int object = Meanings::own(t.at);
  for (const auto& [binding, kept] : t.at.body.frames[in.frame])
    t.run.registers[binding] = std::exchange(t.run.registers[kept], 0);
  t.run.pc = in.next;
  const std::pair which(object, in.callback);
  if (--t.now.calling.at(which) == 0) t.now.calling.erase(which);
  if (t.mode.history || assumptions_.wait_for(object, facts_.called(in))) t.now.called.insert(which);
  t.effects.marks.push_back({EventKind::run, object, false, true, &facts_.called(in)});
}

void Actions::pick_set(const Taking& t) const {
  const int declaration = t.at.in.action->target.index;
  RunNow& run = t.run;
  run.left = t.now.births[declaration];
  run.pc = run.left > 0 ? t.at.in.next : t.at.in.done;
  if (run.left == 0) return;
  run.set.assign((facts_.scenario.objects[declaration].count + 63) / 64, 0);
  for (int bit = 0; bit < run.left; ++bit) run.set[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void Actions::cancel(Moment& now, int object) const { runs_.cancel(now, object); }

void Actions::drop_reference(Moment& now, Agent by, int object, Effects& effects) const {
  const ObjectNow& held = now.objects[object];
  if (held.is(ObjectNow::kDestroyBegun) && by != Agent{Agent::Kind::destroy, object})
    effects.hits.push_back({Hazard::use_after_destroy, object});
  if (held.references == 0)
    effects.hits.push_back({Hazard::over_dereference, object});
  else
    counts_.set_references(now, object, held.references - 1);
}

void Actions::end_body(Moment& now, Agent agent, Mode mode, Effects& effects) const {
  for (std::int32_t& holder : now.locks)
    if (holder == facts_.bodies.number(agent)) holder = -holder;
  switch (agent.kind) {
    case Agent::Kind::teardown:
      now.teardown_ended = true;
      std::ranges::fill(now.teardown.registers, 0);
      return;
    case Agent::Kind::thread: {
      ThreadNow& thread = now.threads[agent.index];
      thread.ended = true;
      std::ranges::fill(thread.run.registers, 0);
      effects.marks.push_back({EventKind::thread_end, agent.index, true, true});
      return;
    }
    case Agent::Kind::run: return runs_.end(now, agent, mode, effects);
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy: {
      const bool cleanup = agent.kind == Agent::Kind::cleanup;
      now.bodies.erase(2 * agent.index + (cleanup ? 0 : 1));
      return deletions_.end(now, agent.index, cleanup ? Phase::cleanup : Phase::destroy, effects);
    }
    case Agent::Kind::framework: return;
  }
}

}  // namespace afterlife

// Which steps an agent can take where it stands.
#include "solver/machine/impl.hpp"

namespace afterlife {

int Machine::Impl::number(Agent agent) const {
  const int thread_count = static_cast<int>(threads.size());
  switch (agent.kind) {
    case Agent::Kind::teardown: return 1;
    case Agent::Kind::thread: return 2 + agent.index;
    case Agent::Kind::cleanup: return 2 + thread_count + 2 * agent.index;
    case Agent::Kind::run: return 2 + thread_count + 2 * size + agent.index * most_runs + agent.number;
    default: return 3 + thread_count + 2 * agent.index;
  }
}

Agent Machine::Impl::agent(int number) const {
  const int thread_count = static_cast<int>(threads.size());
  if (number == 1) return {Agent::Kind::teardown, -1};
  if (number < 2 + thread_count) return {Agent::Kind::thread, number - 2};
  const int body = number - 2 - thread_count;
  if (body >= 2 * size) return {Agent::Kind::run, (body - 2 * size) / most_runs, (body - 2 * size) % most_runs};
  return {body % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, body / 2};
}

// The instance whose callback this is, removal callbacks included; -1: it is none.
int Machine::Impl::own(const State::Run& at, Agent agent) const {
  const int removed = program(agent).at(at.pc).removed;
  if (removed >= 0) return at.registers[removed] - 1;
  return agent.is_callback() ? agent.index : -1;
}

Irql Machine::Impl::level(const State& state, Agent agent) const {
  const State::Run& at = *run(state, agent);
  if (const std::optional<Irql> given = program(agent).at(at.pc).level) return *given;
  if (agent.kind == Agent::Kind::thread) return scenario.threads[agent.index].irql;
  return at.at_dispatch ? Irql::dispatch : Irql::passive;
}

// The instance that a bare name means to this agent, -1: none in particular.
int Machine::Impl::bound(const State::Run& at, Agent agent, int declaration) const {
  const int slot_of = program(agent).binding(declaration);
  return slot_of >= 0 && at.registers[slot_of] > 0 ? at.registers[slot_of] - 1
                                                   : meant_in_callback(at, agent, declaration);
}

// The same where nothing was created or taken.
int Machine::Impl::meant_in_callback(const State::Run& at, Agent agent, int declaration) const {
  const int self = own(at, agent);
  if (self < 0) return -1;
  for (int up = self; up >= 0; up = instances[up].parent)
    if (instances[up].decl == declaration) return up;
  const int from = instances[self].from;
  return from >= 0 && instances[from].decl == declaration ? from : -1;
}

// The name now means this instance: nothing new where it did so already.
void Machine::Impl::bind(State::Run& at, Agent agent, int declaration, int object) const {
  at.registers[program(agent).binding(declaration)] =
      meant_in_callback(at, agent, declaration) == object ? 0 : object + 1;
}

// Instances are created in the order of their numbers.
int Machine::Impl::next_unborn(const State& state, int declaration) const {
  const int born = state.births_[declaration];
  return born < scenario.objects[declaration].count ? instances.first(declaration) + born : -1;
}

bool Machine::Impl::create_succeeds(const State& state, int object) const {
  if (object < 0) return false;
  const Instance& made = instances[object];
  if (made.from >= 0 && !state.objects_[made.from].is(State::kBorn)) return false;
  if (made.parent < 0) return true;
  const State::Object& parent = state.objects_[made.parent];
  if (!parent.is(State::kBorn)) return false;
  return deletion.takes == DeletionFacts::Takes::at_once ? parent.root < 0 : !reached(state, made.parent);
}

int Machine::Impl::lock_of(const Action& action, int object) const {
  return action.target.entity == EntityKind::lock ? action.target.index : lock_slot[object];
}

// The instances that the action may be done to: -1 where there is none, so that it does nothing.
void Machine::Impl::targets(const State& state, Agent agent, const State::Run& at, const Action& action, int only,
                            const std::function<void(int)>& found) const {
  const int removes = program(agent).at(at.pc).removes;
  if (removes >= 0 && program(agent).at(at.pc).op == Opcode::delete_) return found(at.registers[removes] - 1);
  if (action.kind == ActionKind::take) {
    meant(state, agent, at, *action.other, kAny, [&](int collection) {
      if (collection < 0)
        found(-1);
      else
        items(state, action, collection, found);
    });
    return;
  }
  meant(state, agent, at, action.target, only, found);
}

// The instances of the declaration that are in the collection.
void Machine::Impl::items(const State& state, const Action& action, int collection,
                          const std::function<void(int)>& found) const {
  const int first = instances.first(action.target.index);
  const int last = first + scenario.objects[action.target.index].count;
  for (auto item = state.items_.lower_bound({collection, first}); item != state.items_.end(); ++item) {
    if (item->first.first != collection || item->first.second >= last) return;
    found(item->first.second);
  }
}

// What the second name of the action may mean.
void Machine::Impl::others(const State& state, Agent agent, const State::Run& at, const Action& action,
                           const std::function<void(int)>& found) const {
  if (!action.other) return found(-1);
  meant(state, agent, at, *action.other, kAny, found);
}

// The instances that a name may mean, -1 where there is none. To be unlocked: those that the agent holds.
void Machine::Impl::meant(const State& state, Agent agent, const State::Run& at, const Mention& target, int only,
                          const std::function<void(int)>& found) const {
  if (target.entity != EntityKind::object) return found(-1);
  const auto if_born = [&](int id) { found(state.objects_[id].is(State::kBorn) ? id : -1); };
  const int first = instances.first(target.index);
  switch (target.which) {
    case Mention::Which::numbered: return if_born(instances.id(target.index, target.number));
    case Mention::Which::self: return found(own(at, agent));
    case Mention::Which::each: {
      const auto has = [&](int bit) { return ((at.set[bit / 64] >> (bit % 64)) & 1) != 0; };
      const int count = scenario.objects[target.index].count;
      if (only != kAny) {
        if (only >= first && only < first + count && has(only - first)) found(only);
        return;
      }
      for (int bit = 0; bit < count; ++bit)
        if (has(bit)) found(first + bit);
      return;
    }
    case Mention::Which::bare: break;
  }
  const int meant = bound(at, agent, target.index);
  if (meant >= 0) return if_born(meant);
  if (scenario.objects[target.index].count == 1) return if_born(first);
  const int born = state.births_[target.index];
  if (born == 0) return found(-1);
  const Instruction& in = program(agent).at(at.pc);
  const bool gives_back = in.action != nullptr && in.action->kind == ActionKind::unlock;
  const auto is_meant = [&](int id) { return !gives_back || state.locks_[lock_slot[id]] == number(agent); };
  if (only >= 0) {
    if (only >= first && only < first + born && is_meant(only)) found(only);
    return;
  }
  bool any = false;
  for (int id = first; id < first + born; ++id)
    if (is_meant(id)) any = true, found(id);
  if (!any) found(-1);
}

bool Machine::Impl::can_act(const State& state, Agent, const Action& action, int object, Mode mode) const {
  const int index = action.target.index;
  switch (action.kind) {
    case ActionKind::lock:
      return (action.target.entity == EntityKind::object && object < 0) || state.locks_[lock_of(action, object)] == 0;
    case ActionKind::join: return state.threads_[index].ended;
    case ActionKind::wait: return state.signals_[index] != 0;
    case ActionKind::start:
      return state.threads_[index].started || !mode.assumptions || !held_back(state, EventKind::thread_start, index);
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close: return object < 0 || !mode.assumptions || !held_back(state, EventKind::delete_, object);
    case ActionKind::flush: return object < 0 || quiet(state, object, true);
    case ActionKind::create:
      return !mode.assumptions || !create_succeeds(state, object) || !held_back(state, EventKind::create, object);
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
    case ActionKind::enqueue:
    case ActionKind::request_stop:
    case ActionKind::stop:
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait:
    case ActionKind::signal:
    case ActionKind::set:
    case ActionKind::clear:
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::unlock:
    case ActionKind::add:
    case ActionKind::take:
    case ActionKind::send:
    case ActionKind::loop:
    case ActionKind::choose:
    case ActionKind::maybe:
    case ActionKind::at_irql: break;
  }
  return true;
}

void Machine::Impl::act_alternatives(const State& state, Agent agent, const State::Run& at, const Instruction& in,
                                     int only, Mode mode, const Sink& sink) const {
  Step step;
  step.agent = agent;
  step.action = in.action;
  if (in.action->kind == ActionKind::take) {
    meant(state, agent, at, *in.action->other, kAny, [&](int collection) {
      step.other = collection;
      step.object = -1;
      if (collection < 0) return sink(step);
      items(state, *in.action, collection, [&](int item) {
        step.object = item;
        sink(step);
      });
    });
    return;
  }
  targets(state, agent, at, *in.action, only, [&](int object) {
    if (!can_act(state, agent, *in.action, object, mode)) return;
    step.object = object;
    others(state, agent, at, *in.action, [&](int other) {
      step.other = other;
      sink(step);
    });
  });
}

bool Machine::Impl::waits_at_dispatch(const State& state, Agent agent) const {
  const State::Run& at = *run(state, agent);
  const Instruction& in = program(agent).at(at.pc);
  if (in.op != Opcode::act && in.op != Opcode::cancel && in.op != Opcode::bounded) return false;
  const Action& action = *in.action;
  if (facts(action.kind).waits != Waits::blocking) return false;
  bool done_to_something = action.target.entity != EntityKind::object;
  if (action.kind == ActionKind::take)
    others(state, agent, at, action, [&](int collection) { done_to_something |= collection >= 0; });
  else if (!done_to_something)
    targets(state, agent, at, action, kAny, [&](int object) { done_to_something |= object >= 0; });
  return done_to_something && level(state, agent) == Irql::dispatch;
}

void Machine::Impl::alternatives(const State& state, Agent agent, const State::Run& at, int only, Mode mode,
                                 const Sink& sink) const {
  const Instruction& in = program(agent).at(at.pc);
  Step step;
  step.agent = agent;
  step.action = in.action;
  const auto offer = [&](Step::Kind kind, int choice = -1, int object = -1) {
    step.kind = kind;
    step.choice = choice;
    step.object = object;
    sink(step);
  };
  const auto either = [&](Step::Kind kind, int object = -1) {
    offer(kind, 0, object);
    offer(kind, 1, object);
  };
  const auto thread_of_action = [&]() -> const State::Thread& { return state.threads_[in.action->target.index]; };
  switch (in.op) {
    case Opcode::act:
    case Opcode::send:
    case Opcode::cancel:
    case Opcode::delete_: return act_alternatives(state, agent, at, in, only, mode, sink);
    case Opcode::create: {
      const int object = next_unborn(state, in.action->target.index);
      if (can_act(state, agent, *in.action, object, mode)) offer(Step::Kind::act, -1, object);
      return;
    }
    case Opcode::give_up: return offer(Step::Kind::act, 0);
    case Opcode::test: return offer(Step::Kind::act);
    case Opcode::pick_removed:
      targets(state, agent, at, *in.action, only, [&](int object) { offer(Step::Kind::choose, -1, object); });
      return;
    case Opcode::call:
      if (!mode.assumptions || !held_back(state, EventKind::run, own(at, agent), &called(in)))
        offer(Step::Kind::call, in.callback, own(at, agent));
      return;
    case Opcode::call_end: return offer(Step::Kind::end, in.callback, own(at, agent));
    case Opcode::cancel_choice:
    case Opcode::delete_choice: return either(Step::Kind::wait, at.object);
    case Opcode::cancel_wait:
      if (quiet(state, at.object, false)) offer(Step::Kind::resume, -1, at.object);
      return;
    case Opcode::delete_wait:
      if (delete_is_over(state, at.object)) offer(Step::Kind::resume, -1, at.object);
      return;
    case Opcode::bounded: return either(Step::Kind::wait);
    case Opcode::join_part:
      if (thread_of_action().ended) offer(Step::Kind::resume);
      return;
    case Opcode::choose:
      for (int branch = 0; branch < static_cast<int>(in.branches.size()); ++branch) offer(Step::Kind::choose, branch);
      return;
    case Opcode::maybe: return either(Step::Kind::choose);
    case Opcode::head: {
      const bool again = !mode.bounded || at.registers[program(agent).loops[in.loop].counter] < scenario.bounds.loop;
      if (in.outermost) {
        const bool asked = state.threads_[agent.index].asked;
        if (asked || again) offer(Step::Kind::head, asked ? 0 : 1);
        return;
      }
      offer(Step::Kind::choose, 0);
      if (again) offer(Step::Kind::choose, 1);
      return;
    }
    case Opcode::pick_set: return offer(Step::Kind::pick_set);
    case Opcode::end: {
      const bool thread = agent.kind == Agent::Kind::thread;
      if (thread && !state.threads_[agent.index].holds.empty())
        return offer(Step::Kind::release, -1, state.threads_[agent.index].holds.back());
      if (!(thread && mode.assumptions && held_back(state, EventKind::thread_end, agent.index))) offer(Step::Kind::end);
      return;
    }
    case Opcode::jump:
    case Opcode::enter:
    case Opcode::repeat:
    case Opcode::leave: return;  // an agent never stands there
  }
}

}  // namespace afterlife

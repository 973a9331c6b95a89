// Which steps an agent can take where it stands.
#include "solver/machine_impl.hpp"

namespace afterlife {

int Machine::Impl::number(Agent agent) const {
  const int thread_count = static_cast<int>(threads.size());
  switch (agent.kind) {
    case Agent::Kind::teardown: return 1;
    case Agent::Kind::thread: return 2 + agent.index;
    case Agent::Kind::cleanup: return 2 + thread_count + 2 * agent.index;
    default: return 3 + thread_count + 2 * agent.index;
  }
}

Agent Machine::Impl::agent(int number) const {
  const int thread_count = static_cast<int>(threads.size());
  if (number == 1) return {Agent::Kind::teardown, -1};
  if (number < 2 + thread_count) return {Agent::Kind::thread, number - 2};
  const int body = number - 2 - thread_count;
  return {body % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, body / 2};
}

// The instance that a bare name means to this agent, -1: none in particular.
int Machine::Impl::bound(const State::Run& at, Agent agent, int declaration) const {
  const int slot_of = code(agent).binding(declaration);
  if (slot_of >= 0 && at.registers[slot_of] > 0) return at.registers[slot_of] - 1;
  if (agent.kind != Agent::Kind::cleanup && agent.kind != Agent::Kind::destroy) return -1;
  for (int up = agent.index; up >= 0; up = world.instance(up).parent)
    if (world.instance(up).decl == declaration) return up;
  const int from = world.instance(agent.index).from;
  return from >= 0 && world.instance(from).decl == declaration ? from : -1;
}

// Instances are created in the order of their numbers.
int Machine::Impl::next_unborn(const State& state, int declaration) const {
  const int born = state.births_[declaration];
  return born < scenario.objects[declaration].count ? world.first(declaration) + born : -1;
}

bool Machine::Impl::create_succeeds(const State& state, int object) const {
  if (object < 0) return false;
  const Instance& made = world.instance(object);
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
  const Mention& target = action.target;
  if (target.entity != EntityKind::object) return found(-1);
  const auto if_born = [&](int id) { found(state.objects_[id].is(State::kBorn) ? id : -1); };
  const int first = world.first(target.index);
  switch (target.which) {
    case Mention::Which::numbered: return if_born(world.id(target.index, target.number));
    case Mention::Which::self: return found(agent.index);
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
  if (only != kAny) {
    if (only >= first && only < first + born) found(only);
    return;
  }
  for (int id = first; id < first + born; ++id) found(id);
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
    case ActionKind::delete_: return object < 0 || !mode.assumptions || !held_back(state, EventKind::delete_, object);
    case ActionKind::create:
      return !mode.assumptions || !create_succeeds(state, object) || !held_back(state, EventKind::create, object);
    default: return true;
  }
}

void Machine::Impl::act_alternatives(const State& state, Agent agent, const State::Run& at, const Instruction& in,
                                     int only, Mode mode, const Sink& sink) const {
  Step step;
  step.agent = agent;
  step.action = in.action;
  targets(state, agent, at, *in.action, only, [&](int object) {
    if (!can_act(state, agent, *in.action, object, mode)) return;
    step.object = object;
    sink(step);
  });
}

void Machine::Impl::alternatives(const State& state, Agent agent, const State::Run& at, int only, Mode mode,
                                 const Sink& sink) const {
  const Instruction& in = code(agent).at(at.pc);
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
    case Op::act:
    case Op::delete_: return act_alternatives(state, agent, at, in, only, mode, sink);
    case Op::create: {
      const int object = next_unborn(state, in.action->target.index);
      if (can_act(state, agent, *in.action, object, mode)) offer(Step::Kind::act, -1, object);
      return;
    }
    case Op::give_up: return offer(Step::Kind::act, 0);
    case Op::test: return offer(Step::Kind::act);
    case Op::delete_choice: return either(Step::Kind::wait, at.object);
    case Op::delete_wait:
      if (delete_is_over(state, at.object)) offer(Step::Kind::resume, -1, at.object);
      return;
    case Op::bounded: return either(Step::Kind::wait);
    case Op::join_part:
      if (thread_of_action().ended) offer(Step::Kind::resume);
      return;
    case Op::choose:
      for (int branch = 0; branch < static_cast<int>(in.branches.size()); ++branch) offer(Step::Kind::choose, branch);
      return;
    case Op::maybe: return either(Step::Kind::choose);
    case Op::head: {
      const bool again = !mode.bounded || at.registers[code(agent).loops[in.loop].counter] < scenario.bounds.loop;
      if (in.outermost) {
        const bool asked = state.threads_[agent.index].asked;
        if (asked || again) offer(Step::Kind::head, asked ? 0 : 1);
        return;
      }
      offer(Step::Kind::choose, 0);
      if (again) offer(Step::Kind::choose, 1);
      return;
    }
    case Op::pick_set: return offer(Step::Kind::pick_set);
    case Op::end: {
      const bool thread = agent.kind == Agent::Kind::thread;
      if (thread && !state.threads_[agent.index].holds.empty())
        return offer(Step::Kind::release, -1, state.threads_[agent.index].holds.back());
      if (!(thread && mode.assumptions && held_back(state, EventKind::thread_end, agent.index))) offer(Step::Kind::end);
      return;
    }
    case Op::jump:
    case Op::enter:
    case Op::repeat:
    case Op::leave: return;  // an agent never stands there
  }
}

}  // namespace afterlife

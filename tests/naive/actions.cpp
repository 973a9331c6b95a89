// What each action does, one after the other, as docs/language.md and docs/semantics.md say it: which function carries
// it out, and what is done to no object. Actions on objects are in object_actions.cpp, running.cpp and removing.cpp.
#include <algorithm>
#include <stdexcept>

#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

void Interpreter::agent_steps(const State& s, int position, int loop_bound, std::vector<Step>& out) const {
  const AgentState& agent = s.agents[position];
  if (agent.progress != Progress::running) return;
  Stepping turn{s, position, loop_bound, out};
  if (agent.at_action()) {
    if (agent.frame().stage == Stage::at_it)
      act(turn);
    else
      resume(turn);
  } else if (agent.frame().kind == Frame::Kind::removal) {
    end_removal_callback(turn);
  } else if (agent.to_release.empty()) {
    end_agent(turn.step(kSilent));
  } else {
    release(turn);
  }
}

// One of the references that a thread holds.
void Interpreter::release(Stepping& turn) const {
  Step& step = turn.step(kPrinted);
  std::vector<int>& rest = turn.self(step).to_release;
  ObjectState& o = step.next.objects[rest.front()];
  turn.access(step, Access::What::dereference, rest.front());
  if (o.references > 0 && o.destroy == Progress::not_begun) --o.references;
  rest.erase(rest.begin());
}

void Interpreter::act(Stepping& turn) const {
  const Action& action = turn.action();
  const auto set_bit = [&](std::vector<bool> State::* bits, bool value) {
    Step& step = turn.step(kPrinted);
    (step.next.*bits)[action.target.index] = value;
    go_on(turn.self(step));
  };
  switch (action.kind) {
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
    case ActionKind::enqueue:
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait:
    case ActionKind::flush:
    case ActionKind::add: return act_on_objects(turn);
    case ActionKind::take: return take(turn);
    case ActionKind::send: return send(turn);
    case ActionKind::create: return create(turn);
    case ActionKind::start: return start_thread(turn);
    case ActionKind::request_stop:
    case ActionKind::stop: return stop(turn);
    case ActionKind::join: return wait_until(turn, turn.before.thread(action.target.index).progress == Progress::done);
    case ActionKind::wait: return wait_until(turn, turn.before.signalled[action.target.index]);
    case ActionKind::signal: return set_bit(&State::signalled, true);
    case ActionKind::set: return set_bit(&State::flags, true);
    case ActionKind::clear: return set_bit(&State::flags, false);
    case ActionKind::lock:
      if (action.target.entity == EntityKind::object) return act_on_objects(turn);
      return lock(turn);
    case ActionKind::unlock: return action.target.entity == EntityKind::object ? act_on_objects(turn) : unlock(turn);
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::choose:
    case ActionKind::maybe: return branch(turn);
    case ActionKind::at_irql: throw std::logic_error("to enter what is at another level is no step");
    case ActionKind::loop: return loop_head(turn);
  }
}

void Interpreter::hold(Step& step, int thread) const {
  State& s = step.next;
  for (const Mention& mention : scenario_.threads[thread].holds)
    for (const int object : tree_.instances_of(mention.index)) {
      if (mention.which == Mention::Which::numbered && tree_.instances()[object].number != mention.number) continue;
      ObjectState& o = s.objects[object];
      if (!o.born) continue;
      if (o.destroy == Progress::not_begun) ++o.references;
      s.thread(thread).to_release.push_back(object);
    }
}

void Interpreter::start_thread(Stepping& turn) const {
  const int thread = turn.action().target.index;
  Step& step = turn.step(kPrinted);
  if (turn.before.thread(thread).progress == Progress::not_begun) {
    step.begins.push_back({EventKind::thread_start, thread, {}});
    run(step.next.thread(thread), scenario_.threads[thread].does);
    hold(step, thread);
    for (const int held : step.next.thread(thread).to_release) turn.access(step, Access::What::touch, held);
  }
  go_on(turn.self(step));
}

void Interpreter::stop(Stepping& turn) const {
  const Action& action = turn.action();
  Step& step = turn.step(kPrinted);
  step.next.stop_requested[action.target.index] = true;
  if (action.kind == ActionKind::request_stop)
    go_on(turn.self(step));
  else
    turn.self(step).frame().stage = action.may_time_out ? Stage::choosing : Stage::waiting;
}

// join, wait: one printed step when it has happened; a bounded one first decides, silently, whether it will wait.
void Interpreter::wait_until(Stepping& turn, bool happened) const {
  if (turn.action().may_time_out) {
    turn.self(turn.step(kSilent)).frame().stage = Stage::waiting;
    turn.self(turn.step(kSilent)).frame().stage = Stage::giving_up;
  } else if (happened) {
    go_on(turn.self(turn.step(kPrinted)));
  }
}

void Interpreter::lock(Stepping& turn) const {
  const int lock = turn.action().target.index;
  if (turn.before.locked[lock]) return;
  Step& step = turn.step(kPrinted);
  step.next.locked[lock] = true;
  turn.self(step).holds_locks.insert(lock);
  go_on(turn.self(step));
}

// Only whoever holds a lock can give it back.
void Interpreter::unlock(Stepping& turn) const {
  const int lock = turn.action().target.index;
  Step& step = turn.step(kPrinted);
  if (turn.self(step).holds_locks.erase(lock) > 0) step.next.locked[lock] = false;
  go_on(turn.self(step));
}

// The later parts of an action that has more than one.
void Interpreter::resume(Stepping& turn) const {
  const Action& action = turn.action();
  const Frame& frame = turn.agent().frame();
  const State& s = turn.before;
  if (frame.stage == Stage::removing) return go_on_removing(turn);
  if (frame.stage == Stage::choosing) {
    turn.self(turn.step(kSilent)).frame().stage = Stage::waiting;
    go_on(turn.self(turn.step(kSilent)));
    return;
  }
  bool over = frame.stage == Stage::giving_up;
  if (requests_deletion(action.kind)) over = tree_.delete_returns(s, frame.subject);
  if (action.kind == ActionKind::join || action.kind == ActionKind::stop)
    over = over || s.thread(action.target.index).progress == Progress::done;
  if (action.kind == ActionKind::wait) over = over || s.signalled[action.target.index];
  if (action.kind == ActionKind::cancel_and_wait) over = nothing_runs(s, frame.subject);
  if (!over) return;
  Step& step = turn.step(action.kind == ActionKind::join || action.kind == ActionKind::wait);
  if (action.kind == ActionKind::cancel_and_wait) step.next.objects[frame.subject].queued = false;
  go_on(turn.self(step));
}

void Interpreter::branch(Stepping& turn) const {
  const Action& action = turn.action();
  const auto go_into = [&](Step& step, const Body* body) {
    AgentState& self = turn.self(step);
    if (body == nullptr) return go_on(self);
    enter(self, *body);
    move_to_next_action(self);
  };
  const auto body = [&](std::size_t number) {
    return number < action.bodies.size() ? &action.bodies[number] : nullptr;
  };
  if (action.kind == ActionKind::choose) {
    for (const Body& branch : action.bodies) go_into(turn.step(kSilent), &branch);
  } else if (action.kind == ActionKind::maybe) {
    go_into(turn.step(kSilent), body(0));
    go_into(turn.step(kSilent), nullptr);
  } else {
    const bool set = turn.before.flags[action.target.index];
    const bool then = action.kind == ActionKind::if_ ? set : !set;
    Step& step = turn.step(kPrinted);
    if (action.kind == ActionKind::test_and_set) step.next.flags[action.target.index] = true;
    go_into(step, body(then ? 0 : 1));
  }
}

void Interpreter::loop_head(Stepping& turn) const {
  const AgentState& agent = turn.agent();
  const Action& action = turn.action();
  const bool inner = std::ranges::any_of(agent.frames, [](const Frame& f) { return f.kind == Frame::Kind::iteration; });
  const bool outermost = agent.kind == AgentState::Kind::thread && !inner && !agent.in_removal_callback();
  const bool asked = outermost && turn.before.stop_requested[agent.index];
  const int rounds = agent.frame().rounds;
  const bool may_leave = !outermost || asked;
  const bool may_stay = (!outermost || !asked) && (turn.loop_bound == kUnbounded || rounds < turn.loop_bound);
  if (may_stay) {
    AgentState& self = turn.self(turn.step(kSilent));
    if (turn.loop_bound != kUnbounded) ++self.frame().rounds;
    enter(self, action.bodies[0], Frame::Kind::iteration);
    move_to_next_action(self);
  }
  if (may_leave) {
    AgentState& self = turn.self(turn.step(kSilent));
    self.frame().rounds = 0;
    go_on(self);
  }
}

bool Interpreter::stands_at_a_wait(const State& s, const AgentState& agent) const {
  if (!agent.at_action()) return false;
  const Action& action = agent.action();
  switch (action.kind) {
    case ActionKind::join:
    case ActionKind::stop:
    case ActionKind::wait: return true;
    case ActionKind::take: return !instances_meant(s, agent, *action.other).empty();
    case ActionKind::flush:
    case ActionKind::cancel_and_wait:
      return agent.frame().stage != Stage::at_it || agent.frame().in_each ||
             !instances_meant(s, agent, action.target).empty();
    default: return false;
  }
}

}  // namespace afterlife::naive

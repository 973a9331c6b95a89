// What each action does, one after the other, as docs/language.md and docs/semantics.md say it.
#include <algorithm>
#include <stdexcept>

#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

void Interpreter::agent_steps(const State& s, int position, int loop_bound, std::vector<Step>& out) const {
  const AgentState& agent = s.agents[position];
  if (agent.progress != Progress::running) return;
  Stepping turn{s, position, loop_bound, out};
  if (!agent.at_end()) {
    if (agent.stage == Stage::at_it)
      act(turn);
    else
      resume(turn);
    return;
  }
  if (agent.to_release.empty()) {
    end_agent(turn.step(kSilent));
    return;
  }
  Step& release = turn.step(kPrinted);
  const int object = agent.to_release.front();
  turn.access(release, Access::What::dereference, object);
  ObjectState& o = release.next.objects[object];
  if (o.references > 0 && o.destroy == Progress::not_begun) --o.references;
  std::vector<int>& rest = turn.self(release).to_release;
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
    case ActionKind::delete_: return act_on_objects(turn);
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
      if (!turn.before.locked[action.target.index]) set_bit(&State::locked, true);
      return;
    case ActionKind::unlock:
      if (action.target.entity == EntityKind::object) return act_on_objects(turn);
      return set_bit(&State::locked, false);
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::choose:
    case ActionKind::maybe: return branch(turn);
    case ActionKind::loop: return loop_head(turn);
    default: throw std::logic_error("an action that is not decided yet: " + std::string(name(action.kind)));
  }
}

std::vector<int> Interpreter::instances_meant(const State& s, const AgentState& agent, const Mention& mention) const {
  std::vector<int> meant;
  const auto if_born = [&](int object) {
    if (object >= 0 && s.objects[object].born) meant.push_back(object);
  };
  switch (mention.which) {
    case Mention::Which::self: if_born(agent.index); break;
    case Mention::Which::numbered: if_born(tree_.instance(mention.index, mention.number)); break;
    case Mention::Which::bare:
      if (const auto bound = agent.bindings.find(mention.index); bound != agent.bindings.end()) {
        if_born(bound->second);
        break;
      }
      [[fallthrough]];
    case Mention::Which::each:
      for (const int object : tree_.instances_of(mention.index)) if_born(object);
      break;
  }
  return meant;
}

void Interpreter::act_on_objects(Stepping& turn) const {
  const Mention& target = turn.action().target;
  if (turn.agent().in_each) {
    for (const int object : turn.agent().members) act_on_object(turn, object);
    return;
  }
  const std::vector<int> meant = instances_meant(turn.before, turn.agent(), target);
  if (target.which == Mention::Which::each) {
    Step& fixes_the_set = turn.step(kSilent);
    AgentState& self = turn.self(fixes_the_set);
    self.in_each = true;
    self.members.insert(meant.begin(), meant.end());
    if (meant.empty()) go_on(self);
    return;
  }
  if (meant.empty()) go_on(turn.self(turn.step(kPrinted)));
  for (const int object : meant) act_on_object(turn, object);
}

void Interpreter::act_on_object(Stepping& turn, int object) const {
  using What = Access::What;
  const ActionKind kind = turn.action().kind;
  if (kind == ActionKind::lock && turn.before.objects[object].locked) return;
  Step& step = turn.step(kPrinted);
  AgentState& self = turn.self(step);
  ObjectState& o = step.next.objects[object];
  const bool destroy_begun = o.destroy != Progress::not_begun;
  self.members.erase(object);
  switch (kind) {
    case ActionKind::context: turn.access(step, What::context, object); break;
    case ActionKind::reference:
      turn.access(step, What::touch, object);
      if (!destroy_begun) ++o.references;
      break;
    case ActionKind::dereference:
      turn.access(step, What::dereference, object);
      if (!destroy_begun && o.references > 0) --o.references;
      break;
    case ActionKind::delete_: {
      turn.access(step, What::delete_, object);
      step.begins.push_back({EventKind::delete_, object});
      o.requested = true;
      if (!tree_.delete_takes_effect(turn.before, object)) break;
      o.root = true;
      const bool must_wait = framework_.deletion.returns == DeletionFacts::Returns::after_cleanup;
      self.stage = must_wait ? Stage::waiting : Stage::choosing;
      self.subject = object;
      return;
    }
    case ActionKind::lock:
    case ActionKind::unlock:
      turn.access(step, What::touch, object);
      o.locked = kind == ActionKind::lock;
      break;
    default: turn.access(step, What::touch, object); break;
  }
  go_on(self);
}

void Interpreter::create(Stepping& turn) const {
  const Action& action = turn.action();
  Step& step = turn.step(kPrinted);
  AgentState& self = turn.self(step);
  const std::vector<int> all = tree_.instances_of(action.target.index);
  const auto next = std::ranges::find_if(all, [&](int object) { return !turn.before.objects[object].born; });
  bool succeeds = next != all.end();
  if (succeeds) {
    const Instance& made = tree_.instances()[*next];
    for (const int needed : {made.parent, made.from}) {
      if (needed < 0) continue;
      if (turn.before.objects[needed].born)
        turn.access(step, Access::What::touch, needed);
      else
        succeeds = false;
    }
    if (succeeds && made.parent >= 0 && tree_.takes_no_children(turn.before, made.parent)) succeeds = false;
  }
  if (succeeds) {
    step.begins.push_back({EventKind::create, *next});
    be_born(step.next, tree_, *next);
    self.bindings[action.target.index] = *next;
    go_on(self);
  } else if (action.short_form) {
    skip_rest(self);
  } else if (action.bodies.empty()) {
    go_on(self);
  } else {
    enter(self, action.bodies[0]);
    leave_finished_lists(self);
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
    step.begins.push_back({EventKind::thread_start, thread});
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
    turn.self(step).stage = action.may_time_out ? Stage::choosing : Stage::waiting;
}

// join, wait: one printed step when it has happened; a bounded one first decides, silently, whether it will wait.
void Interpreter::wait_until(Stepping& turn, bool happened) const {
  if (turn.action().may_time_out) {
    turn.self(turn.step(kSilent)).stage = Stage::waiting;
    turn.self(turn.step(kSilent)).stage = Stage::giving_up;
  } else if (happened) {
    go_on(turn.self(turn.step(kPrinted)));
  }
}

// The later parts of an action that has more than one.
void Interpreter::resume(Stepping& turn) const {
  const Action& action = turn.action();
  const State& s = turn.before;
  if (turn.agent().stage == Stage::choosing) {
    turn.self(turn.step(kSilent)).stage = Stage::waiting;
    go_on(turn.self(turn.step(kSilent)));
    return;
  }
  bool over = turn.agent().stage == Stage::giving_up;
  switch (action.kind) {
    case ActionKind::delete_: over = tree_.delete_returns(s, turn.agent().subject); break;
    case ActionKind::stop:
    case ActionKind::join: over = over || s.thread(action.target.index).progress == Progress::done; break;
    case ActionKind::wait: over = over || s.signalled[action.target.index]; break;
    default: throw std::logic_error("an action that has no later part");
  }
  const bool printed = action.kind == ActionKind::join || action.kind == ActionKind::wait;
  if (over) go_on(turn.self(turn.step(printed)));
}

void Interpreter::branch(Stepping& turn) const {
  const Action& action = turn.action();
  const auto go_into = [&](Step& step, const Body* body) {
    AgentState& self = turn.self(step);
    if (body == nullptr) return go_on(self);
    enter(self, *body);
    leave_finished_lists(self);
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
  const bool inner = std::ranges::any_of(agent.frames, &Frame::iteration);
  const bool outermost = agent.kind == AgentState::Kind::thread && !inner;
  const bool asked = outermost && turn.before.stop_requested[agent.index];
  const int rounds = agent.frames.back().rounds;
  const bool may_leave = !outermost || asked;
  const bool may_stay = (!outermost || !asked) && (turn.loop_bound == kUnbounded || rounds < turn.loop_bound);
  if (may_stay) {
    Step& stays = turn.step(kSilent);
    AgentState& self = turn.self(stays);
    if (turn.loop_bound != kUnbounded) ++self.frames.back().rounds;
    self.frames.push_back({&action.bodies[0], 0, 0, true, agent.bindings});
    leave_finished_lists(self);
  }
  if (may_leave) {
    Step& leaves = turn.step(kSilent);
    AgentState& self = turn.self(leaves);
    self.frames.back().rounds = 0;
    go_on(self);
  }
}

}  // namespace afterlife::naive

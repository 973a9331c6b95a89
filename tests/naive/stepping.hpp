// Moving an agent through its actions: the small operations that every action is made of.
#pragma once

#include "tests/naive/interpreter.hpp"

namespace afterlife::naive {

inline void be_born(State& s, const Tree& tree, int object) {
  int place = 0;
  for (int other = 0; other < static_cast<int>(s.objects.size()); ++other)
    if (s.objects[other].born && tree.instances()[other].parent == tree.instances()[object].parent) ++place;
  s.objects[object].born = true;
  s.objects[object].place = tree.instances()[object].parent < 0 ? 0 : place;
}

inline Frame& enter(AgentState& agent, const Body& body, Frame::Kind kind = Frame::Kind::list) {
  Frame& frame = agent.frames.emplace_back();
  frame.body = &body;
  frame.kind = kind;
  if (kind != Frame::Kind::list) frame.bindings_before = agent.bindings;
  return frame;
}

// Leaves every list that is done: a branch goes on behind its action, an iteration goes back to the loop's head. The
// end of a removal callback is a step of its own.
inline void leave_finished_lists(AgentState& agent) {
  while (agent.frames.size() > 1 && agent.frame().finished()) {
    if (agent.frame().kind == Frame::Kind::removal) return;
    if (agent.frame().kind == Frame::Kind::iteration) {
      agent.bindings = agent.frame().bindings_before;
      agent.frames.pop_back();
      return;
    }
    agent.frames.pop_back();
    ++agent.frame().next;
  }
}

// To where the agent takes its next step: out of lists that are done, and into what is at another level.
inline void move_to_next_action(AgentState& agent) {
  leave_finished_lists(agent);
  while (agent.at_action() && agent.action().kind == ActionKind::at_irql) {
    const Action& action = agent.action();
    enter(agent, action.bodies[0]).level = action.irql;
    leave_finished_lists(agent);
  }
}

inline void run(AgentState& agent, const Body& body) {
  agent.progress = Progress::running;
  enter(agent, body);
  move_to_next_action(agent);
}

// The current action is over.
inline void go_on(AgentState& agent) {
  Frame& frame = agent.frame();
  frame.stage = Stage::at_it;
  frame.subject = -1;
  frame.callbacks_run = 0;
  if (frame.in_each && !frame.members.empty()) return;
  frame.in_each = false;
  ++frame.next;
  move_to_next_action(agent);
}

// A short `create` failed: the rest of the iteration, of the removal callback or of the whole list, is skipped.
inline void skip_rest(AgentState& agent) {
  while (agent.frames.size() > 1 && agent.frame().kind == Frame::Kind::list) agent.frames.pop_back();
  agent.frame().next = agent.frame().body->size();
  move_to_next_action(agent);
}

// The state, the agent whose turn it is, its action, and where its possible steps are put.
struct Interpreter::Stepping {
  const State& before;
  int position;
  int loop_bound;
  std::vector<Step>& out;

  [[nodiscard]] const AgentState& agent() const { return before.agents[position]; }
  [[nodiscard]] const Action& action() const { return agent().action(); }
  Step& step(bool printed) const {
    Step& made = out.emplace_back();
    made.agent = position;
    made.by_thread = agent().kind == AgentState::Kind::thread;
    made.printed = printed;
    made.next = before;
    return made;
  }
  // One that deals with this object, so that an `each` need not come to it again.
  Step& step_on(int object, bool printed) const {
    Step& made = step(printed);
    self(made).frame().members.erase(object);
    return made;
  }
  [[nodiscard]] AgentState& self(Step& made) const { return made.next.agents[position]; }
  void access(Step& made, Access::What what, int object) const {
    made.accesses.push_back({what, object, agent().kind == AgentState::Kind::destroy && agent().index == object});
  }
};

constexpr bool kPrinted = true;
constexpr bool kSilent = false;

}  // namespace afterlife::naive

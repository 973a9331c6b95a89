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

inline void enter(AgentState& agent, const Body& body) { agent.frames.push_back({&body, 0, 0, false, {}}); }

inline void run(AgentState& agent, const Body& body) {
  agent.progress = Progress::running;
  enter(agent, body);
}

// Leaves every list that is done: a branch goes on behind its action, an iteration goes back to the loop's head.
inline void leave_finished_lists(AgentState& agent) {
  while (agent.frames.size() > 1 && agent.frames.back().next == agent.frames.back().body->size()) {
    if (agent.frames.back().iteration) {
      agent.bindings = agent.frames.back().bindings_before;
      agent.frames.pop_back();
      return;
    }
    agent.frames.pop_back();
    ++agent.frames.back().next;
  }
}

// The current action is over.
inline void go_on(AgentState& agent) {
  agent.stage = Stage::at_it;
  agent.subject = -1;
  if (agent.in_each && !agent.members.empty()) return;
  agent.in_each = false;
  ++agent.frames.back().next;
  leave_finished_lists(agent);
}

// A short `create` failed: the rest of the iteration, or of the whole list, is skipped.
inline void skip_rest(AgentState& agent) {
  agent.stage = Stage::at_it;
  while (agent.frames.size() > 1 && !agent.frames.back().iteration) agent.frames.pop_back();
  agent.frames.back().next = agent.frames.back().body->size();
  leave_finished_lists(agent);
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
  [[nodiscard]] AgentState& self(Step& made) const { return made.next.agents[position]; }
  void access(Step& made, Access::What what, int object) const {
    made.accesses.push_back({what, object, agent().kind == AgentState::Kind::destroy && agent().index == object});
  }
};

constexpr bool kPrinted = true;
constexpr bool kSilent = false;

}  // namespace afterlife::naive

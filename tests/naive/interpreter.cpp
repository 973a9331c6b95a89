#include "tests/naive/interpreter.hpp"

#include <algorithm>

#include "tests/naive/stepping.hpp"

namespace afterlife::naive {

Interpreter::Interpreter(const Scenario& scenario, const Framework& framework)
    : scenario_(scenario), framework_(framework), tree_(scenario, framework) {
  for (const Order& order : scenario.assume)
    for (const auto& pair : pairs(order)) assumed_.push_back(pair);
}

State Interpreter::initial() const {
  Step setting_up;
  State& s = setting_up.next;
  s.objects.resize(tree_.instances().size());
  for (int i = 0; i < static_cast<int>(s.objects.size()); ++i)
    if (!tree_.declaration(i).created) be_born(s, tree_, i);
  s.locked.resize(scenario_.locks.size());
  s.signalled.resize(scenario_.signals.size());
  s.flags.resize(scenario_.flags.size());
  s.stop_requested.resize(scenario_.threads.size());
  s.agents.resize(1 + scenario_.threads.size());
  run(s.agents[0], scenario_.teardown);
  for (int t = 0; t < static_cast<int>(scenario_.threads.size()); ++t) {
    s.thread(t).kind = AgentState::Kind::thread;
    s.thread(t).index = t;
    if (scenario_.threads[t].started) continue;
    run(s.thread(t), scenario_.threads[t].does);
    hold(setting_up, t);
  }
  return s;
}

std::vector<Step> Interpreter::successors_without_assumptions(const State& s, int loop_bound) const {
  std::vector<Step> steps;
  for (int agent = 0; agent < static_cast<int>(s.agents.size()); ++agent) agent_steps(s, agent, loop_bound, steps);
  framework_steps(s, steps);
  for (Step& step : steps) step.held_back = is_held_back(s, step);
  return steps;
}

std::vector<Step> Interpreter::successors(const State& s, int loop_bound) const {
  std::vector<Step> steps = successors_without_assumptions(s, loop_bound);
  std::erase_if(steps, [](const Step& step) { return step.held_back; });
  return steps;
}

bool Interpreter::is_held_back(const State& s, const Step& step) const {
  return std::ranges::any_of(assumed_, [&](const auto& pair) {
    const auto& [first, then] = pair;
    return std::ranges::find(step.begins, then) != step.begins.end() && constrains(s, first) && !has_ended(s, first);
  });
}

bool Interpreter::constrains(const State& s, const Event& event) const {
  const bool of_a_thread = event.kind == EventKind::thread_start || event.kind == EventKind::thread_end;
  return of_a_thread || event.kind == EventKind::create || s.objects[event.index].born;
}

bool Interpreter::has_ended(const State& s, const Event& event) const {
  switch (event.kind) {
    case EventKind::create: return s.objects[event.index].born;
    case EventKind::delete_: return s.objects[event.index].requested;
    case EventKind::cleanup: return s.objects[event.index].cleanup == Progress::done;
    case EventKind::destroy: return s.objects[event.index].destroy == Progress::done;
    case EventKind::thread_start: return s.thread(event.index).progress != Progress::not_begun;
    case EventKind::thread_end: return s.thread(event.index).progress == Progress::done;
    case EventKind::run: break;
  }
  return false;
}

std::vector<Event> Interpreter::events(const EventName& name) const {
  if (name.kind == EventKind::thread_start || name.kind == EventKind::thread_end) return {{name.kind, name.index}};
  std::vector<Event> found;
  for (const int object : tree_.instances_of(name.index))
    if (name.number == 0 || tree_.instances()[object].number == name.number) found.push_back({name.kind, object});
  return found;
}

std::vector<std::pair<Event, Event>> Interpreter::pairs(const Order& order) const {
  const auto of_a_thread = [](const Event& e) {
    return e.kind == EventKind::thread_start || e.kind == EventKind::thread_end;
  };
  std::vector<std::pair<Event, Event>> found;
  for (const Event& first : events(order.first))
    for (const Event& then : events(order.then)) {
      const bool same = !of_a_thread(first) && !of_a_thread(then) && first.index == then.index;
      if (same && tree_.declaration(first.index).count > 1) continue;
      found.emplace_back(first, then);
    }
  return found;
}

namespace {

Step& framework_step(const State& s, bool printed, std::vector<Step>& out) {
  Step& step = out.emplace_back();
  step.printed = printed;
  step.next = s;
  return step;
}

}  // namespace

void Interpreter::framework_steps(const State& s, std::vector<Step>& out) const {
  for (int o = 0; o < static_cast<int>(s.objects.size()); ++o) {
    if (tree_.cleanup_may_begin(s, o)) begin_phase(framework_step(s, kPrinted, out), o, Phase::cleanup);
    if (tree_.destroy_may_begin(s, o)) begin_phase(framework_step(s, kPrinted, out), o, Phase::destroy);
    if (tree_.pass_may_go_by(s, o)) framework_step(s, kSilent, out).next.objects[o].gone_by = true;
  }
}

void Interpreter::begin_phase(Step& step, int object, Phase phase) const {
  const bool cleaning = phase == Phase::cleanup;
  const ObjectDecl& declaration = tree_.declaration(object);
  const std::optional<Callback>& callback = cleaning ? declaration.cleanup : declaration.destroy;
  ObjectState& o = step.next.objects[object];
  (cleaning ? o.cleanup : o.destroy) = callback ? Progress::running : Progress::done;
  step.begins.push_back({cleaning ? EventKind::cleanup : EventKind::destroy, object});
  if (!callback) return;

  AgentState agent;
  agent.kind = cleaning ? AgentState::Kind::cleanup : AgentState::Kind::destroy;
  agent.index = object;
  run(agent, callback->body);
  const Instance& self = tree_.instances()[object];
  if (self.from >= 0) agent.bindings[tree_.instances()[self.from].declaration] = self.from;
  for (const int up : tree_.ancestors(object)) agent.bindings[tree_.instances()[up].declaration] = up;
  agent.bindings[self.declaration] = object;
  std::vector<AgentState>& agents = step.next.agents;
  const auto place = std::ranges::find_if(
      agents, [&](const AgentState& other) { return other.kind >= AgentState::Kind::cleanup && other.index > object; });
  agents.insert(place, std::move(agent));
}

void Interpreter::end_agent(Step& step) const {
  State& s = step.next;
  AgentState& agent = s.agents[step.agent];
  switch (agent.kind) {
    case AgentState::Kind::cleanup:
      s.objects[agent.index].cleanup = Progress::done;
      s.agents.erase(s.agents.begin() + step.agent);
      return;
    case AgentState::Kind::destroy:
      s.objects[agent.index].destroy = Progress::done;
      s.agents.erase(s.agents.begin() + step.agent);
      return;
    case AgentState::Kind::thread: step.begins.push_back({EventKind::thread_end, agent.index}); break;
    case AgentState::Kind::teardown: break;
  }
  AgentState over;
  over.kind = agent.kind;
  over.index = agent.index;
  over.progress = Progress::done;
  agent = over;
}

}  // namespace afterlife::naive

#include "tests/naive/interpreter.hpp"

#include <algorithm>
#include <utility>

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
    s.thread(t).level = scenario_.threads[t].irql;
    if (scenario_.threads[t].started) continue;
    run(s.thread(t), scenario_.threads[t].does);
    hold(setting_up, t);
  }
  return s;
}

std::vector<Step> Interpreter::successors_without_assumptions(const State& s, int loop_bound) const {
  std::vector<Step> steps;
  for (int agent = 0; agent < static_cast<int>(s.agents.size()); ++agent) agent_steps(s, agent, loop_bound, steps);
  framework_steps(s, loop_bound, steps);
  for (Step& step : steps) step.held_back = is_held_back(s, step);
  return steps;
}

std::vector<Step> Interpreter::successors(const State& s, int loop_bound) const {
  std::vector<Step> steps = successors_without_assumptions(s, loop_bound);
  std::erase_if(steps, [](const Step& step) { return step.held_back; });
  return steps;
}

namespace {

Step& framework_step(const State& s, bool printed, std::vector<Step>& out) {
  Step& step = out.emplace_back();
  step.printed = printed;
  step.next = s;
  return step;
}

}  // namespace

void Interpreter::framework_steps(const State& s, int loop_bound, std::vector<Step>& out) const {
  const bool counted = loop_bound != kUnbounded;
  for (int o = 0; o < static_cast<int>(s.objects.size()); ++o) {
    if (tree_.cleanup_may_begin(s, o)) begin_phase(framework_step(s, kPrinted, out), o, Phase::cleanup);
    if (tree_.destroy_may_begin(s, o)) begin_phase(framework_step(s, kPrinted, out), o, Phase::destroy);
    if (tree_.pass_may_go_by(s, o)) framework_step(s, kSilent, out).next.objects[o].gone_by = true;
    if (counted && s.objects[o].runs_begun >= scenario_.bounds.runs) continue;  // one run more is cut off
    const auto run_step = [&]() -> Step& {
      Step& step = framework_step(s, kPrinted, out);
      if (counted) ++step.next.objects[o].runs_begun;
      return step;
    };
    if (tree_.run_may_begin(s, o)) begin_queued_run(run_step(), o);
    if (tree_.completion_may_begin(s, o)) begin_completion(run_step(), o);
  }
}

std::map<int, int> Interpreter::names_in_callbacks_of(int object) const {
  std::map<int, int> names;
  const Instance& self = tree_.instances()[object];
  if (self.from >= 0) names[tree_.instances()[self.from].declaration] = self.from;
  for (const int up : tree_.ancestors(object)) names[tree_.instances()[up].declaration] = up;
  names[self.declaration] = object;
  return names;
}

void Interpreter::begin_callback(State& s, AgentState agent, const Body& body) const {
  run(agent, body);
  agent.bindings = names_in_callbacks_of(agent.index);
  // In a fixed order: by object, then by kind; runs of one object in the order of their begins.
  const auto place = std::ranges::find_if(s.agents, [&](const AgentState& other) {
    if (other.kind == AgentState::Kind::teardown || other.kind == AgentState::Kind::thread) return false;
    return std::pair(other.index, other.kind) > std::pair(agent.index, agent.kind);
  });
  s.agents.insert(place, std::move(agent));
}

namespace {

// Nothing is left in a collection whose destroy has ended.
void phase_has_ended(State& s, int object, Phase phase) {
  (phase == Phase::cleanup ? s.objects[object].cleanup : s.objects[object].destroy) = Progress::done;
  if (phase == Phase::cleanup) return;
  for (ObjectState& item : s.objects) item.kept_in.erase(object);
}

void forget_the_run(State& s, int object) {
  for (AgentState& agent : s.agents)
    if (agent.kind == AgentState::Kind::run && agent.index == object) agent.remembered = false;
}

}  // namespace

void Interpreter::begin_phase(Step& step, int object, Phase phase) const {
  const bool cleaning = phase == Phase::cleanup;
  const ObjectDecl& declaration = tree_.declaration(object);
  const std::optional<Callback>& callback = cleaning ? declaration.cleanup : declaration.destroy;
  State& s = step.next;
  ObjectState& o = s.objects[object];
  step.begins.push_back({cleaning ? EventKind::cleanup : EventKind::destroy, object, {}});
  if (cleaning) o.queued = false;
  (cleaning ? o.cleanup : o.destroy) = Progress::running;
  if (!callback) return phase_has_ended(s, object, phase);
  AgentState agent;
  agent.kind = cleaning ? AgentState::Kind::cleanup : AgentState::Kind::destroy;
  agent.index = object;
  agent.level = tree_.level_of_callback(s, object);
  begin_callback(s, std::move(agent), callback->body);
}

void Interpreter::begin_queued_run(Step& step, int object) const {
  const bool stays_pending = tree_.declaration(object).periodic && tree_.type(object).has_role("timer");
  step.next.objects[object].queued = stays_pending;
  begin_run(step, object, -1);
}

void Interpreter::begin_completion(Step& step, int request) const {
  const int target = std::exchange(step.next.objects[request].sent_to, -1);
  step.accesses.push_back({Access::What::touch, request, false});
  begin_run(step, request, target);
}

// A request without a completion routine completes all the same: its run does nothing, and is no event.
void Interpreter::begin_run(Step& step, int object, int occupies) const {
  static const Body kNothing;
  const std::optional<Callback>& callback = tree_.declaration(object).entry;
  if (callback) step.begins.push_back({EventKind::run, object, callback->name});
  forget_the_run(step.next, object);
  AgentState agent;
  agent.kind = AgentState::Kind::run;
  agent.index = object;
  agent.level = tree_.level_of_runs(object);
  agent.remembered = true;
  agent.occupies = occupies;
  begin_callback(step.next, std::move(agent), callback ? callback->body : kNothing);
}

void Interpreter::end_agent(Step& step) const {
  State& s = step.next;
  AgentState& agent = s.agents[step.agent];
  const int index = agent.index;
  const auto is_gone = [&] { s.agents.erase(s.agents.begin() + step.agent); };
  switch (agent.kind) {
    case AgentState::Kind::cleanup: is_gone(); return phase_has_ended(s, index, Phase::cleanup);
    case AgentState::Kind::destroy: is_gone(); return phase_has_ended(s, index, Phase::destroy);
    case AgentState::Kind::run:
      is_gone();
      s.objects[index].has_run = true;
      return forget_the_run(s, index);
    case AgentState::Kind::thread: step.begins.push_back({EventKind::thread_end, index, {}}); break;
    case AgentState::Kind::teardown: break;
  }
  AgentState over;
  over.kind = agent.kind;
  over.index = index;
  over.progress = Progress::done;
  agent = over;
}

}  // namespace afterlife::naive

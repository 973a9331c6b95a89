#include "solver/explain/missing_order.hpp"

#include <algorithm>

namespace afterlife {
namespace {

// An action that ends a thread, and whose body it stands in.
struct Ending {
  Agent by;
  const Action* action;
};

void endings_in(const Body& body, int thread, Agent by, std::vector<Ending>& found) {
  for (const Action& action : body) {
    const bool ends =
        action.kind == ActionKind::stop || action.kind == ActionKind::request_stop || action.kind == ActionKind::join;
    const bool itself = by == Agent{Agent::Kind::thread, thread};
    if (ends && !itself && action.target.entity == EntityKind::thread && action.target.index == thread)
      found.push_back({by, &action});
    for (const Body& inner : action.bodies) endings_in(inner, thread, by, found);
  }
}

std::vector<Ending> endings_of(const World& world, int thread) {
  std::vector<Ending> found;
  const Scenario& scenario = world.scenario();
  endings_in(scenario.teardown, thread, {Agent::Kind::teardown, -1}, found);
  for (int t = 0; t < static_cast<int>(scenario.threads.size()); ++t)
    endings_in(scenario.threads[t].does, thread, {Agent::Kind::thread, t}, found);
  for (int i = 0; i < world.size(); ++i) {
    if (world.decl(i).cleanup) endings_in(world.decl(i).cleanup->body, thread, {Agent::Kind::cleanup, i}, found);
    if (world.decl(i).destroy) endings_in(world.decl(i).destroy->body, thread, {Agent::Kind::destroy, i}, found);
    if (world.decl(i).entry) endings_in(world.decl(i).entry->body, thread, {Agent::Kind::run, i}, found);
  }
  // Whoever waits for the end says more than whoever only asks for it.
  std::ranges::stable_sort(found, [](const Ending& a, const Ending& b) {
    return a.action->kind != ActionKind::request_stop && b.action->kind == ActionKind::request_stop;
  });
  return found;
}

std::string event_of(const World& world, Agent agent) {
  switch (agent.kind) {
    case Agent::Kind::cleanup: return world.name(agent.index) + ".cleanup";
    case Agent::Kind::destroy: return world.name(agent.index) + ".destroy";
    case Agent::Kind::thread: return world.scenario().threads[agent.index].name + ".end";
    case Agent::Kind::run: return world.name(agent.index) + "." + world.decl(agent.index).entry->name;
    default: return "teardown";
  }
}

std::string place(const World& world, Span at) {
  const std::string& name = world.scenario().source.name;
  return name.substr(name.rfind('/') + 1) + ":" + std::to_string(at.line);
}

bool is_lifecycle(Agent agent) { return agent.kind == Agent::Kind::cleanup || agent.kind == Agent::Kind::destroy; }

std::string no_rule(const World& world) { return "No rule of " + world.framework().name + " gives this order."; }

}  // namespace

std::string why_still_there(const World& world, const Machine& machine, const State& before,
                            const std::vector<Step>& steps) {
  const Agent agent = steps.back().agent;
  if (agent.kind != Agent::Kind::thread) return {};
  const std::string& thread = world.scenario().threads[agent.index].name;
  const std::vector<Ending> endings = endings_of(world, agent.index);
  if (endings.empty()) return "nothing stops " + thread + " or waits for its end";
  const Ending& first = endings.front();
  const bool waits = first.action->kind == ActionKind::join;
  const bool only_asks = first.action->kind == ActionKind::request_stop || first.action->may_time_out;
  const bool done = std::ranges::any_of(steps, [&](const Step& step) { return step.action == first.action; });
  const std::string at = " (" + place(world, first.action->at) + ")";
  if (done && only_asks) return thread + " was asked to stop" + at + ", but nobody waits until it has";
  if (done) return {};
  const std::string how = waits ? " waits for it" : only_asks ? " asks it to stop" : " stops it";
  if (!is_lifecycle(first.by))
    return thread + " ends when " + machine.describe(first.by) + how + at + ", which has not happened";
  const Phase phase = first.by.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
  const std::string text =
      thread + " ends when " + world.name(first.by.index) + "'s " + std::string(name(phase)) + how + at;
  if (!machine.begun(before, first.by.index, phase)) return text + ", which has not begun";
  return machine.ended(before, first.by.index, phase) ? std::string{} : text + ", which has not come to that";
}

namespace {

// The rule by which the cleanup of an object comes before that of one above it, if the framework has such a rule.
const Rule* children_first(const World& world, int below, int above) {
  if (!world.is_ancestor(above, below)) return nullptr;
  for (const Rule& rule : world.framework().rules) {
    const bool downward =
        rule.axis == Axis::descendant || (rule.axis == Axis::child && world.instance(below).parent == above);
    if (downward && rule.first == Phase::cleanup && rule.then == Phase::cleanup && world.applies(rule, below, above))
      return &rule;
  }
  return nullptr;
}

// The order that was needed between what an agent does and the late event, and why nothing gives it.
std::string needed(const World& world, Agent early, const std::string& late, int object) {
  const std::string order = event_of(world, early) + " before " + late;
  const bool after_cleanup = late.ends_with(".cleanup") && early.kind == Agent::Kind::cleanup;
  const Rule* opposite = after_cleanup ? children_first(world, object, early.index) : nullptr;
  if (opposite == nullptr) return order + ". " + no_rule(world);
  return order + ", which cannot be: the child's comes first (" + opposite->id + ").";
}

}  // namespace

std::vector<std::string> missing_orders(const World& world, const Goal& goal, const Step& violating) {
  if (goal.kind == Goal::Kind::not_yet_ended)
    return {name_in(world, goal.order->first, goal.first) + " before " + name_in(world, goal.order->then, goal.object) +
            ". " + no_rule(world)};
  if (goal.kind != Goal::Kind::hazard) return {};
  std::string late;
  switch (goal.hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: late = world.name(goal.object) + ".cleanup"; break;
    case Hazard::use_after_destroy: late = world.name(goal.object) + ".destroy"; break;
    default: return {};
  }
  const Agent agent = violating.agent;
  if (violating.kind == Step::Kind::run)
    return {needed(world, {Agent::Kind::run, violating.object}, late, goal.object)};
  if (agent.kind == Agent::Kind::teardown || (agent.is_callback() && agent.index == goal.object)) return {};
  if (agent.is_callback()) return {needed(world, agent, late, goal.object)};
  for (const Ending& ending : endings_of(world, agent.index))
    if (ending.by.is_callback() && ending.by.index != goal.object && ending.action->kind != ActionKind::request_stop)
      return {needed(world, ending.by, late, goal.object)};
  return {needed(world, agent, late, goal.object)};
}

}  // namespace afterlife

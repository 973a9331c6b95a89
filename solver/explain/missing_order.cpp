#include "solver/explain/missing_order.hpp"
#include "solver/instances/event_names.hpp"

#include <algorithm>

#include "model/bodies.hpp"

namespace afterlife {
namespace {

// An action that ends a thread, and whose body it stands in.
struct Ending {
  Agent by;
  const Action* action;
};

void endings_in(const Body& body, int thread, Agent by, std::vector<Ending>& found) {
  if (by == Agent{Agent::Kind::thread, thread}) return;
  for_each_action(body, [&](const Action& action) {
    const bool ends =
        action.kind == ActionKind::stop || action.kind == ActionKind::request_stop || action.kind == ActionKind::join;
    if (ends && action.target.index == thread) found.push_back({by, &action});
  });
}

std::vector<Ending> endings_of(const Instances& instances, int thread) {
  std::vector<Ending> found;
  const Scenario& scenario = instances.scenario();
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    const auto each_instance = [&](Agent::Kind kind) {
      for (int number = 1; number <= scenario.objects[role.index].count; ++number)
        endings_in(body, thread, {kind, instances.id(role.index, number)}, found);
    };
    switch (role.kind) {
      case BodyRole::Kind::teardown: return endings_in(body, thread, {Agent::Kind::teardown, -1}, found);
      case BodyRole::Kind::thread: return endings_in(body, thread, {Agent::Kind::thread, role.index}, found);
      case BodyRole::Kind::cleanup: return each_instance(Agent::Kind::cleanup);
      case BodyRole::Kind::destroy: return each_instance(Agent::Kind::destroy);
      case BodyRole::Kind::entry: return each_instance(Agent::Kind::run);
      case BodyRole::Kind::removal: return;  // run by whoever removes
    }
  });
  // Whoever waits for the end says more than whoever only asks for it.
  std::ranges::stable_sort(found, [](const Ending& a, const Ending& b) {
    return a.action->kind != ActionKind::request_stop && b.action->kind == ActionKind::request_stop;
  });
  return found;
}

std::string event_of(const Instances& instances, Agent agent) {
  switch (agent.kind) {
    case Agent::Kind::cleanup: return instances.name(agent.index) + ".cleanup";
    case Agent::Kind::destroy: return instances.name(agent.index) + ".destroy";
    case Agent::Kind::thread: return instances.scenario().threads[agent.index].name + ".end";
    case Agent::Kind::run: return instances.name(agent.index) + "." + instances.decl(agent.index).entry->name;
    default: return "teardown";
  }
}

std::string place(const Instances& instances, Span at) {
  const std::string& name = instances.scenario().source.name;
  return name.substr(name.rfind('/') + 1) + ":" + std::to_string(at.line);
}

bool is_lifecycle(Agent agent) { return agent.kind == Agent::Kind::cleanup || agent.kind == Agent::Kind::destroy; }

std::string no_rule(const Instances& instances) {
  return "No rule of " + instances.framework().name + " gives this order.";
}

}  // namespace

std::string why_still_there(const Instances& instances, const Machine& machine, const State& before,
                            const std::vector<Step>& steps) {
  const Agent agent = steps.back().agent;
  if (agent.kind != Agent::Kind::thread) return {};
  const std::string& thread = instances.scenario().threads[agent.index].name;
  const std::vector<Ending> endings = endings_of(instances, agent.index);
  if (endings.empty()) return "nothing stops " + thread + " or waits for its end";
  const Ending& first = endings.front();
  const bool waits = first.action->kind == ActionKind::join;
  const bool only_asks = first.action->kind == ActionKind::request_stop || first.action->may_time_out;
  const bool done = std::ranges::any_of(steps, [&](const Step& step) { return step.action == first.action; });
  const std::string at = " (" + place(instances, first.action->at) + ")";
  if (done && only_asks) return thread + " was asked to stop" + at + ", but nobody waits until it has";
  if (done) return {};
  const std::string how = waits ? " waits for it" : only_asks ? " asks it to stop" : " stops it";
  if (!is_lifecycle(first.by))
    return thread + " ends when " + machine.describe(first.by) + how + at + ", which has not happened";
  const Phase phase = first.by.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
  const std::string text =
      thread + " ends when " + instances.name(first.by.index) + "'s " + std::string(name(phase)) + how + at;
  if (!machine.begun(before, first.by.index, phase)) return text + ", which has not begun";
  return machine.ended(before, first.by.index, phase) ? std::string{} : text + ", which has not come to that";
}

namespace {

// The rule by which the cleanup of an object comes before that of one above it, if the framework has such a rule.
const Rule* children_first(const Instances& instances, int below, int above) {
  if (!instances.is_ancestor(above, below)) return nullptr;
  for (const Rule& rule : instances.framework().rules) {
    const bool downward =
        rule.axis == Axis::descendant || (rule.axis == Axis::child && instances[below].parent == above);
    if (downward && rule.first == Phase::cleanup && rule.then == Phase::cleanup &&
        instances.applies(rule, below, above))
      return &rule;
  }
  return nullptr;
}

// The order that was needed between what an agent does and the object's phase, and why nothing gives it.
std::string needed(const Instances& instances, Agent early, int object, Phase phase) {
  const std::string order =
      event_of(instances, early) + " before " + instances.name(object) + "." + std::string(name(phase));
  const bool two_cleanups = phase == Phase::cleanup && early.kind == Agent::Kind::cleanup;
  const Rule* opposite = two_cleanups ? children_first(instances, object, early.index) : nullptr;
  if (opposite == nullptr) return order + ". " + no_rule(instances);
  return order + ", which cannot be: the child's comes first (" + opposite->id + ").";
}

}  // namespace

std::vector<std::string> missing_orders(const Instances& instances, const Goal& goal, const Step& violating) {
  if (goal.kind == Goal::Kind::not_yet_ended)
    return {name_in(instances, goal.order->first, goal.first) + " before " +
            name_in(instances, goal.order->then, goal.object) + ". " + no_rule(instances)};
  if (goal.kind != Goal::Kind::hazard) return {};
  const HazardState state = facts(goal.hazard).state;
  if (state != HazardState::cleaned_up && state != HazardState::destroy_begun) return {};
  const Phase late = state == HazardState::cleaned_up ? Phase::cleanup : Phase::destroy;
  const Agent agent = violating.agent;
  if (violating.kind == Step::Kind::run)
    return {needed(instances, {Agent::Kind::run, violating.object}, goal.object, late)};
  if (agent.kind == Agent::Kind::teardown || (agent.is_callback() && agent.index == goal.object)) return {};
  if (agent.is_callback()) return {needed(instances, agent, goal.object, late)};
  for (const Ending& ending : endings_of(instances, agent.index))
    if (ending.by.is_callback() && ending.by.index != goal.object && ending.action->kind != ActionKind::request_stop)
      return {needed(instances, ending.by, goal.object, late)};
  return {needed(instances, agent, goal.object, late)};
}

}  // namespace afterlife

// Which events a hazard speaks of, and which begin and end what a check names.
#include "solver/question/goal_events.hpp"

#include <algorithm>

namespace afterlife {
namespace {

bool own_destroy(const Event& event, int object) { return event.agent == Agent{Agent::Kind::destroy, object}; }

// Events that touch, drop or delete the object, as far as can be told without looking at executions.
std::vector<int> touching(const EventGraph& graph, int object) {
  std::vector<int> found;
  const Instances& instances = graph.instances;
  const auto add = [&](const std::vector<int>& acts) { found.insert(found.end(), acts.begin(), acts.end()); };
  for (const ActionFacts& action : actions()) {
    const Touches touches = action.touches;
    if (touches == Touches::target || touches == Touches::context || touches == Touches::both)
      add(graph.may.acts_on(action.kind, object));
    if (touches == Touches::other || touches == Touches::both) add(graph.may.acts_with(action.kind, object));
  }
  if (instances.type(object).has_role("request"))
    for (const Events::Run& run : graph.events.runs(object)) found.push_back(run.begins);
  std::vector<int> made_with = instances[object].children;
  made_with.insert(made_with.end(), instances[object].allocations.begin(), instances[object].allocations.end());
  for (const int made : made_with) {
    add(graph.may.births_of(made));
  }
  for (const int thread : graph.events.holders(object)) {
    add(graph.events.acts(ActionKind::start, EntityKind::thread, thread));
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<int> dropping(const EventGraph& graph, int object) {
  std::vector<int> found = graph.may.acts_on(ActionKind::dereference, object);
  found.insert(found.end(), graph.events.releases(object).begin(), graph.events.releases(object).end());
  return found;
}

// Whether the action is done to this object whenever it is done at all: it is named, and there from the start.
bool always_targets(const EventGraph& graph, int event, int object) {
  const std::vector<Target>& targets = graph.events.at(event).targets;
  return targets.size() == 1 && targets.front().binding == Binding{Binding::Kind::instance, object} &&
         graph.instances[object].born_at_start;
}

}  // namespace

std::vector<int> speaking_of(Hazard hazard, const EventGraph& graph, int object) {
  std::vector<int> found;
  const auto add = [&](const std::vector<int>& more) { found.insert(found.end(), more.begin(), more.end()); };
  switch (hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: add(touching(graph, object)); break;
    case Hazard::use_after_destroy:
    case Hazard::use_in_destroy:
      add(touching(graph, object));
      add(dropping(graph, object));
      add(graph.may.deletes_of(object));
      break;
    case Hazard::over_dereference: add(dropping(graph, object)); break;
    case Hazard::double_delete: add(graph.may.deletes_of(object)); break;
    case Hazard::forbidden_delete:
      if (!graph.instances.type(object).driver_may_delete) add(graph.may.deletes_of(object));
      std::erase_if(found, [&](int e) {
        const Action& action = *graph.events.at(e).action;
        return action.kind != ActionKind::delete_ || action.framework_own;
      });
      break;
    case Hazard::start_after_delete: add(graph.may.acts_on(ActionKind::enqueue, object)); break;
    case Hazard::leak:
    case Hazard::deadlock:
    case Hazard::wait_at_dispatch: break;  // judged where agents stand
  }
  if (hazard == Hazard::use_in_destroy) {
    std::erase_if(found, [&](int e) { return !own_destroy(graph.events.at(e), object); });
  } else if (hazard == Hazard::use_after_cleanup || hazard == Hazard::unreferenced_use_after_cleanup ||
             hazard == Hazard::use_after_destroy) {
    std::erase_if(found, [&](int e) { return own_destroy(graph.events.at(e), object); });
  }
  return found;
}

bool may_not_wait(const Event& event) {
  return event.kind == Event::Kind::act && facts(event.action->kind).waits == Waits::blocking;
}

std::vector<int> begin_events(const EventGraph& graph, const EventName& name, int instance) {
  switch (name.kind) {
    case EventKind::cleanup: return {graph.events.begin_of(instance, Phase::cleanup)};
    case EventKind::destroy: return {graph.events.begin_of(instance, Phase::destroy)};
    case EventKind::delete_: return graph.may.deletes_of(instance);
    case EventKind::create: return graph.may.births_of(instance);
    case EventKind::thread_start: return graph.events.acts(ActionKind::start, EntityKind::thread, instance);
    case EventKind::thread_end: return {graph.events.thread_end(instance)};
    case EventKind::run: {
      std::vector<int> begins;
      for (const Events::Run& run : graph.may.runs_named(name, instance)) begins.push_back(run.begins);
      return begins;
    }
  }
  return {};
}

int end_event(const EventGraph& graph, const EventName& name, int instance) {
  switch (name.kind) {
    case EventKind::cleanup: return graph.events.end_of(instance, Phase::cleanup);
    case EventKind::destroy: return graph.events.end_of(instance, Phase::destroy);
    case EventKind::thread_end: return graph.events.thread_end(instance);
    case EventKind::delete_: {
      const std::vector<int>& requests = graph.may.deletes_of(instance);
      return requests.size() == 1 && always_targets(graph, requests.front(), instance) ? requests.front() : -1;
    }
    default: return -1;
  }
}

bool ended_at_start(const EventGraph& graph, const EventName& name, int instance) {
  if (name.kind == EventKind::create) return graph.instances[instance].born_at_start;
  return name.kind == EventKind::thread_start && !graph.instances.scenario().threads[instance].started;
}

}  // namespace afterlife

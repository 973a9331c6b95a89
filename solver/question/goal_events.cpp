// Which events a hazard speaks of, and which begin and end what a check names.
#include "solver/question/goal_events.hpp"

#include <algorithm>

namespace afterlife {
namespace {

bool own_destroy(const Event& event, int object) { return event.agent == Agent{Agent::Kind::destroy, object}; }

// Events that touch, drop or delete the object, as far as can be told without looking at executions.
std::vector<int> touching(const Events& events, const Statics& statics, int object) {
  std::vector<int> found;
  const World& world = events.world();
  for (const ActionKind kind : {ActionKind::use, ActionKind::context, ActionKind::reference, ActionKind::lock,
                                ActionKind::unlock, ActionKind::enqueue, ActionKind::cancel,
                                ActionKind::cancel_and_wait, ActionKind::flush, ActionKind::add, ActionKind::send}) {
    const auto acts = statics.acts_on(kind, object);
    found.insert(found.end(), acts.begin(), acts.end());
  }
  for (const ActionKind kind : {ActionKind::add, ActionKind::take, ActionKind::send}) {
    const auto acts = statics.acts_with(kind, object);
    found.insert(found.end(), acts.begin(), acts.end());
  }
  if (world.type(object).has_role("request"))
    for (const Events::Run& run : events.runs(object)) found.push_back(run.begins);
  std::vector<int> made_with = world.instance(object).children;
  made_with.insert(made_with.end(), world.instance(object).allocations.begin(),
                   world.instance(object).allocations.end());
  for (const int made : made_with) {
    const auto& births = statics.births_of(made);
    found.insert(found.end(), births.begin(), births.end());
  }
  for (const int thread : events.holders(object)) {
    const auto& starts = events.acts(ActionKind::start, EntityKind::thread, thread);
    found.insert(found.end(), starts.begin(), starts.end());
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<int> dropping(const Events& events, const Statics& statics, int object) {
  std::vector<int> found = statics.acts_on(ActionKind::dereference, object);
  found.insert(found.end(), events.releases(object).begin(), events.releases(object).end());
  return found;
}

// Whether the action is done to this object whenever it is done at all: it is named, and there from the start.
bool always_targets(const Events& events, int event, int object) {
  const std::vector<Target>& targets = events.at(event).targets;
  return targets.size() == 1 && targets.front().binding == Binding{Binding::Kind::instance, object} &&
         events.world().instance(object).born_at_start;
}

}  // namespace

std::vector<int> speaking_of(Hazard hazard, const Events& events, const Statics& statics, int object) {
  std::vector<int> found;
  const auto add = [&](const std::vector<int>& more) { found.insert(found.end(), more.begin(), more.end()); };
  switch (hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: add(touching(events, statics, object)); break;
    case Hazard::use_after_destroy:
    case Hazard::use_in_destroy:
      add(touching(events, statics, object));
      add(dropping(events, statics, object));
      add(statics.deletes_of(object));
      break;
    case Hazard::over_dereference: add(dropping(events, statics, object)); break;
    case Hazard::double_delete: add(statics.deletes_of(object)); break;
    case Hazard::forbidden_delete:
      if (!events.world().type(object).driver_may_delete) add(statics.deletes_of(object));
      std::erase_if(found, [&](int e) {
        const Action& action = *events.at(e).action;
        return action.kind != ActionKind::delete_ || action.framework_own;
      });
      break;
    case Hazard::start_after_delete: add(statics.acts_on(ActionKind::enqueue, object)); break;
    default: break;
  }
  if (hazard == Hazard::use_in_destroy) {
    std::erase_if(found, [&](int e) { return !own_destroy(events.at(e), object); });
  } else if (hazard == Hazard::use_after_cleanup || hazard == Hazard::unreferenced_use_after_cleanup ||
             hazard == Hazard::use_after_destroy) {
    std::erase_if(found, [&](int e) { return own_destroy(events.at(e), object); });
  }
  return found;
}

bool may_not_wait(const Event& event) {
  if (event.kind != Event::Kind::act) return false;
  const ActionKind kind = event.action->kind;
  return kind == ActionKind::join || kind == ActionKind::stop || kind == ActionKind::wait ||
         kind == ActionKind::flush || kind == ActionKind::cancel_and_wait || kind == ActionKind::take;
}

std::vector<int> begin_events(const Events& events, const Statics& statics, const EventName& name, int instance) {
  switch (name.kind) {
    case EventKind::cleanup: return {events.begin_of(instance, Phase::cleanup)};
    case EventKind::destroy: return {events.begin_of(instance, Phase::destroy)};
    case EventKind::delete_: return statics.deletes_of(instance);
    case EventKind::create: return statics.births_of(instance);
    case EventKind::thread_start: return events.acts(ActionKind::start, EntityKind::thread, instance);
    case EventKind::thread_end: return {events.thread_end(instance)};
    case EventKind::run: {
      std::vector<int> begins;
      for (const Events::Run& run : statics.runs_named(name, instance)) begins.push_back(run.begins);
      return begins;
    }
  }
  return {};
}

int end_event(const Events& events, const Statics& statics, const EventName& name, int instance) {
  switch (name.kind) {
    case EventKind::cleanup: return events.end_of(instance, Phase::cleanup);
    case EventKind::destroy: return events.end_of(instance, Phase::destroy);
    case EventKind::thread_end: return events.thread_end(instance);
    case EventKind::delete_: {
      const std::vector<int>& requests = statics.deletes_of(instance);
      return requests.size() == 1 && always_targets(events, requests.front(), instance) ? requests.front() : -1;
    }
    default: return -1;
  }
}

bool ended_at_start(const Events& events, const EventName& name, int instance) {
  if (name.kind == EventKind::create) return events.world().instance(instance).born_at_start;
  return name.kind == EventKind::thread_start && !events.world().scenario().threads[instance].started;
}

}  // namespace afterlife

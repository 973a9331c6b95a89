#include "solver/question.hpp"

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

bool harmless_in_destroy(const Event& event) {
  return event.action->kind == ActionKind::context || event.action->kind == ActionKind::dereference;
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

// Whether the action is done to this object whenever it is done at all: it is named, and there from the start.
bool always_targets(const Events& events, int event, int object) {
  const std::vector<Target>& targets = events.at(event).targets;
  return targets.size() == 1 && targets.front().binding == Binding{Binding::Kind::instance, object} &&
         events.world().instance(object).born_at_start;
}

// The one event that ends what is named; -1 when there are several, or it ended before the first step.
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

bool can_end(const Events& events, const Statics& statics, const EventName& name, int instance) {
  return ended_at_start(events, name, instance) || !begin_events(events, statics, name, instance).empty();
}

bool waits(const Event& event) {
  if (event.kind == Event::Kind::resume) return true;
  if (event.kind != Event::Kind::act && event.kind != Event::Kind::pick_set) return false;
  const ActionKind kind = event.action->kind;
  return kind == ActionKind::join || kind == ActionKind::wait || kind == ActionKind::lock ||
         kind == ActionKind::flush || kind == ActionKind::cancel_and_wait || kind == ActionKind::take;
}

// What an agent at DISPATCH_LEVEL must not come to.
bool may_not_wait(const Event& event) {
  if (event.kind != Event::Kind::act) return false;
  const ActionKind kind = event.action->kind;
  return kind == ActionKind::join || kind == ActionKind::stop || kind == ActionKind::wait ||
         kind == ActionKind::flush || kind == ActionKind::cancel_and_wait || kind == ActionKind::take;
}

}  // namespace

std::vector<int> instances_of(const World& world, const EventName& name) {
  if (name.kind == EventKind::thread_start || name.kind == EventKind::thread_end) return {name.index};
  if (name.number > 0) return {world.id(name.index, name.number)};
  std::vector<int> all;
  for (int n = 1; n <= world.scenario().objects[name.index].count; ++n) all.push_back(world.id(name.index, n));
  return all;
}

std::vector<std::pair<int, int>> pairs_of(const World& world, const Order& order) {
  const auto is_thread = [](const EventName& name) {
    return name.kind == EventKind::thread_start || name.kind == EventKind::thread_end;
  };
  std::vector<std::pair<int, int>> pairs;
  for (const int first : instances_of(world, order.first))
    for (const int then : instances_of(world, order.then)) {
      const bool same = !is_thread(order.first) && !is_thread(order.then) && first == then;
      if (!same || world.decl(first).count == 1) pairs.emplace_back(first, then);
    }
  return pairs;
}

std::string name_in(const World& world, const EventName& name, int index) {
  if (name.kind == EventKind::thread_start || name.kind == EventKind::thread_end) return name.text;
  return world.name(index) + name.text.substr(name.text.rfind('.'));
}

std::vector<int> objects_of(const World& world, const Check& check) {
  if (check.of) return instances_of(world, *check.of);
  std::vector<int> all;
  for (int o = 0; o < world.size(); ++o) all.push_back(o);
  return all;
}

std::vector<Goal> goals_of(const Check& check, const Events& events, const Statics& statics) {
  const World& world = events.world();
  std::vector<Goal> goals;
  if (check.kind != Check::Kind::never_hazard) {
    const auto kind = check.kind == Check::Kind::always ? Goal::Kind::not_yet_ended : Goal::Kind::ended_then_begun;
    for (const auto& [first, then] : pairs_of(world, check.order))
      for (const int begin : begin_events(events, statics, check.order.then, then))
        goals.push_back({kind, begin, then, first, Hazard::leak, &check.order});
    return goals;
  }
  if (check.hazard == Hazard::deadlock) return {{Goal::Kind::deadlock}};
  if (check.hazard == Hazard::wait_at_dispatch) {
    for (const Event& event : events.all())
      if (may_not_wait(event) && event.level != Irql::passive)
        goals.push_back({Goal::Kind::stands, event.id, -1, -1, check.hazard});
    return goals;
  }
  for (const int object : objects_of(world, check)) {
    if (check.hazard == Hazard::leak) {
      goals.push_back({Goal::Kind::leak, -1, object});
      continue;
    }
    for (const int event : speaking_of(check.hazard, events, statics, object))
      if (check.hazard != Hazard::use_in_destroy || !harmless_in_destroy(events.at(event)))
        goals.push_back({Goal::Kind::hazard, event, object, -1, check.hazard});
  }
  return goals;
}

Excluded excluded(const Goal& goal, const Events& events, const Statics& statics, const OrderGraph& orders) {
  // Where an agent may stand does not depend on whether it can go on.
  if (goal.kind == Goal::Kind::stands) return {};
  if (goal.event >= 0 && orders.impossible(goal.event)) return {true, goal.event, goal.event};
  const auto always_before = [&](int first, int then) {
    return Excluded{orders.ordered(first, then) || orders.impossible(then), first, then};
  };
  switch (goal.kind) {
    case Goal::Kind::hazard:
      switch (goal.hazard) {
        case Hazard::use_after_cleanup:
        case Hazard::unreferenced_use_after_cleanup:
          return always_before(goal.event, events.end_of(goal.object, Phase::cleanup));
        case Hazard::use_after_destroy: return always_before(goal.event, events.begin_of(goal.object, Phase::destroy));
        case Hazard::double_delete:
          return {
              std::ranges::all_of(statics.deletes_of(goal.object),
                                  [&](int other) { return other == goal.event || orders.ordered(goal.event, other); }),
              -1, -1};
        default: return {};
      }
    case Goal::Kind::not_yet_ended: {
      if (ended_at_start(events, goal.order->first, goal.first)) return {true, -1, -1};
      const int end = end_event(events, statics, goal.order->first, goal.first);
      if (end < 0) return {};
      return {orders.requires_before(goal.event, end), end, goal.event};
    }
    case Goal::Kind::ended_then_begun: {
      if (ended_at_start(events, goal.order->first, goal.first)) return {};
      if (!can_end(events, statics, goal.order->first, goal.first)) return {true, -1, -1};
      const int end = end_event(events, statics, goal.order->first, goal.first);
      if (end < 0) return {};
      if (end == goal.event) return {true, goal.event, end};
      return always_before(goal.event, end);
    }
    default: return {};
  }
}

namespace {

z3::expr acts_on(const Goal& goal, Encoding& encoding) {
  const z3::expr happened = encoding.happens(goal.event);
  const z3::expr touches = encoding.touches(goal.event, goal.object);
  switch (goal.hazard) {
    case Hazard::use_after_cleanup:
    case Hazard::unreferenced_use_after_cleanup: return happened && touches;
    case Hazard::use_after_destroy:
    case Hazard::use_in_destroy: return happened && (touches || encoding.drops_or_deletes(goal.event, goal.object));
    default: return happened && encoding.targets(goal.event, goal.object);
  }
}

z3::expr hazard(const Goal& goal, Encoding& encoding) {
  const z3::expr acts = acts_on(goal, encoding);
  switch (goal.hazard) {
    case Hazard::use_after_cleanup: return acts && encoding.cleaned(goal.object, goal.event);
    case Hazard::unreferenced_use_after_cleanup:
      return acts && encoding.cleaned(goal.object, goal.event) && encoding.unreferenced(goal.object, goal.event);
    case Hazard::use_after_destroy: return acts && encoding.destroy_begun(goal.object, goal.event);
    case Hazard::over_dereference: return acts && encoding.unreferenced(goal.object, goal.event);
    case Hazard::double_delete: return acts && encoding.requested(goal.object, goal.event);
    case Hazard::start_after_delete: return acts && encoding.in_deletion(goal.object, goal.event);
    default: return acts;
  }
}

z3::expr order(const Goal& goal, Encoding& encoding) {
  const z3::expr begins =
      encoding.happens(goal.event) && encoding.begins_event(goal.event, goal.order->then, goal.object);
  const z3::expr ended = encoding.ended_event(goal.order->first, goal.first, goal.event);
  if (goal.kind == Goal::Kind::ended_then_begun) return begins && ended;
  const EventKind first = goal.order->first.kind;
  const bool born_matters = first == EventKind::cleanup || first == EventKind::destroy || first == EventKind::delete_ ||
                            first == EventKind::run;
  return begins && !ended && (born_matters ? encoding.born(goal.first, goal.event) : encoding.yes());
}

}  // namespace

z3::expr formula(const Goal& goal, Encoding& encoding) {
  switch (goal.kind) {
    case Goal::Kind::hazard: return hazard(goal, encoding);
    case Goal::Kind::not_yet_ended:
    case Goal::Kind::ended_then_begun: return order(goal, encoding);
    case Goal::Kind::leak: return encoding.leaked_at_end(goal.object);
    case Goal::Kind::deadlock: return encoding.somebody_waits_at_end();
    case Goal::Kind::redundant: return encoding.redundant(goal.event, goal.object);
    case Goal::Kind::happens: return encoding.happens(goal.event);
    case Goal::Kind::begins:
      return encoding.happens(goal.event) && encoding.begins_event(goal.event, *goal.name, goal.object);
    case Goal::Kind::acts_on: return acts_on(goal, encoding);
    case Goal::Kind::asks: return encoding.happens(goal.event) && encoding.asks_for(goal.event, goal.object);
    case Goal::Kind::stands: return encoding.stands_waiting_at_dispatch(goal.event);
    case Goal::Kind::has_ended: return encoding.ended_event(*goal.name, goal.object, Encoding::kEnd);
    case Goal::Kind::comes_to: return encoding.comes_to_something(goal.event);
    case Goal::Kind::reaches: return encoding.stands_at(goal.event) || encoding.happens(goal.event);
  }
  return encoding.no();
}

namespace {

std::vector<Goal> begins(const EventName& name, int instance, const Events& events, const Statics& statics) {
  std::vector<Goal> goals;
  for (const int event : begin_events(events, statics, name, instance))
    goals.push_back({Goal::Kind::begins, event, instance, -1, Hazard::leak, nullptr, &name});
  return goals;
}

std::vector<Goal> ends(const EventName& name, int instance, const Events& events, const Statics& statics) {
  const bool lasts = name.kind == EventKind::cleanup || name.kind == EventKind::destroy;
  if (lasts) return {{Goal::Kind::happens, end_event(events, statics, name, instance)}};
  if (name.kind == EventKind::run && !statics.runs_named(name, instance).empty())
    return {{Goal::Kind::has_ended, -1, instance, -1, Hazard::leak, nullptr, &name}};
  return begins(name, instance, events, statics);
}

std::vector<Possibility> not_vacuous_order(const Check& check, const Events& events, const Statics& statics) {
  std::vector<Possibility> any;
  if (check.kind == Check::Kind::possible) return any;
  for (const auto& [first, then] : pairs_of(events.world(), check.order)) {
    Possibility all{begins(check.order.then, then, events, statics)};
    if (check.kind == Check::Kind::never_order && !ended_at_start(events, check.order.first, first))
      all.push_back(ends(check.order.first, first, events, statics));
    any.push_back(std::move(all));
  }
  return any;
}

Possibility not_vacuous_for(Hazard hazard, int object, const Events& events, const Statics& statics) {
  std::vector<Goal> acts;
  if (hazard == Hazard::leak) {
    for (const int up : statics.path(object, -1))
      for (const int event : statics.deletes_of(up)) acts.push_back({Goal::Kind::asks, event, object});
    for (const int event : statics.births_of(object)) acts.push_back({Goal::Kind::asks, event, object});
    return {acts};
  }
  for (const int event : speaking_of(hazard, events, statics, object))
    acts.push_back({Goal::Kind::acts_on, event, object, -1, hazard});
  Possibility all{acts};
  if (hazard == Hazard::use_after_cleanup || hazard == Hazard::unreferenced_use_after_cleanup)
    all.push_back({{Goal::Kind::happens, events.end_of(object, Phase::cleanup)}});
  if (hazard == Hazard::start_after_delete) {
    std::vector<Goal> asked;
    for (const int up : statics.path(object, -1))
      for (const int event : statics.deletes_of(up)) asked.push_back({Goal::Kind::asks, event, object});
    all.push_back(asked);
  }
  if (hazard == Hazard::use_after_destroy)
    all.push_back({{Goal::Kind::happens, events.begin_of(object, Phase::destroy)}});
  return all;
}

}  // namespace

std::vector<Possibility> not_vacuous(const Check& check, const Events& events, const Statics& statics) {
  if (check.kind != Check::Kind::never_hazard) return not_vacuous_order(check, events, statics);
  std::vector<Possibility> any;
  if (check.hazard == Hazard::deadlock || check.hazard == Hazard::wait_at_dispatch) {
    any.push_back({{}});
    for (const Event& event : events.all())
      if (check.hazard == Hazard::deadlock ? waits(event) : may_not_wait(event))
        any.back().front().push_back(
            {check.hazard == Hazard::deadlock ? Goal::Kind::reaches : Goal::Kind::comes_to, event.id});
    return any;
  }
  for (const int object : objects_of(events.world(), check))
    any.push_back(not_vacuous_for(check.hazard, object, events, statics));
  return any;
}

}  // namespace afterlife

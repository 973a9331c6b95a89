// What makes a check vacuous: what it speaks of cannot happen at all.
#include <utility>

#include "solver/instances/event_names.hpp"
#include "solver/question/goal_events.hpp"

namespace afterlife {
namespace {

bool waits(const Event& event) {
  if (event.kind == Event::Kind::resume) return true;
  if (event.kind != Event::Kind::act && event.kind != Event::Kind::pick_set) return false;
  return facts(event.action->kind).waits != Waits::never;
}

std::vector<Goal> begins(const EventName& name, int instance, const EventGraph& graph) {
  std::vector<Goal> goals;
  for (const int event : begin_events(graph, name, instance))
    goals.push_back({Goal::Kind::begins, event, instance, -1, Hazard::leak, nullptr, &name});
  return goals;
}

std::vector<Goal> ends(const EventName& name, int instance, const EventGraph& graph) {
  const bool lasts = is_lifecycle(name.kind);
  if (lasts) return {{Goal::Kind::happens, end_event(graph, name, instance)}};
  if (name.kind == EventKind::run && !graph.may.runs_named(name, instance).empty())
    return {{Goal::Kind::has_ended, -1, instance, -1, Hazard::leak, nullptr, &name}};
  return begins(name, instance, graph);
}

std::vector<Possibility> not_vacuous_order(const Check& check, const EventGraph& graph) {
  std::vector<Possibility> any;
  if (check.kind == Check::Kind::possible) return any;
  for (const auto& [first, then] : pairs_of(graph.instances, check.order)) {
    Possibility all{begins(check.order.then, then, graph)};
    if (check.kind == Check::Kind::never_order && !ended_at_start(graph, check.order.first, first))
      all.push_back(ends(check.order.first, first, graph));
    any.push_back(std::move(all));
  }
  return any;
}

Possibility not_vacuous_for(Hazard hazard, int object, const EventGraph& graph) {
  std::vector<Goal> acts;
  if (hazard == Hazard::leak) {
    for (const int up : graph.may.path(object, -1))
      for (const int event : graph.may.deletes_of(up)) acts.push_back({Goal::Kind::asks, event, object});
    for (const int event : graph.may.births_of(object)) acts.push_back({Goal::Kind::asks, event, object});
    return {acts};
  }
  for (const int event : speaking_of(hazard, graph, object))
    acts.push_back({Goal::Kind::acts_on, event, object, -1, hazard});
  Possibility all{acts};
  switch (facts(hazard).state) {
    case HazardState::cleaned_up:
      all.push_back({{Goal::Kind::happens, graph.events.end_of(object, Phase::cleanup)}});
      break;
    case HazardState::destroy_begun:
      all.push_back({{Goal::Kind::happens, graph.events.begin_of(object, Phase::destroy)}});
      break;
    case HazardState::in_deletion: {
      std::vector<Goal> asked;
      for (const int up : graph.may.path(object, -1))
        for (const int event : graph.may.deletes_of(up)) asked.push_back({Goal::Kind::asks, event, object});
      all.push_back(asked);
      break;
    }
    case HazardState::deletion_requested:  // what it speaks of requests it
    case HazardState::any: break;
  }
  return all;
}

}  // namespace

std::vector<Possibility> not_vacuous(Kept<Check> asked, const EventGraph& graph) {
  const Check& check = asked;
  if (check.kind != Check::Kind::never_hazard) return not_vacuous_order(check, graph);
  std::vector<Possibility> any;
  if (check.hazard == Hazard::deadlock || check.hazard == Hazard::wait_at_dispatch) {
    any.push_back({{}});
    for (const Event& event : graph.events.all())
      if (check.hazard == Hazard::deadlock ? waits(event) : may_not_wait(event))
        any.back().front().push_back(
            {check.hazard == Hazard::deadlock ? Goal::Kind::reaches : Goal::Kind::comes_to, event.id});
    return any;
  }
  for (const int object : objects_of(graph.instances, check))
    any.push_back(not_vacuous_for(check.hazard, object, graph));
  return any;
}

}  // namespace afterlife

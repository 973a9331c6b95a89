// What the order graph can exclude: goals that no execution reaches, and between which events it shows that.
#include <algorithm>

#include "solver/question/goal_events.hpp"

namespace afterlife {
namespace {

bool can_end(const EventGraph& graph, const EventName& name, int instance) {
  return ended_at_start(graph, name, instance) || !begin_events(graph, name, instance).empty();
}

}  // namespace

Excluded excluded(const Goal& goal, const EventGraph& graph) {
  // Where an agent may stand does not depend on whether it can go on.
  if (goal.kind == Goal::Kind::stands) return {};
  if (goal.event >= 0 && graph.orders.impossible(goal.event)) return {true, goal.event, goal.event};
  const auto always_before = [&](int first, int then) {
    return Excluded{graph.orders.ordered(first, then) || graph.orders.impossible(then), first, then};
  };
  switch (goal.kind) {
    case Goal::Kind::hazard:
      switch (facts(goal.hazard).state) {
        case HazardState::cleaned_up:
          return always_before(goal.event, graph.events.end_of(goal.object, Phase::cleanup));
        case HazardState::destroy_begun:
          return always_before(goal.event, graph.events.begin_of(goal.object, Phase::destroy));
        case HazardState::deletion_requested:
          return {std::ranges::all_of(
                      graph.may.deletes_of(goal.object),
                      [&](int other) { return other == goal.event || graph.orders.ordered(goal.event, other); }),
                  -1, -1};
        case HazardState::in_deletion:
        case HazardState::any: break;
      }
      return {};
    case Goal::Kind::not_yet_ended: {
      if (ended_at_start(graph, goal.order->first, goal.first)) return {true, -1, -1};
      const int end = end_event(graph, goal.order->first, goal.first);
      if (end < 0) return {};
      return {graph.orders.requires_before(goal.event, end), end, goal.event};
    }
    case Goal::Kind::ended_then_begun: {
      if (ended_at_start(graph, goal.order->first, goal.first)) return {};
      if (!can_end(graph, goal.order->first, goal.first)) return {true, -1, -1};
      const int end = end_event(graph, goal.order->first, goal.first);
      if (end < 0) return {};
      if (end == goal.event) return {true, goal.event, end};
      return always_before(goal.event, end);
    }
    default: return {};
  }
}

}  // namespace afterlife

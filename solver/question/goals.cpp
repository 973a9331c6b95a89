// What the names in a check mean, and the goals of the check.
#include "solver/question/goals.hpp"
#include "solver/instances/event_names.hpp"

#include <algorithm>

#include "solver/question/goal_events.hpp"

namespace afterlife {
namespace {

bool harmless_in_destroy(const Event& event) {
  return event.action->kind == ActionKind::context || event.action->kind == ActionKind::dereference;
}

}  // namespace

std::vector<int> objects_of(const Instances& instances, const Check& check) {
  if (check.of) return instances_of(instances, *check.of);
  std::vector<int> all;
  for (int o = 0; o < instances.size(); ++o) all.push_back(o);
  return all;
}

std::vector<Goal> goals_of(Kept<Check> asked, const EventGraph& graph) {
  const Check& check = asked;
  const Instances& instances = graph.instances;
  std::vector<Goal> goals;
  if (check.kind != Check::Kind::never_hazard) {
    const auto kind = check.kind == Check::Kind::always ? Goal::Kind::not_yet_ended : Goal::Kind::ended_then_begun;
    for (const auto& [first, then] : pairs_of(instances, check.order))
      for (const int begin : begin_events(graph, check.order.then, then))
        goals.push_back({kind, begin, then, first, Hazard::leak, &check.order});
    return goals;
  }
  if (check.hazard == Hazard::deadlock) return {{Goal::Kind::deadlock}};
  if (check.hazard == Hazard::wait_at_dispatch) {
    for (const Event& event : graph.events.all())
      if (may_not_wait(event) && event.level != Irql::passive)
        goals.push_back({Goal::Kind::stands, event.id, -1, -1, check.hazard});
    return goals;
  }
  for (const int object : objects_of(instances, check)) {
    if (check.hazard == Hazard::leak) {
      goals.push_back({Goal::Kind::leak, -1, object});
      continue;
    }
    for (const int event : speaking_of(check.hazard, graph, object))
      if (check.hazard != Hazard::use_in_destroy || !harmless_in_destroy(graph.events.at(event)))
        goals.push_back({Goal::Kind::hazard, event, object, -1, check.hazard});
  }
  return goals;
}

bool waits_matter(const std::vector<Goal>& goals) {
  return std::ranges::any_of(goals, [](const Goal& goal) {
    return goal.at_rest() || goal.kind == Goal::Kind::reaches || goal.kind == Goal::Kind::comes_to ||
           goal.kind == Goal::Kind::stands;
  });
}

}  // namespace afterlife

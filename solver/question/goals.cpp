// What the names in a check mean, and the goals of the check.
#include "solver/question/goals.hpp"

#include "solver/question/goal_events.hpp"

namespace afterlife {
namespace {

bool harmless_in_destroy(const Event& event) {
  return event.action->kind == ActionKind::context || event.action->kind == ActionKind::dereference;
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
  const bool numbered = order.first.number > 0 && order.then.number > 0;
  std::vector<std::pair<int, int>> pairs;
  for (const int first : instances_of(world, order.first))
    for (const int then : instances_of(world, order.then)) {
      const bool same = !is_thread(order.first) && !is_thread(order.then) && first == then;
      if (!same || numbered || world.decl(first).count == 1) pairs.emplace_back(first, then);
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

std::vector<Goal> goals_of(Kept<Check> asked, const Events& events, const Statics& statics) {
  const Check& check = asked;
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

}  // namespace afterlife

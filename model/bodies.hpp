// Every body of a scenario with whose it is: the one place that knows where bodies are.
//
//   for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
//     for_each_action(body, [&](const Action& action) { show(role.kind, name(action.kind)); });
//   });
#pragma once

#include <algorithm>
#include <concepts>
#include <type_traits>

#include "model/scenario.hpp"

namespace afterlife {

struct BodyRole {
  enum class Kind { teardown, thread, cleanup, destroy, entry, removal };
  Kind kind = Kind::teardown;
  int index = -1;    // a thread, or the declaration whose callback it is
  int removal = -1;  // which of its removal callbacks
};

// Teardown, threads, then the callbacks of each declaration: cleanup, destroy, entry, removals.
template <class AnyScenario, class Visit>
  requires std::same_as<std::remove_const_t<AnyScenario>, Scenario>
void for_each_body(AnyScenario& scenario, const Visit& visit) {
  using Kind = BodyRole::Kind;
  visit(scenario.teardown, BodyRole{});
  for (int t = 0; t < static_cast<int>(scenario.threads.size()); ++t)
    visit(scenario.threads[t].does, BodyRole{Kind::thread, t});
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d) {
    auto& object = scenario.objects[d];
    if (object.cleanup) visit(object.cleanup->body, BodyRole{Kind::cleanup, d});
    if (object.destroy) visit(object.destroy->body, BodyRole{Kind::destroy, d});
    if (object.entry) visit(object.entry->body, BodyRole{Kind::entry, d});
    for (int r = 0; r < static_cast<int>(object.removals.size()); ++r)
      visit(object.removals[r].body, BodyRole{Kind::removal, d, r});
  }
}

// Every action of the body, each before those inside it.
template <class AnyBody, class Visit>
  requires std::same_as<std::remove_const_t<AnyBody>, Body>
void for_each_action(AnyBody& body, const Visit& visit) {
  for (auto& action : body) {
    visit(action);
    for (auto& inner : action.bodies) for_each_action(inner, visit);
  }
}

template <class Predicate>
bool any_action(const Body& body, const Predicate& holds) {
  return std::ranges::any_of(body, [&](const Action& action) {
    return holds(action) ||
           std::ranges::any_of(action.bodies, [&](const Body& inner) { return any_action(inner, holds); });
  });
}

// In some body of the scenario.
template <class Predicate>
bool any_action(const Scenario& scenario, const Predicate& holds) {
  bool found = false;
  for_each_body(scenario, [&](const Body& body, const BodyRole&) { found = found || any_action(body, holds); });
  return found;
}

inline bool always_waits(const Scenario& scenario) {
  return any_action(scenario, [](const Action& action) { return always_waits(action.kind); });
}

}  // namespace afterlife

// What a made scenario has like a read one: all that follows from the rest of it. And walks over its bodies.
//
//   settle(scenario);   // created, started, default parents, entry callbacks, pools, the text of checks
//   for_each_body(scenario, [&](const Body& body) { for_each_action(body, [&](const Action& a) { ... }); });
#pragma once

#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

void settle(Scenario&);

// The types are the same in every reading, as far as making scenarios goes (tests/generate/own_framework.hpp).
const TypeDecl& type_of(const ObjectDecl&);
bool has_role(const ObjectDecl&, const std::string& role);
const std::vector<std::string>& removal_order();

// Calls `visit` for every body of a scenario: the teardown's, the threads' and the callbacks'.
template <class S, class Visit>
void for_each_body(S& scenario, const Visit& visit) {
  visit(scenario.teardown);
  for (auto& thread : scenario.threads) visit(thread.does);
  for (auto& object : scenario.objects) {
    if (object.cleanup) visit(object.cleanup->body);
    if (object.destroy) visit(object.destroy->body);
    if (object.entry) visit(object.entry->body);
    for (auto& callback : object.removals) visit(callback.body);
  }
}

// Calls `visit` for every action of a body, inner ones after their outer one.
template <class B, class Visit>
void for_each_action(B& body, const Visit& visit) {
  for (auto& action : body) {
    visit(action);
    for (auto& inner : action.bodies) for_each_action(inner, visit);
  }
}

// Calls `visit` for everything that the actions of a scenario are done to.
template <class S, class Visit>
void for_each_mention(S& scenario, const Visit& visit) {
  for_each_body(scenario, [&](auto& body) {
    for_each_action(body, [&](auto& action) {
      const bool structured = action.kind == ActionKind::loop || action.kind == ActionKind::choose ||
                              action.kind == ActionKind::maybe || action.kind == ActionKind::at_irql;
      if (!structured) visit(action.target);
      if (action.other) visit(*action.other);
    });
  });
}

}  // namespace afterlife

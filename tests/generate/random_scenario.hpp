// Random scenarios that keep the language's rules and use every construct in scope; the same seed gives the same scenario.
//
//   std::string yaml = random_scenario_text(42);
#pragma once

#include <cstdint>
#include <string>

#include "model/scenario.hpp"

namespace afterlife {

// As read_scenario would give it, but for places in the file.
Scenario random_scenario(std::uint64_t seed);
std::string random_scenario_text(std::uint64_t seed);

// Sets `created` and `started`, which follow from the actions, and the text of every check.
void settle(Scenario&);

// Calls `visit` for every body of a scenario: the teardown's, the threads' and the callbacks'.
template <class S, class Visit>
void for_each_body(S& scenario, const Visit& visit) {
  visit(scenario.teardown);
  for (auto& thread : scenario.threads) visit(thread.does);
  for (auto& object : scenario.objects) {
    if (object.cleanup) visit(object.cleanup->body);
    if (object.destroy) visit(object.destroy->body);
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

}  // namespace afterlife

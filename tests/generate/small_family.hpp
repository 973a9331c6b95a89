// A family of small scenarios: a product of choices, so that each of its scenarios has a number.
//
//   Family family{{bodies_of(alphabet, 2), 3}, [=](const Numbers& n) {
//     Scenario s = bare_scenario();
//     s.teardown = body_at(alphabet, n[0]);
//     ...
//   }};
//   family.at(17);   // the scenario that number 17 stands for; nothing where the parts do not go together
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife {

using Numbers = std::vector<std::uint64_t>;

struct Family {
  Numbers choices;
  std::function<std::optional<Scenario>(const Numbers&)> make;

  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] std::optional<Scenario> at(std::uint64_t number) const;
};

// Bodies of at most `most` actions, by number. An unlock of what is free brings its lock along.
std::uint64_t bodies_of(const Body& alphabet, int most);
Body body_at(const Body& alphabet, std::uint64_t number);

// One lock L, one flag, the signal Go; loops go round once.
Scenario bare_scenario();
// Settled, with every hazard and some orders asked for; nothing where something is born before its parent.
std::optional<Scenario> finished(Scenario);
// The same, with the hazards alone.
std::optional<Scenario> with_hazards(Scenario);

// Each adds its families to the list.
void add_families_of_objects(std::vector<Family>&);   // trees, references, births, loops
void add_families_of_runs(std::vector<Family>&);      // work items, timers, DPCs
void add_families_of_requests(std::vector<Family>&);  // requests and I/O targets
void add_families_of_collections(std::vector<Family>&);
void add_families_of_levels(std::vector<Family>&);   // DISPATCH_LEVEL and what must be cleaned up at PASSIVE_LEVEL
void add_families_of_removal(std::vector<Family>&);  // remove, unload, close
void add_families_of_calls(std::vector<Family>&);    // what may run callbacks in the caller's own stack
// Every action of the language beside a violation of every hazard.
std::vector<Family> families_of_pairs();
// Who waits for either of two, or for both.
Family family_of_waits();
// A framework's own types (own_framework.hpp): each action on each, also where the reader refuses it.
Family family_of_roles();

}  // namespace afterlife

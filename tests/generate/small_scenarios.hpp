// All scenarios up to a small size, numbered, so that one can take all of them or a seeded sample.
//
//   SmallScenarios small;
//   for (std::uint64_t i = 0; i < small.size(); ++i)
//     if (auto scenario = small.at(i)) ...       // nothing where the parts do not go together
//
// Six families: one object with two actions for each of two agents; two objects in both tree shapes with two actions
// of the teardown; the same with a callback; three objects in every tree shape; instances and allocations; loops that
// threads are asked to leave. Every scenario asks for all eight decided hazards and some orders.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace afterlife {

class SmallScenarios {
 public:
  SmallScenarios();

  [[nodiscard]] std::uint64_t size() const;  // how many numbers there are
  [[nodiscard]] std::optional<Scenario> at(std::uint64_t number) const;

 private:
  // A family is a product of choices; a number in it says which alternative of each choice is taken.
  struct Family {
    std::vector<std::uint64_t> choices;
    std::function<std::optional<Scenario>(const std::vector<std::uint64_t>&)> make;
    [[nodiscard]] std::uint64_t size() const;
  };
  std::vector<Family> families_;
};

// Every small scenario (sample 0), or that many drawn by the seed; each distinct one (up to renaming) once.
// Gives back how many there were.
std::uint64_t for_each_small(std::uint64_t sample, std::uint64_t seed,
                             const std::function<void(const Scenario&)>& visit);

// The same text for scenarios that differ in the names of their objects (and so in the order of the roots) alone.
std::string canonical_text(const Scenario&);

}  // namespace afterlife

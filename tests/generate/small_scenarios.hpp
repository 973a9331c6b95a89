// All scenarios up to a small size, numbered, so that one can take all of them or a seeded sample.
//
//   SmallScenarios small;
//   for (std::uint64_t i = 0; i < small.size(); ++i)
//     if (auto scenario = small.at(i)) ...       // nothing where the parts do not go together
//
// Families of trees (six), of runs, of requests and I/O targets, of collections, of levels, and of removal
// (small_family.hpp). Every scenario asks for every hazard and some orders.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {

class SmallScenarios {
 public:
  SmallScenarios();

  [[nodiscard]] std::uint64_t size() const;  // how many numbers there are
  [[nodiscard]] std::optional<Scenario> at(std::uint64_t number) const;

 private:
  std::vector<Family> families_;
};

// Every small scenario (sample 0), or that many drawn by the seed; each distinct one (up to renaming) once.
// Gives back how many there were.
std::uint64_t for_each_small(std::uint64_t sample, std::uint64_t seed,
                             const std::function<void(const Scenario&)>& visit);

// The few hundred that have a violation of every hazard beside every action of the language, each once; they are not
// among the small ones above. Gives back how many there were.
std::uint64_t for_each_pair(const std::function<void(const Scenario&)>& visit);

// The few hundred in which somebody waits for either of two, or for both, each once; not among those above either.
std::uint64_t for_each_wait(const std::function<void(const Scenario&)>& visit);

// Each action that the reader takes on each of a framework's own types, each once; while scenarios are made of these
// (own_framework.hpp).
std::uint64_t for_each_role(const std::function<void(const Scenario&)>& visit);

// The same text for scenarios that differ in the names of their objects (and so in the order of the roots) alone.
std::string canonical_text(const Scenario&);

}  // namespace afterlife

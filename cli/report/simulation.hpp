// `afterlife simulate` in words: the steps that were taken, those that may come next, how everything stands.
//
//   const SimulationText text(scenario, framework, look);
//   out.write(text.taken(run, 0));                 // "   1  teardown   delete Parent"
//   out.write(text.choices(run));                  // "one step may come next:" and the step
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/report/look.hpp"
#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/simulation.hpp"

namespace afterlife {

// Why a run that chance chooses has ended.
enum class RunEnd { enough_steps, nothing_further, time, interrupted };

class SimulationText {
 public:
  SimulationText(Kept<Scenario>, Kept<Framework>, const Look&);

  [[nodiscard]] std::string title() const;

  [[nodiscard]] std::string taken(const Simulation&, std::size_t step) const;
  // What has come to rest, then the steps that are permitted.
  [[nodiscard]] std::string choices(const Simulation&) const;
  // Empty where nothing has come to rest.
  [[nodiscard]] static std::string rest(const Simulation&);
  [[nodiscard]] static std::string state(const Simulation&);
  // How many steps there were, and what has come to rest where the run was not broken off.
  [[nodiscard]] std::string ended(const Simulation&, std::uint64_t seed, RunEnd) const;

 private:
  const Scenario& scenario_;
  const Framework& framework_;
  Look look_;
  std::size_t agent_column_;
};

// The run as `conform` reads it: a JSON object on each line.
std::string as_log(const Simulation&);

}  // namespace afterlife

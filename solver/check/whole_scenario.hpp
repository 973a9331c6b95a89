// A scenario with all of its objects, on which every execution that was found for the reduced one is gone through
// before it is shown.
//
//   WholeScenario whole_scenario(scenario, framework);
//   const Execution shown = whole_scenario.show(found, reduction, graph.instances, deadline);
//
// Made when it is first needed: a scenario of 100,000 objects that holds needs none of it.
#pragma once

#include <memory>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/machine/machine.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/search/search.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class WholeScenario {
 public:
  WholeScenario(Kept<Scenario> scenario, Kept<Framework> framework) : scenario_(scenario), framework_(framework) {}

  // `reduced`: the instances that the execution is of. Throws std::logic_error when the whole scenario does not do what
  // it was found for, and Stopped when the deadline has passed.
  Execution show(const Found&, const IdleReduction&, const Instances& reduced, const Deadline&);

 private:
  [[nodiscard]] bool does(const Goal&, const std::vector<Step>&) const;

  const Scenario& scenario_;
  const Framework& framework_;
  std::unique_ptr<Instances> instances_;
  std::unique_ptr<Machine> machine_;
};

}  // namespace afterlife

// A scenario with the same orders of cleanups and destroys, and fewer steps between them.
//
//   const Scenario slice = slice_for_lifecycle(scenario, framework);     // `use` is gone, and what only it was there for
//   const Instances instances(slice, framework);
//
// Why nothing is lost. A touch changes nothing and waits for nothing, so its agent can make it at once or never. A
// reference that is dropped in the very next step can be taken right before that: whatever others did meanwhile they
// can do as well while it is not held. (Not where a reference lets others go on: where a rule is lifted while one is
// held, the destroy pass goes by who has one, or a delete returns past it.) A lock that is given back in the next step
// wherever it is taken keeps nobody from going on for good. A choice of nothing is none, and a callback that does
// nothing has ended when it begins.
#pragma once

#include "model/framework.hpp"
#include "model/scenario.hpp"

namespace afterlife {

Scenario slice_for_lifecycle(Scenario, const Framework&);

}  // namespace afterlife

// Steps and waits in words, callbacks by the names that the framework gives them.
//
//   describe(instances, step);                                         // "delete Parent", "EvtCleanupCallback(Memory#1)"
//   describe(instances, step_agent, waits_for(machine_facts, now, step_agent)).words;  // "waits for signal E"
#pragma once

#include <string>

#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/query/waits.hpp"
#include "solver/machine/rest.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {

std::string describe(const Instances&, const Step&);
Waiting describe(const Instances&, Agent, const WaitsFor&);

}  // namespace afterlife

// Where the agents stand: who has begun and not ended, and what each does next.
//
//   for (const Agent agent : active_agents(now)) {
//     const Standing at = standing(machine_facts.bodies, agent, *run_of(now, agent));
//     if (at.in.op == Opcode::delete_wait) visit(at.run.object);
//   }
#pragma once

#include <vector>

#include "solver/instances/agent.hpp"
#include "solver/machine/facts/bodies.hpp"
#include "solver/machine/facts/program.hpp"
#include "solver/machine/moment/moment.hpp"

namespace afterlife {

struct Standing {
  Agent agent;
  const Program& body;
  const RunNow& run;
  const Instruction& in;
};

inline Standing standing(const Bodies& bodies, Agent agent, const RunNow& run) {
  const Program& body = bodies.of(agent);
  return {agent, body, run, body.at(run.pc)};
}

// Null: not active.
const RunNow* run_of(const Moment&, Agent);
// Of one that is.
RunNow& run_of(Moment&, Agent);
// In the fixed order of Machine::permitted.
std::vector<Agent> active_agents(const Moment&);

}  // namespace afterlife

#include "solver/machine/query/standing.hpp"

#include <cstddef>

namespace afterlife {

const RunNow* run_of(const Moment& now, Agent agent) {
  switch (agent.kind) {
    case Agent::Kind::teardown: return now.teardown_ended ? nullptr : &now.teardown;
    case Agent::Kind::thread: {
      const ThreadNow& thread = now.threads[agent.index];
      return thread.started && !thread.ended ? &thread.run : nullptr;
    }
    case Agent::Kind::framework: return nullptr;
    case Agent::Kind::run: {
      const auto found = now.runs.find({agent.index, agent.number});
      return found == now.runs.end() ? nullptr : &found->second;
    }
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy: break;
  }
  const auto found = now.bodies.find(2 * agent.index + (agent.kind == Agent::Kind::destroy));
  return found == now.bodies.end() ? nullptr : &found->second;
}

RunNow& run_of(Moment& now, Agent agent) {
  if (agent.kind == Agent::Kind::teardown) return now.teardown;
  if (agent.kind == Agent::Kind::thread) return now.threads[agent.index].run;
  if (agent.kind == Agent::Kind::run) return now.runs.at({agent.index, agent.number});
  return now.bodies.at(2 * agent.index + (agent.kind == Agent::Kind::destroy));
}

std::vector<Agent> active_agents(const Moment& now) {
  std::vector<Agent> agents;
  if (!now.teardown_ended) agents.push_back({Agent::Kind::teardown, -1});
  for (std::size_t t = 0; t < now.threads.size(); ++t)
    if (now.threads[t].started && !now.threads[t].ended) agents.push_back({Agent::Kind::thread, static_cast<int>(t)});
  for (const auto& [who, at] : now.bodies)
    agents.push_back({who % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, who / 2});
  for (const auto& [who, at] : now.runs) agents.push_back({Agent::Kind::run, who.first, who.second});
  return agents;
}

}  // namespace afterlife

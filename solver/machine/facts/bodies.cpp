#include "solver/machine/facts/bodies.hpp"

#include <algorithm>

namespace afterlife {

Bodies::Bodies(Kept<Instances> instances) : instances_(instances) {
  const Scenario& scenario = instances->scenario();
  teardown_ = lower(scenario.teardown, scenario, false);
  for (const ThreadDecl& thread : scenario.threads) threads_.push_back(lower(thread.does, scenario, true));
  for (const ObjectDecl& decl : scenario.objects) {
    cleanup_.push_back(add(decl.cleanup));
    destroy_.push_back(add(decl.destroy));
    entry_.push_back(add(decl.entry));
    if (decl.entry) most_runs_ = std::max(most_runs_, decl.overlapping_runs);
  }
}

int Bodies::add(const std::optional<Callback>& callback) {
  if (!callback) return -1;
  callbacks_.push_back(lower(callback->body, instances_.scenario(), false));
  return static_cast<int>(callbacks_.size()) - 1;
}

int Bodies::number(Agent agent) const {
  const int thread_count = static_cast<int>(threads_.size());
  switch (agent.kind) {
    case Agent::Kind::teardown: return 1;
    case Agent::Kind::thread: return 2 + agent.index;
    case Agent::Kind::cleanup: return 2 + thread_count + 2 * agent.index;
    case Agent::Kind::run: return 2 + thread_count + 2 * instances_.size() + agent.index * most_runs_ + agent.number;
    case Agent::Kind::destroy:
    case Agent::Kind::framework: break;
  }
  return 3 + thread_count + 2 * agent.index;
}

Agent Bodies::agent(int number) const {
  const int thread_count = static_cast<int>(threads_.size()), size = instances_.size();
  if (number == 1) return {Agent::Kind::teardown, -1};
  if (number < 2 + thread_count) return {Agent::Kind::thread, number - 2};
  const int body = number - 2 - thread_count;
  if (body >= 2 * size) return {Agent::Kind::run, (body - 2 * size) / most_runs_, (body - 2 * size) % most_runs_};
  return {body % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, body / 2};
}

}  // namespace afterlife

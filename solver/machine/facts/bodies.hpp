// The bodies of a scenario as programs, and the agents that go through them by number.
//
//   const Bodies bodies(instances);
//   const Instruction& first = bodies.of(step_agent).at(0);
//   const Agent same = bodies.agent(bodies.number(step_agent));
#pragma once

#include <optional>
#include <vector>

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"
#include "solver/machine/facts/program.hpp"

namespace afterlife {

class Bodies {
 public:
  explicit Bodies(Kept<Instances>);

  [[nodiscard]] const Program& of(Agent agent) const {
    switch (agent.kind) {
      case Agent::Kind::teardown: return teardown_;
      case Agent::Kind::thread: return threads_[agent.index];
      case Agent::Kind::cleanup: return callbacks_[cleanup_[instances_[agent.index].decl]];
      case Agent::Kind::run: return callbacks_[entry_[instances_[agent.index].decl]];
      case Agent::Kind::destroy:
      case Agent::Kind::framework: break;
    }
    return callbacks_[destroy_[instances_[agent.index].decl]];
  }
  // Whether the object has a callback for this phase.
  [[nodiscard]] bool has(Phase phase, int object) const {
    return (phase == Phase::cleanup ? cleanup_ : destroy_)[instances_[object].decl] >= 0;
  }

  // An agent as the holder of a lock, from 1; and back.
  [[nodiscard]] int number(Agent) const;
  [[nodiscard]] Agent agent(int number) const;

 private:
  int add(const std::optional<Callback>&);

  const Instances& instances_;
  Program teardown_;
  std::vector<Program> threads_, callbacks_;
  std::vector<int> cleanup_, destroy_, entry_;  // by declaration: into callbacks_, -1: no such callback
  int most_runs_ = 1;                           // of one object in progress at a time
};

}  // namespace afterlife

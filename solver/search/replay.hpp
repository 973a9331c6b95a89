// From a model of the encoding to an execution of the machine: every event becomes a permitted step, choices that the
// encoding leaves implicit are found by walking the agent forward, and what was claimed is seen to happen.
//
//   Replay replay(machine, events);
//   if (auto steps = replay.follow(happened)) ...            // nothing: the encoding and the machine disagree
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/kept.hpp"
#include "solver/encoding/decoding.hpp"
#include "solver/machine/machine.hpp"
#include "solver/question/goals.hpp"

namespace afterlife {

class Replay {
 public:
  Replay(Kept<Machine> machine, Kept<Events> events) : machine_(machine), events_(events) {}

  // The steps of the execution; nothing when some event is not permitted by the machine.
  std::optional<std::vector<Step>> follow(const std::vector<Happened>&);
  // After `follow`: moves each agent, by choices alone, to the event that it stands at (those listed). False when one
  // cannot.
  struct Standing {
    int event;
    bool enabled;  // it could go on; otherwise it is blocked there
  };
  bool bring_to(const std::vector<Standing>& standing, std::vector<Step>& steps);
  // The same for one agent of which it does not matter whether it could go on.
  bool stand(int event, std::vector<Step>& steps) { return walk_to(events_.at(event), -2, -2, steps, Walk::stand); }
  [[nodiscard]] const State& state() const { return *state_; }

 private:
  [[nodiscard]] bool is_step_for(const Event&, int object, int other, const Step&) const;
  enum class Walk { take, ready, blocked, stand };
  bool walk_to(const Event&, int object, int other, std::vector<Step>& steps, Walk);
  [[nodiscard]] Agent on_machine(Agent) const;

  const Machine& machine_;
  const Events& events_;
  std::optional<State> state_;
  std::map<std::pair<int, int>, int> places_;  // of runs, by instance and number
};

// Whether the last of these steps reaches the goal, judged on the machine alone (goals that are not at rest).
bool reaches(const Machine&, const Goal&, const std::vector<Step>&);
// Whether one step does; for goals of standing, whether they are reached after it.
bool reached(const Machine&, const Goal&, const State& before, const Effects&, const State& after);
// Whether the state reaches a goal at rest; `limit` and `too_large` as in Machine::at_rest.
bool reaches_at_rest(const Machine&, const Goal&, const State&, bool& too_large,
                     std::size_t limit = Machine::kClosedSetLimit);

}  // namespace afterlife

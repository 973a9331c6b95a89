// An execution that somebody else chooses, step by step, on the machine: for stepping through a scenario by hand and
// for random runs.
//
//   Simulation run(scenario, framework);
//   while (!run.permitted().empty()) run.take(dice() % run.permitted().size());
//   for (const Simulation::Taken& step : run.taken()) print(step.agent, step.event);
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class Simulation {
 public:
  // Loops go round, and callbacks run, as often as is chosen; or, with a bound above 0, within it and the scenario's.
  Simulation(const Scenario&, Kept<Framework>, int loop_bound = 0);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  struct Choice {
    std::string agent, event;  // "Worker", "use Memory#1"
    bool printed = false;      // a step that a report would show
    Span at;
    std::vector<Reason> why;  // of a framework move: the rules that did apply
  };
  [[nodiscard]] const std::vector<Choice>& permitted() const;

  // What a recorder of the run would write, in the words of `conform`.
  struct Recorded {
    std::string event, object, thread, signal, flag, lock, by;  // empty: not given
    bool end = false;
  };
  struct Taken {
    std::string agent, event;
    std::vector<std::string> hits;  // "use-after-cleanup of Memory#1"
    std::vector<Recorded> recorded;
    bool begins_callback = false;  // a cleanup, a destroy, a run or a removal callback
  };
  [[nodiscard]] const std::vector<Taken>& taken() const;

  void take(std::size_t choice);  // of `permitted`
  bool undo();                    // false: nothing has been taken
  // Takes the shortest way to where a callback can begin, and begins the first one. False: no way leads to one, and no
  // step was taken; Stopped is thrown when the deadline has passed before one was found.
  bool to_next_callback(const Deadline& = Deadline());

  struct ObjectView {
    std::string name, condition;  // "in a deletion, cleaned up"
    int references = 0;           // explicit ones
  };
  struct AgentView {
    std::string name, condition;  // "can go on", "waits for Worker to end"
  };
  [[nodiscard]] std::vector<ObjectView> objects() const;
  [[nodiscard]] std::vector<AgentView> agents() const;  // those that have begun and not ended

  // Where nothing, or only loops, can go on: what has leaked, who waits for ever. Empty where it has not come to rest.
  struct AtRest {
    std::vector<std::string> leaked, waiting;
  };
  [[nodiscard]] std::optional<AtRest> at_rest() const;

  // The begins of cleanup and destroy so far.
  struct Begin {
    int object = -1;  // instance, counted through all declarations
    Phase phase = Phase::cleanup;
  };
  [[nodiscard]] const std::vector<Begin>& begins() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace afterlife

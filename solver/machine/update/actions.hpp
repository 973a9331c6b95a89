// What actions do, and what comes with them: the agent goes on in its body.
//
//   const Actions actions(machine_facts);
//   actions.act(taking);
//   actions.finish(taking);
#pragma once

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/facts/mode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/outcomes.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/collections.hpp"
#include "solver/machine/update/counts.hpp"
#include "solver/machine/update/deletions.hpp"
#include "solver/machine/update/runs.hpp"
#include "solver/machine/update/taking.hpp"
#include "solver/machine/update/threads.hpp"

namespace afterlife {

class Actions {
 public:
  explicit Actions(Kept<MachineFacts>);

  // Of an action that is one instruction; the agent does not go on.
  void act(const Taking&) const;
  // The agent goes on to what follows the action.
  void finish(const Taking&) const;

  // Actions of several instructions. The agent goes on.
  void create(const Taking&) const;
  void send(const Taking&) const;
  void request_delete(const Taking&) const;
  void call(const Taking&) const;
  void call_end(const Taking&) const;
  void pick_set(const Taking&) const;

  void cancel(Moment&, int object) const;
  void drop_reference(Moment&, Agent by, int object, Effects&) const;
  void end_body(Moment&, Agent, Mode, Effects&) const;

 private:
  void do_to(Moment&, const Step&, Effects&) const;
  void take_item(const Taking&) const;

  const MachineFacts& facts_;
  Assumptions assumptions_;
  Meanings meanings_;
  Outcomes outcomes_;
  Counts counts_;
  Collections collections_;
  Deletions deletions_;
  Runs runs_;
  Threads threads_;
};

}  // namespace afterlife

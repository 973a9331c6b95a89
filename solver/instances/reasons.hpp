// The reasons of constraints, in words: one function for each kind of constraint. The order graph and the encoding take
// their reasons from here, so that a chain of the one and a core of the other say the same of the same.
//
//   const Reasons reasons(instances);
//   reasons.rule(rule, child, parent).text;     // "Child.cleanup before Parent.cleanup"
#pragma once

#include <string>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

class Reasons {
 public:
  explicit Reasons(Kept<Instances> instances) : instances_(instances) {}

  // What a framework orders.
  [[nodiscard]] Reason rule(const Rule&, int other, int self) const;
  [[nodiscard]] Reason holds(const HeldReference&, int holder, int held) const;
  [[nodiscard]] Reason holds_items(const HeldReference&, int collection, int item) const;
  [[nodiscard]] Reason held_by_run(int object) const;
  [[nodiscard]] Reason drained(int object) const;

  // What every deletion does.
  [[nodiscard]] Reason created(int object) const;
  [[nodiscard]] Reason not_created_late(int object) const;
  [[nodiscard]] Reason in_deletion(int object) const;
  [[nodiscard]] Reason cleanup_before_destroy(int object) const;
  [[nodiscard]] Reason cleanup_before_pass(int object) const;
  [[nodiscard]] Reason unreferenced(int object) const;

  // Runs of entry callbacks.
  [[nodiscard]] Reason made_pending(int object) const;
  [[nodiscard]] Reason has_room(int object) const;
  [[nodiscard]] Reason runs_end_with_cleanup(int object) const;
  [[nodiscard]] Reason counted(int object) const;
  [[nodiscard]] Reason enqueue_ignored(int object) const;

  // What the scenario says.
  [[nodiscard]] Reason program_order(Agent) const;
  [[nodiscard]] Reason started(int thread) const;
  [[nodiscard]] Reason asked_to_stop(int thread) const;
  [[nodiscard]] Reason clear_at_first(int flag) const;
  [[nodiscard]] Reason branch(const Action& test, bool set) const;
  [[nodiscard]] Reason waits(const Action&) const;                       // join, wait, lock, take, flush, stop
  [[nodiscard]] Reason waits(const Action&, int object, Phase) const;    // a request, for what it deletes
  [[nodiscard]] Reason waits_for_runs(const Action&, int object) const;  // cancel-and-wait
  [[nodiscard]] Reason send_fails(const Action&) const;
  [[nodiscard]] static Reason assumed(const Order&);

 private:
  [[nodiscard]] std::string phase_of(int object, Phase) const;

  const Instances& instances_;
};

}  // namespace afterlife

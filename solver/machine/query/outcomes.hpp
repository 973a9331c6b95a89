// What becomes of what is asked for now: whether a create, a delete or a send takes effect, and whether a delete waits.
//
//   const Outcomes outcomes(machine_facts);
//   const int made = outcomes.next_unborn(now, declaration);
//   if (outcomes.create_succeeds(now, made)) visit(made);
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/axes.hpp"
#include "solver/machine/query/blockers.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/query/standing.hpp"

namespace afterlife {

class Outcomes {
 public:
  // What a request that is about to take effect does next.
  enum class Returning { at_once, waits, either };

  explicit Outcomes(Kept<MachineFacts> facts) : facts_(facts), lifetimes_(facts), blockers_(facts), axes_(facts) {}

  // The instance that a create makes: they are created in the order of their numbers. -1: all are born.
  [[nodiscard]] int next_unborn(const Moment&, int declaration) const;
  [[nodiscard]] bool create_succeeds(const Moment&, int object) const;
  [[nodiscard]] bool enqueue_succeeds(const Moment&, int object) const;
  [[nodiscard]] static bool send_succeeds(const Moment&, int target);

  [[nodiscard]] bool delete_takes_effect(const Moment&, int object) const;
  [[nodiscard]] Returning delete_returns(const Moment&, const Standing&, int object) const;
  // Nothing is left that a waiting delete waits for.
  [[nodiscard]] bool delete_is_over(const Moment&, int object) const;
  // Whether something on the list at or below the object must be cleaned up at PASSIVE_LEVEL.
  [[nodiscard]] bool takes_passive(const Moment&, int object) const;

  // The level at which the agent is.
  [[nodiscard]] Irql level(const Standing&) const;

 private:
  const MachineFacts& facts_;
  Lifetimes lifetimes_;
  Blockers blockers_;
  Axes axes_;
};

}  // namespace afterlife

// Births and deaths: an object takes its place, becomes the root of a deletion, goes through its phases.
//
//   const Deletions deletions(machine_facts);
//   deletions.make_root(later, object, Irql::passive);
//   deletions.begin(later, object, Phase::cleanup, effects);
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/lifetimes.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/collections.hpp"
#include "solver/machine/update/counts.hpp"

namespace afterlife {

class Deletions {
 public:
  explicit Deletions(Kept<MachineFacts> facts)
      : facts_(facts), lifetimes_(facts), counts_(facts), collections_(facts) {}

  void be_born(Moment&, int object) const;
  // Everything that is born before the first step.
  void be_born_at_start(Moment&) const;
  // Its deletion is carried out at this level.
  void make_root(Moment&, int object, Irql) const;
  // Without a callback for it the phase ends where it begins.
  void begin(Moment&, int object, Phase, Effects&) const;
  void end(Moment&, int object, Phase, Effects&) const;
  // The destroy pass goes by the object.
  void pass_over(Moment&, int object) const;

 private:
  void place(Moment&, int object) const;
  void let_go(Moment&, int holder, HeldReference::Until passed) const;

  const MachineFacts& facts_;
  Lifetimes lifetimes_;
  Counts counts_;
  Collections collections_;
};

}  // namespace afterlife

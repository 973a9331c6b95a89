// Changes of one object that others have counted: the counts are brought up to date with it.
//
//   Counts counts(machine_facts);
//   counts.set_references(later, object, 1);
//   counts.set_queued(later, object, true);
#pragma once

#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/blockers.hpp"
#include "solver/machine/query/lifetimes.hpp"

namespace afterlife {

class Counts {
 public:
  explicit Counts(Kept<MachineFacts> facts) : facts_(facts), lifetimes_(facts), blockers_(facts) {}

  // The object has changed in some other way.
  void refresh(Moment&, int object) const;

  void set_references(Moment&, int object, int count) const;
  // By so many references of the framework.
  void change_held(Moment&, int object, int by) const;
  // A run is pending or not, with the references that go with it.
  void set_queued(Moment&, int object, bool queued) const;

 private:
  void refresh(Moment&, BlockerClass, int object) const;

  const MachineFacts& facts_;
  Lifetimes lifetimes_;
  Blockers blockers_;
};

}  // namespace afterlife

// Collections and their items, with the references that a collection holds on them.
//
//   const Collections collections(machine_facts);
//   collections.add(later, memory, object);
//   collections.let_go(later, object, HeldReference::Until::cleanup_ends);
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/update/counts.hpp"

namespace afterlife {

class Collections {
 public:
  explicit Collections(Kept<MachineFacts> facts) : facts_(facts), counts_(facts) {}

  void add(Moment&, int item, int collection) const;
  void take_out(Moment&, int item, int collection) const;
  // The collection passes this point; with the end of its destroy nothing is in it any more.
  void let_go(Moment&, int collection, HeldReference::Until passed) const;

 private:
  [[nodiscard]] int holds_on_items(const Moment&, int collection) const;

  const MachineFacts& facts_;
  Counts counts_;
};

}  // namespace afterlife

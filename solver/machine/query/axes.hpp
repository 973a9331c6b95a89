// The objects on an axis, one by one: for rules with conditions, and for the reasons in a report.
//
//   const Axes axes(machine_facts);
//   const bool any = axes.visit(now, Axis::child, parent, [](int found) { return found > 0; });
#pragma once

#include <functional>

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/lifetimes.hpp"

namespace afterlife {

class Axes {
 public:
  using Stop = std::function<bool(int)>;

  explicit Axes(Kept<MachineFacts> facts) : facts_(facts), lifetimes_(facts) {}

  // Calls `stop` for every object on the axis inside the deletion, until it answers true; whether it did.
  bool visit(const Moment&, Axis, int object, const Stop& stop) const;
  // The same for everything born on the lists strictly below the object, in document order.
  bool visit_below(const Moment&, int object, const Stop& stop) const;

 private:
  bool visit_siblings(const Moment&, int object, bool earlier, bool subtrees, const Stop& stop) const;

  const MachineFacts& facts_;
  Lifetimes lifetimes_;
};

}  // namespace afterlife

// What is still on its way to an object: runs of its entry callback, requests that were sent to it.
//
//   const Drains drains(machine_facts);
//   if (drains.drained(now, object) || drains.quiet(now, object, /*queued=*/true)) visit(object);
#pragma once

#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"

namespace afterlife {

class Drains {
 public:
  explicit Drains(Kept<MachineFacts> facts) : facts_(facts) {}

  // No run stands between the object and its cleanup.
  [[nodiscard]] bool drained(const Moment&, int object) const;
  // Nothing that a flush or cancel-and-wait waits for is left; `queued` ones count for a flush.
  [[nodiscard]] bool quiet(const Moment&, int object, bool queued) const;

 private:
  [[nodiscard]] bool spares_runs(const Moment&, int object) const;

  const MachineFacts& facts_;
};

}  // namespace afterlife

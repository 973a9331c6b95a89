// The rules over axes: whether they permit that a phase of an object begins, and what they wait for.
//
//   const Rules rules(machine_facts);
//   if (rules.permit(now, object, Phase::cleanup)) visit(object);
//   for (const PreparedRule& prepared : machine_facts.rules.of(Phase::cleanup))
//     visit(rules.awaited(now, prepared, object, [](const Awaited&) { return false; }).missing.count);
//
// A rule that speaks of every pair alike is answered from the counts of the moment; any other by visiting the axis.
#pragma once

#include "model/framework.hpp"
#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/axes.hpp"
#include "solver/machine/query/blockers.hpp"
#include "solver/machine/query/lifetimes.hpp"

namespace afterlife {

// Those that a rule has an object wait for: how many of them, and the first.
struct Awaited {
  struct Group {
    int count = 0, first = -1;
    void add(int object) {
      if (count++ == 0) first = object;
    }
  };
  Group ended, lifted, missing;  // lifted: not waited for as things stand
};

class Rules {
 public:
  explicit Rules(Kept<MachineFacts> facts) : facts_(facts), lifetimes_(facts), blockers_(facts), axes_(facts) {}

  // Whether all that speak of this phase of the object are satisfied.
  [[nodiscard]] bool permit(const Moment&, int object, Phase) const;

  // Everything that one rule speaks of, until `enough` says so.
  template <class Enough>
  [[nodiscard]] Awaited awaited(const Moment& now, const PreparedRule& prepared, int object, Enough enough) const {
    Awaited found;
    const Rule& rule = *prepared.rule;
    axes_.visit(now, rule.axis, object, [&](int first) {
      if (!facts_.instances.applies(rule, first, object)) return false;
      const bool ended = has_ended(now.objects[first], rule.first);
      (ended ? found.ended : lifted(now, prepared, first, object) ? found.lifted : found.missing).add(first);
      return enough(found);
    });
    return found;
  }

 private:
  [[nodiscard]] bool lifted(const Moment&, const PreparedRule&, int first, int self) const;
  [[nodiscard]] bool blocked(const Moment&, const PreparedRule&, int object) const;
  [[nodiscard]] bool blocked_by_one(const Moment&, const PreparedRule&, int object) const;

  const MachineFacts& facts_;
  Lifetimes lifetimes_;
  Blockers blockers_;
  Axes axes_;
};

}  // namespace afterlife

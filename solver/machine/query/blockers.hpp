// Who blocks: answered from what a moment has counted, without looking at every object.
//
//   const Blockers blockers(machine_facts);
//   if (blockers.earlier_sibling(now, kUncleaned, child, /*subtree=*/true)) visit(child);
#pragma once

#include <cstddef>

#include "model/kept.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/lifetimes.hpp"

namespace afterlife {

class Blockers {
 public:
  explicit Blockers(Kept<MachineFacts> facts) : facts_(facts), lifetimes_(facts) {}

  [[nodiscard]] BlockerCount& count(const Moment& now, BlockerClass c, int object) const {
    return now.cache.blockers[static_cast<std::size_t>(facts_.rules.slot(c)) * facts_.size + object];
  }
  [[nodiscard]] bool blocks(const Moment&, BlockerClass, int object) const;
  // Nothing at or below it blocks.
  [[nodiscard]] bool clear(const Moment& now, BlockerClass c, int object) const {
    return !blocks(now, c, object) && count(now, c, object).subtrees == 0;
  }

  // Whether something on the axis of the object blocks; `subtree`: something at or below it.
  [[nodiscard]] bool earlier_sibling(const Moment&, BlockerClass, int object, bool subtree) const;
  [[nodiscard]] bool later_sibling(const Moment&, BlockerClass, int object, bool subtree) const;
  [[nodiscard]] bool ancestor(const Moment&, BlockerClass, int object) const;
  [[nodiscard]] bool preceding(const Moment&, BlockerClass, int object) const;
  [[nodiscard]] bool following(const Moment&, BlockerClass, int object) const;

  // Whether the cleanup walk of its deletion has come to the object.
  [[nodiscard]] bool reached(const Moment&, int object) const;

 private:
  const MachineFacts& facts_;
  Lifetimes lifetimes_;
};

}  // namespace afterlife

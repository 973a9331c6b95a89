#include "solver/events.hpp"

#include <utility>

#include "solver/unfold.hpp"

namespace afterlife {

Events::Events(const World& world, int loop_bound) : world_(&world) {
  releases_.resize(world.size());
  holders_.resize(world.size());
  Unfolder(*this, loop_bound).unfold();
}

const std::vector<int>& Events::acts(ActionKind kind, EntityKind entity, int index) const {
  static const std::vector<int> none;
  const auto found = acts_.find({kind, entity, index});
  return found == acts_.end() ? none : found->second;
}

const std::vector<int>& Events::releases(int instance) const { return releases_[instance]; }
const std::vector<int>& Events::holders(int instance) const { return holders_[instance]; }

}  // namespace afterlife

#include "solver/unfolding/events.hpp"

#include <utility>

#include "solver/unfolding/unfolder.hpp"

namespace afterlife {

Events::Events(Kept<Instances> instances, Bounds bounds, const Deadline& deadline) : instances_(&*instances) {
  releases_.resize(instances->size());
  holders_.resize(instances->size());
  runs_.resize(instances->size());
  Unfolder(*this, bounds, deadline).unfold();
}

const std::vector<int>& Events::acts(ActionKind kind, EntityKind entity, int index) const {
  static const std::vector<int> none;
  const auto found = acts_.find({kind, entity, index});
  return found == acts_.end() ? none : found->second;
}

const std::vector<int>& Events::acts_with(ActionKind kind, int declaration) const {
  static const std::vector<int> none;
  const auto found = acts_with_.find({kind, declaration});
  return found == acts_with_.end() ? none : found->second;
}

const std::vector<Events::Run>& Events::calls(int instance, int callback) const {
  static const std::vector<Run> none;
  const auto found = calls_.find({instance, callback});
  return found == calls_.end() ? none : found->second;
}

const std::vector<int>& Events::releases(int instance) const { return releases_[instance]; }
const std::vector<int>& Events::holders(int instance) const { return holders_[instance]; }

}  // namespace afterlife

// Where each instance stands in the tree of parents, so that "lies below" is two comparisons.
//
//   const InstanceTree tree(instances);
//   if (tree.within(parent, child)) visit(tree.depth[child]);
#pragma once

#include <vector>

#include "solver/instances/instances.hpp"

namespace afterlife {

struct InstanceTree {
  explicit InstanceTree(const Instances&);

  // At or below.
  [[nodiscard]] bool within(int top, int below) const {
    return enter[top] <= enter[below] && leave[below] <= leave[top];
  }

  std::vector<int> stretch;              // by instance: where its children are in Moment::order
  std::vector<int> depth, enter, leave;  // by instance: of a walk from the tops down
};

}  // namespace afterlife

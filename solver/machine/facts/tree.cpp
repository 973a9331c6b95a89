#include "solver/machine/facts/tree.hpp"

#include <cstddef>
#include <utility>

namespace afterlife {

InstanceTree::InstanceTree(const Instances& instances)
    : stretch(instances.size()), depth(instances.size()), enter(instances.size()), leave(instances.size()) {
  int next_child = 0;
  for (int i = 0; i < instances.size(); ++i) {
    stretch[i] = next_child;
    next_child += static_cast<int>(instances[i].children.size());
  }
  int time = 0;
  std::vector<std::pair<int, std::size_t>> open;
  for (int top = 0; top < instances.size(); ++top) {
    if (instances[top].parent >= 0) continue;
    open.emplace_back(top, 0);
    enter[top] = time++;
    while (!open.empty()) {
      auto& [at, next] = open.back();
      if (next == instances[at].children.size()) {
        leave[at] = time++;
        open.pop_back();
        continue;
      }
      const int child = instances[at].children[next++];
      depth[child] = depth[at] + 1;
      enter[child] = time++;
      open.emplace_back(child, 0);
    }
  }
}

}  // namespace afterlife

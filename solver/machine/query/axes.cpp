#include "solver/machine/query/axes.hpp"

#include <utility>
#include <vector>

namespace afterlife {

bool Axes::visit_below(const Moment& now, int object, const Stop& stop) const {
  std::vector<std::pair<int, int>> open = {{object, 0}};
  while (!open.empty()) {
    auto& [at, next] = open.back();
    if (next == now.objects[at].births) {
      open.pop_back();
      continue;
    }
    const int child = now.order[facts_.tree.stretch[at] + next++];
    if (!lifetimes_.on_list(now, child)) continue;
    if (stop(child)) return true;
    open.emplace_back(child, 0);
  }
  return false;
}

bool Axes::visit_siblings(const Moment& now, int object, bool earlier, bool subtrees, const Stop& stop) const {
  const int parent = facts_.instances[object].parent;
  const int position = now.objects[object].position;
  const int from = earlier ? 0 : position + 1, to = earlier ? position : now.objects[parent].births;
  for (int p = from; p < to; ++p) {
    const int sibling = now.order[facts_.tree.stretch[parent] + p];
    if (!lifetimes_.on_list(now, sibling)) continue;
    if (stop(sibling) || (subtrees && visit_below(now, sibling, stop))) return true;
  }
  return false;
}

bool Axes::visit(const Moment& now, Axis axis, int object, const Stop& stop) const {
  const Instance& self = facts_.instances[object];
  const int root = now.objects[object].root;
  if (root < 0) return false;
  const auto born = [&](int id) { return now.objects[id].is(ObjectNow::kBorn); };
  switch (axis) {
    case Axis::self: return stop(object);
    case Axis::parent: return object != root && stop(self.parent);
    case Axis::ancestor:
      for (int at = object; at != root;) {
        at = facts_.instances[at].parent;
        if (stop(at)) return true;
      }
      return false;
    case Axis::child:
      for (int p = 0; p < now.objects[object].births; ++p) {
        const int child = now.order[facts_.tree.stretch[object] + p];
        if (lifetimes_.on_list(now, child) && stop(child)) return true;
      }
      return false;
    case Axis::descendant: return visit_below(now, object, stop);
    case Axis::preceding_sibling:
    case Axis::following_sibling:
      return object != root && visit_siblings(now, object, axis == Axis::preceding_sibling, false, stop);
    case Axis::preceding:
    case Axis::following:
      for (int at = object; at != root; at = facts_.instances[at].parent)
        if (visit_siblings(now, at, axis == Axis::preceding, true, stop)) return true;
      return false;
    case Axis::allocator:
      return self.from >= 0 && born(self.from) && facts_.tree.within(root, self.from) && stop(self.from);
    case Axis::allocation:
      for (const int made : self.allocations)
        if (born(made) && facts_.tree.within(root, made) && stop(made)) return true;
      return false;
  }
  return false;
}

}  // namespace afterlife

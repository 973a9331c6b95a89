// Visiting the objects on an axis one by one: for rules with conditions, and for the reasons in a report.
#include "solver/machine/impl.hpp"

namespace afterlife {

// Everything born on the lists strictly below the object, in document order.
bool Machine::Impl::visit_below(const State& state, int object, const Visit& stop) const {
  std::vector<std::pair<int, int>> open = {{object, 0}};
  while (!open.empty()) {
    auto& [at, next] = open.back();
    if (next == state.objects_[at].births) {
      open.pop_back();
      continue;
    }
    const int child = state.order_[stretch[at] + next++];
    if (!on_list(state, child)) continue;
    if (stop(child)) return true;
    open.emplace_back(child, 0);
  }
  return false;
}

bool Machine::Impl::visit_siblings(const State& state, int object, bool earlier, bool subtrees,
                                   const Visit& stop) const {
  const int parent = instances[object].parent;
  const int position = state.objects_[object].position;
  const int from = earlier ? 0 : position + 1, to = earlier ? position : state.objects_[parent].births;
  for (int p = from; p < to; ++p) {
    const int sibling = state.order_[stretch[parent] + p];
    if (!on_list(state, sibling)) continue;
    if (stop(sibling) || (subtrees && visit_below(state, sibling, stop))) return true;
  }
  return false;
}

// Calls `stop` for every object on the axis inside the deletion, until it answers true; whether it did.
bool Machine::Impl::visit(const State& state, Axis axis, int object, const Visit& stop) const {
  const Instance& self = instances[object];
  const int root = state.objects_[object].root;
  if (root < 0) return false;
  const auto born = [&](int id) { return state.objects_[id].is(State::kBorn); };
  switch (axis) {
    case Axis::self: return stop(object);
    case Axis::parent: return object != root && stop(self.parent);
    case Axis::ancestor:
      for (int at = object; at != root;) {
        at = instances[at].parent;
        if (stop(at)) return true;
      }
      return false;
    case Axis::child:
      for (int p = 0; p < state.objects_[object].births; ++p) {
        const int child = state.order_[stretch[object] + p];
        if (on_list(state, child) && stop(child)) return true;
      }
      return false;
    case Axis::descendant: return visit_below(state, object, stop);
    case Axis::preceding_sibling:
    case Axis::following_sibling:
      return object != root && visit_siblings(state, object, axis == Axis::preceding_sibling, false, stop);
    case Axis::preceding:
    case Axis::following:
      for (int at = object; at != root; at = instances[at].parent)
        if (visit_siblings(state, at, axis == Axis::preceding, true, stop)) return true;
      return false;
    case Axis::allocator: return self.from >= 0 && born(self.from) && within(root, self.from) && stop(self.from);
    case Axis::allocation:
      for (const int made : self.allocations)
        if (born(made) && within(root, made) && stop(made)) return true;
      return false;
  }
  return false;
}

}  // namespace afterlife

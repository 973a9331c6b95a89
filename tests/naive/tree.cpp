#include "tests/naive/tree.hpp"

#include <algorithm>
#include <stdexcept>

namespace afterlife::naive {

Tree::Tree(const Scenario& scenario, const Framework& framework) : scenario_(scenario), framework_(framework) {
  for (int d = 0; d < static_cast<int>(scenario.objects.size()); ++d)
    for (int number = 1; number <= scenario.objects[d].count; ++number) instances_.push_back({d, number});
  const auto same_number_or_first = [&](const std::optional<int>& d, int number) {
    if (!d) return -1;
    const int same = instance(*d, number);
    return same >= 0 ? same : instance(*d, 1);
  };
  for (Instance& made : instances_) {
    made.parent = same_number_or_first(scenario.objects[made.declaration].parent, made.number);
    made.from = same_number_or_first(scenario.objects[made.declaration].from, made.number);
  }
}

std::vector<int> Tree::instances_of(int declaration) const {
  std::vector<int> found;
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].declaration == declaration) found.push_back(i);
  return found;
}

int Tree::instance(int declaration, int number) const {
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].declaration == declaration && instances_[i].number == number) return i;
  return -1;
}

std::vector<int> Tree::ancestors(int object) const {
  std::vector<int> found;
  for (int up = instances_[object].parent; up >= 0; up = instances_[up].parent) found.push_back(up);
  return found;
}

const TypeDecl& Tree::type(int object) const {
  const TypeDecl* found = framework_.type(declaration(object).type);
  if (found == nullptr) throw std::logic_error("an object of a type that the framework does not have");
  return *found;
}

bool Tree::on_list(const State& s, int object) const {
  const bool left = framework_.deletion.leaves_list && s.objects[object].root && instances_[object].parent >= 0;
  return s.objects[object].born && !left;
}

std::vector<int> Tree::children(const State& s, int object) const {
  std::vector<int> found;
  for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
    if (instances_[i].parent == object && on_list(s, i)) found.push_back(i);
  return found;
}

std::vector<int> Tree::descendants(const State& s, int object) const {
  std::vector<int> found;
  for (const int child : children(s, object)) {
    found.push_back(child);
    for (const int below : descendants(s, child)) found.push_back(below);
  }
  return found;
}

std::vector<int> Tree::at_or_below(const State& s, int object) const {
  std::vector<int> found = descendants(s, object);
  found.push_back(object);
  return found;
}

std::vector<int> Tree::siblings(const State& s, int object, bool earlier) const {
  std::vector<int> found;
  if (instances_[object].parent < 0) return found;
  for (const int other : children(s, instances_[object].parent)) {
    if (other == object) continue;
    if ((s.objects[other].place < s.objects[object].place) == earlier) found.push_back(other);
  }
  return found;
}

// Everything under an earlier (later) sibling of the object, or of one of its ancestors inside the deletion.
std::vector<int> Tree::before_or_after(const State& s, int object, bool before) const {
  std::vector<int> found;
  const int root = deletion_root(s, object);
  for (int up = object; up >= 0 && up != root; up = instances_[up].parent)
    for (const int beside : siblings(s, up, before)) {
      found.push_back(beside);
      for (const int below : descendants(s, beside)) found.push_back(below);
    }
  return found;
}

bool Tree::inside(int root, int object) const {
  const std::vector<int> above = ancestors(object);
  return object == root || std::ranges::find(above, root) != above.end();
}

std::vector<int> Tree::on_axis(const State& s, Axis axis, int self) const {
  const int root = deletion_root(s, self);
  std::vector<int> found;
  switch (axis) {
    case Axis::self: return {self};
    case Axis::parent:
      if (self != root && instances_[self].parent >= 0) found.push_back(instances_[self].parent);
      return found;
    case Axis::ancestor:
      if (self == root) return found;
      for (const int up : ancestors(self)) {
        found.push_back(up);
        if (up == root) break;
      }
      return found;
    case Axis::child: return children(s, self);
    case Axis::descendant: return descendants(s, self);
    case Axis::preceding_sibling: return self == root ? found : siblings(s, self, true);
    case Axis::following_sibling: return self == root ? found : siblings(s, self, false);
    case Axis::preceding: return before_or_after(s, self, true);
    case Axis::following: return before_or_after(s, self, false);
    case Axis::allocator: {
      const int from = instances_[self].from;
      if (from >= 0 && s.objects[from].born && inside(root, from)) found.push_back(from);
      return found;
    }
    case Axis::allocation:
      for (int i = 0; i < static_cast<int>(instances_.size()); ++i)
        if (instances_[i].from == self && s.objects[i].born && inside(root, i)) found.push_back(i);
      return found;
  }
  return found;
}

}  // namespace afterlife::naive

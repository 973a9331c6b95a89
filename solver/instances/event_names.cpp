#include "solver/instances/event_names.hpp"

namespace afterlife {

std::vector<int> instances_of(const Instances& instances, const EventName& name) {
  if (is_of_thread(name.kind)) return {name.index};
  if (name.number > 0) return {instances.id(name.index, name.number)};
  std::vector<int> all;
  for (int n = 1; n <= instances.scenario().objects[name.index].count; ++n) all.push_back(instances.id(name.index, n));
  return all;
}

std::vector<std::pair<int, int>> pairs_of(const Instances& instances, const Order& order) {
  const bool numbered = order.first.number > 0 && order.then.number > 0;
  std::vector<std::pair<int, int>> pairs;
  for (const int first : instances_of(instances, order.first))
    for (const int then : instances_of(instances, order.then)) {
      const bool same = !is_of_thread(order.first.kind) && !is_of_thread(order.then.kind) && first == then;
      if (!same || numbered || instances.decl(first).count == 1) pairs.emplace_back(first, then);
    }
  return pairs;
}

std::string name_in(const Instances& instances, const EventName& name, int index) {
  if (is_of_thread(name.kind)) return name.text;
  return instances.name(index) + name.text.substr(name.text.rfind('.'));
}

}  // namespace afterlife

#include "tests/naive/exploration.hpp"

#include <cstdint>
#include <deque>
#include <unordered_map>

namespace afterlife::naive {

Explored explore(const Interpreter& machine, int loop_bound, std::size_t limit,
                 const std::function<bool(const Visit&)>& visit) {
  struct Node {
    State state;  // emptied once its steps are known
    std::uint64_t distance = 0;
    bool done = false;
  };
  std::vector<Node> nodes;
  std::unordered_map<std::string, std::size_t> number;
  std::deque<std::size_t> open;
  Explored explored;

  nodes.push_back({machine.initial(), 0, false});
  number.emplace(bytes(nodes[0].state), 0);
  explored.came_from.push_back(0);
  open.push_back(0);
  while (!open.empty()) {
    const std::size_t at = open.front();
    open.pop_front();
    if (nodes[at].done) continue;  // met again at a smaller distance, and taken then
    nodes[at].done = true;
    const State state = std::move(nodes[at].state);
    const std::uint64_t distance = nodes[at].distance;
    std::vector<Step> steps = machine.successors(state, loop_bound);
    ++explored.states;
    if (!visit({at, distance, state, steps})) return explored;
    for (Step& step : steps) {
      const std::uint64_t there = distance + (step.printed ? 1 : 0);
      const auto [place, fresh] = number.emplace(bytes(step.next), nodes.size());
      if (fresh) {
        if (nodes.size() >= limit) {
          explored.complete = false;
          return explored;
        }
        nodes.push_back({std::move(step.next), there, false});
        explored.came_from.push_back(at);
      } else if (nodes[place->second].distance > there) {
        nodes[place->second].distance = there;
        explored.came_from[place->second] = at;
      } else {
        continue;
      }
      step.printed ? open.push_back(place->second) : open.push_front(place->second);
    }
  }
  return explored;
}

}  // namespace afterlife::naive

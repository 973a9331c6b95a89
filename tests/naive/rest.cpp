#include "tests/naive/rest.hpp"

#include <algorithm>
#include <utility>

namespace afterlife::naive {

RestFinder::RestFinder(const Interpreter& machine, std::size_t limit) : machine_(machine), limit_(limit) {}

std::shared_ptr<const RestSet> RestFinder::rest(const State& asked) {
  const State start = machine_.as_for_rest(asked);
  const std::string start_bytes = bytes(start);
  if (const auto found = known_.find(start_bytes); found != known_.end()) return found->second;
  Region region = explore_from(start, start_bytes);
  if (region.leaves) {
    for (const std::string& key : region.way_out) known_[key] = nullptr;
    return nullptr;
  }
  // Every state is reachable from the first: at rest they all lead back to it. If one does not, then the first is not
  // at rest, nor is any other that leads to it.
  const std::vector<bool> leads_back = that_lead_back(region.next);
  const bool at_rest = std::ranges::find(leads_back, false) == leads_back.end();
  const auto found = at_rest ? std::make_shared<const RestSet>(RestSet{somebody_waits(region.states)}) : nullptr;
  for (const auto& [key, at] : region.number)
    if (leads_back[at]) known_[key] = found;
  return found;
}

RestFinder::Region RestFinder::explore_from(const State& start, const std::string& start_bytes) {
  Region region;
  region.states = {start};
  region.number = {{start_bytes, 0}};
  std::vector<std::size_t> came_from{0};
  const auto not_at_rest = [&](std::size_t at) {
    region.leaves = true;
    for (; at != 0; at = came_from[at]) region.way_out.push_back(bytes(region.states[at]));
    region.way_out.push_back(start_bytes);
    return std::move(region);
  };
  bool only_threads = true;
  for (std::size_t at = 0; at < region.states.size(); ++at) {
    region.next.emplace_back();
    for (Step& step : machine_.successors(region.states[at], kUnbounded)) {
      step.next = machine_.as_for_rest(std::move(step.next));
      const std::string key = bytes(step.next);
      const auto [place, fresh] = region.number.emplace(key, region.states.size());
      region.next[at].push_back(place->second);
      only_threads = only_threads && step.by_thread;
      // Whoever reaches a step of no thread that leads elsewhere is not at rest.
      if (!only_threads && (fresh || region.states.size() > 1)) return not_at_rest(place->second == at ? 0 : at);
      if (!fresh) continue;
      if (const auto found = known_.find(key); found != known_.end() && !found->second) return not_at_rest(at);
      region.states.push_back(std::move(step.next));
      came_from.push_back(at);
      if (region.states.size() <= limit_) continue;
      gave_up_ = true;
      return not_at_rest(0);
    }
  }
  return region;
}

std::vector<bool> RestFinder::that_lead_back(const std::vector<std::vector<std::size_t>>& next) {
  std::vector<std::vector<std::size_t>> previous(next.size());
  for (std::size_t from = 0; from < next.size(); ++from)
    for (const std::size_t to : next[from]) previous[to].push_back(from);
  std::vector<bool> leads_back(next.size(), false);
  std::vector<std::size_t> open{0};
  leads_back[0] = true;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t from : previous[at])
      if (!leads_back[from]) leads_back[from] = true, open.push_back(from);
  }
  return leads_back;
}

bool RestFinder::somebody_waits(const std::vector<State>& closed) const {
  // Nothing but threads moves here, so that an agent has the same position in every state of the set.
  std::vector<bool> moves(closed[0].agents.size(), false);
  for (const State& s : closed)
    for (const Step& step : machine_.successors_without_assumptions(s, kUnbounded))
      if (step.agent >= 0) moves[step.agent] = true;  // also one that only an assumption holds back
  for (std::size_t a = 0; a < moves.size(); ++a)
    if (closed[0].agents[a].progress == Progress::running && !moves[a]) return true;
  return false;
}

}  // namespace afterlife::naive

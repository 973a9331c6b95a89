#include "tests/naive/rest.hpp"

#include <algorithm>
#include <utility>

namespace afterlife::naive {

RestFinder::RestFinder(const Interpreter& machine, std::size_t limit) : machine_(machine), limit_(limit) {}

std::shared_ptr<const RestSet> RestFinder::rest(const State& asked) {
  State start = without_counters(asked);
  const std::string start_bytes = bytes(start);
  if (const auto found = known_.find(start_bytes); found != known_.end()) return found->second;
  const auto not_at_rest = [&] { return known_[start_bytes] = nullptr; };

  std::vector<State> states{std::move(start)};
  std::vector<std::vector<std::size_t>> next;
  std::unordered_map<std::string, std::size_t> number{{start_bytes, 0}};
  bool only_threads = true;
  for (std::size_t at = 0; at < states.size(); ++at) {
    next.emplace_back();
    for (Step& step : machine_.successors(states[at], kUnbounded)) {
      const std::string key = bytes(step.next);
      const auto [place, fresh] = number.emplace(key, states.size());
      next[at].push_back(place->second);
      only_threads = only_threads && step.by_thread;
      if (!only_threads && (fresh || states.size() > 1)) return not_at_rest();
      if (!fresh) continue;
      if (const auto found = known_.find(key); found != known_.end() && found->second == nullptr) return not_at_rest();
      states.push_back(std::move(step.next));
      if (states.size() > limit_) {
        gave_up_ = true;
        return not_at_rest();
      }
    }
  }
  if (!strongly_connected(next)) return not_at_rest();
  const auto found = std::make_shared<const RestSet>(RestSet{somebody_waits(states)});
  for (const auto& [key, at] : number) known_[key] = found;
  return found;
}

// Every state is reachable from the first; so it is enough that the first is reachable from every state.
bool RestFinder::strongly_connected(const std::vector<std::vector<std::size_t>>& next) {
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
  return std::ranges::find(leads_back, false) == leads_back.end();
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

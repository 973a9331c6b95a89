#include "solver/machine/determinized.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace afterlife {

Determinized::Determinized(Kept<Machine> machine, Observe observe, std::size_t most_states, Kept<Deadline> deadline)
    : machine_(machine), observe_(std::move(observe)), most_states_(most_states), deadline_(deadline) {}

int Determinized::start() { return closed({number_of(machine_.initial())}); }

int Determinized::number_of(State&& state) {
  const auto [place, fresh] = numbers_.emplace(std::move(state), static_cast<int>(states_.size()));
  if (fresh) {
    if (states_.size() >= most_states_)
      throw Stopped(Stopped::Kind::too_many_states,
                    "more than " + std::to_string(most_states_) + " states of the machine");
    states_.push_back({&place->first, false, {}, {}, {}});
  }
  return place->second;
}

const Determinized::Seen& Determinized::follow(int number) {
  if (states_[number].followed) return states_[number];
  deadline_.keep();
  const State& from = *states_[number].state;
  std::vector<int> silent;
  std::vector<std::pair<Label, int>> observed;
  for (const Step& step : machine_.permitted(from)) {
    deadline_.keep();
    State next = from;
    machine_.apply(next, step);
    const Label label = observe_(from, step);
    const int to = number_of(std::move(next));
    if (label < 0)
      silent.push_back(to);
    else
      observed.emplace_back(label, to);
  }
  Seen& seen = states_[number];
  seen.followed = true;
  seen.silent = std::move(silent);
  seen.observed = std::move(observed);
  return seen;
}

// The set with everything that steps which are not observed lead to.
int Determinized::closed(std::vector<int> states) {
  std::vector<int> open = states;
  std::vector<char> in(states_.size());
  const auto is_in = [&](int state) -> char& {
    if (static_cast<std::size_t>(state) >= in.size()) in.resize(states_.size());
    return in[state];
  };
  for (const int state : states) is_in(state) = 1;
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    deadline_.keep();
    for (const int next : follow(at).silent) {
      if (is_in(next) != 0) continue;
      is_in(next) = 1;
      states.push_back(next);
      open.push_back(next);
    }
  }
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  const auto [known, fresh] = set_numbers_.emplace(std::move(states), static_cast<int>(sets_.size()));
  if (fresh) sets_.push_back({known->first, {}});
  return known->second;
}

const std::map<Determinized::Label, int>& Determinized::after(int set) {
  if (sets_[set].after) return *sets_[set].after;
  std::map<Label, std::vector<int>> targets;
  for (const int state : std::vector<int>(sets_[set].states))
    for (const auto& [label, to] : follow(state).observed) targets[label].push_back(to);
  std::map<Label, int> after;
  for (auto& [label, states] : targets) {
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    const auto [known, fresh] = edge_numbers_.emplace(std::move(states), static_cast<int>(edges_.size()));
    if (fresh) edges_.push_back({known->first, {}});
    after[label] = known->second;
  }
  sets_[set].after = std::move(after);
  return *sets_[set].after;
}

int Determinized::target(int edge) {
  if (!edges_[edge].set) edges_[edge].set = closed(edges_[edge].states);
  return *edges_[edge].set;
}

Determinized::End Determinized::end_of(int number) {
  const Seen& seen = follow(number);
  if (seen.end) return *seen.end;
  bool too_large = false;
  End end = End::none;
  if (machine_.at_rest(*seen.state, Machine::kClosedSetLimit, &too_large))
    end = End::rest;
  else if (seen.silent.empty() && seen.observed.empty())
    end = End::cut;
  if (too_large)
    throw Stopped(Stopped::Kind::too_many_states, "a thread goes round for ever and changes something each time");
  states_[number].end = end;
  return end;
}

Determinized::End Determinized::end(int set) {
  End best = End::none;
  for (const int state : std::vector<int>(sets_[set].states)) best = std::max(best, end_of(state));
  return best;
}

}  // namespace afterlife

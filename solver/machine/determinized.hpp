// The machine seen through some of its steps only: sets of states, from one observed step to the next.
//
//   Determinized sets(machine, [](const State&, const Step& step) { return label_of(step); }, 1'000, deadline);
//   for (const auto& [label, edge] : sets.after(sets.start())) visit(label, sets.target(edge));
//
// A set holds every state in which the machine may be, given what was observed so far. States are kept once and go by
// number, and so do sets, so that a set that is met again costs nothing; and nobody pays for a set behind a edge that
// is not opened.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "model/kept.hpp"
#include "solver/machine/machine.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class Determinized {
 public:
  using Label = std::int64_t;  // below 0: the step is not observed
  using Observe = std::function<Label(const State&, const Step&)>;

  // Throws Stopped above the limit, and when the deadline has passed.
  Determinized(Kept<Machine>, Observe, std::size_t most_states, Kept<Deadline>);

  [[nodiscard]] int start();
  // The edges that an observed step goes through, by label.
  [[nodiscard]] const std::map<Label, int>& after(int set);
  [[nodiscard]] int target(int edge);

  enum class End { none, cut, rest };  // cut: some execution can go no further, because of a bound
  [[nodiscard]] End end(int set);

  [[nodiscard]] const std::vector<int>& states(int set) const { return sets_[set].states; }
  [[nodiscard]] const State& state(int number) const { return *states_[number].state; }

 private:
  struct Seen {
    const State* state = nullptr;
    bool followed = false;
    std::vector<int> silent;                      // where steps that are not observed lead
    std::vector<std::pair<Label, int>> observed;  // label and state
    std::optional<End> end;
  };
  struct Set {
    std::vector<int> states;  // in ascending order
    std::optional<std::map<Label, int>> after;
  };

  struct Edge {
    std::vector<int> states;  // right behind it
    std::optional<int> set;   // with everything that steps which are not observed lead to
  };

  int number_of(State&&);
  const Seen& follow(int state);
  int closed(std::vector<int> states);
  End end_of(int state);

  const Machine& machine_;
  Observe observe_;
  std::size_t most_states_;
  const Deadline& deadline_;
  std::unordered_map<State, int, StateHash> numbers_;
  std::deque<Seen> states_;  // where they are kept they stay
  std::deque<Set> sets_;
  std::map<std::vector<int>, int> set_numbers_;
  std::deque<Edge> edges_;
  std::map<std::vector<int>, int> edge_numbers_;
};

}  // namespace afterlife

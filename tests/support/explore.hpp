// Every reachable state of a small scenario on the machine, and what can be seen there.
//
//   Explored seen(builder.build(), contract());
//   CHECK(seen.hits("use-after-cleanup") == Names{"M#1"});
//   CHECK(seen.orders() == Names{"C:C C:P D:C D:P"});      // begins of cleanups and destroys, over whole executions
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "solver/machine/machine.hpp"

namespace afterlife::build {

using Names = std::set<std::string>;

class Explored {
 public:
  Explored(Scenario, Framework);

  [[nodiscard]] Names hits(std::string_view hazard) const;  // objects hit somewhere; for "leak" those left at a rest
  [[nodiscard]] Names waiting() const;                      // agents that wait for ever at some rest
  [[nodiscard]] Names marks() const;                        // "M.cleanup", "T.end", ... that ended somewhere
  [[nodiscard]] Names orders() const;                       // all of whole executions: "C:M D:M"; for the smallest ones
  [[nodiscard]] bool rests() const { return rests_; }       // some execution comes to rest
  [[nodiscard]] std::size_t states() const { return order_.size(); }
  [[nodiscard]] std::uint64_t largest_rest() const { return largest_rest_; }
  [[nodiscard]] const std::vector<State>& all() const { return order_; }
  [[nodiscard]] int id(const std::string& instance) const;

  const Scenario scenario;
  const Framework framework;
  const Instances instances;
  const Machine machine;

 private:
  void look_at(std::size_t state);
  const Names& orders_from(const State&) const;

  std::vector<State> order_;
  std::unordered_map<State, std::size_t, StateHash> numbers_;
  std::map<Hazard, std::set<int>> hits_;
  std::set<Mark> marks_;
  std::set<Agent> waiting_;
  bool rests_ = false;
  std::uint64_t largest_rest_ = 0;
  mutable std::unordered_map<State, Names, StateHash> suffixes_;
};

// Whether some whole execution begins cleanups and destroys in this order: "C:C C:P D:C D:P". Looks only at executions
// that begin so, where listing all orders would be too much.
bool permits_order(const Scenario&, const Framework&, const std::string& order);

// The first execution that takes, of the permitted steps in their order, always the first; up to `limit` steps.
struct Taken {
  State state;
  std::vector<std::string> events;  // printed steps, in words
};
Taken run_first(const Machine&, std::size_t limit = 1000);

}  // namespace afterlife::build

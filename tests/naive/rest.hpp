// Coming to rest: a set of states that no step leaves and in which, if it is more than one state, only threads step.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/naive/interpreter.hpp"

namespace afterlife::naive {

struct RestSet {
  bool somebody_waits = false;  // an agent that can move in none of the states and is not held back by an assumption
};

class RestFinder {
 public:
  RestFinder(const Interpreter&, std::size_t limit);

  // The closed set that this state is in; null when it is not at rest. No bound counts here, and nothing is counted.
  std::shared_ptr<const RestSet> rest(const State&);

  // Whether some closed set was larger than the limit: then that state was taken not to be at rest.
  [[nodiscard]] bool gave_up() const { return gave_up_; }

 private:
  // What can be reached from a state when nothing is bounded.
  struct Region {
    std::vector<State> states;
    std::unordered_map<std::string, std::size_t> number;
    std::vector<std::vector<std::size_t>> next;
    bool leaves = false;               // it is no rest, and not gone through to its end
    std::vector<std::string> way_out;  // then: states that are as little at rest as the first
  };
  [[nodiscard]] Region explore_from(const State& start, const std::string& start_bytes);
  [[nodiscard]] static std::vector<bool> that_lead_back(const std::vector<std::vector<std::size_t>>& next);
  [[nodiscard]] bool somebody_waits(const std::vector<State>&) const;

  const Interpreter& machine_;
  std::size_t limit_;
  bool gave_up_ = false;
  std::unordered_map<std::string, std::shared_ptr<const RestSet>> known_;
};

}  // namespace afterlife::naive

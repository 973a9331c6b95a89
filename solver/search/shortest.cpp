// The shown counterexample, by a search for shortest ways on the machine: silent steps cost nothing, printed steps one.
#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

#include "solver/search/replay.hpp"
#include "solver/search/search.hpp"

namespace afterlife {
namespace {

struct Node {
  State state;
  int before = -1;
  Step step;
  std::uint64_t length = 0;
  int reaches = -1;  // the goal that the step into this node reached
};

class Shortening {
 public:
  Shortening(const Machine& machine, const Instances& instances, const std::vector<Goal>& goals, std::uint64_t limit,
             std::size_t budget, const Deadline& deadline)
      : machine_(machine), instances_(instances), goals_(goals), limit_(limit), budget_(budget), deadline_(deadline) {}

  std::optional<Shortest> run() {
    add({machine_.initial(), -1, {}, 0, at_first()});
    while (!open_.empty()) {
      const int at = open_.top().second;
      open_.pop();
      if (done_[at]) continue;
      done_[at] = true;
      if (nodes_[at].reaches >= 0 && !unsure_) return result(at);
      if (unsure_ || is_over()) return std::nullopt;
      expand(at);
    }
    return std::nullopt;
  }

 private:
  // The goal that the initial state is: somebody may stand where nobody should before the first step.
  [[nodiscard]] int at_first() const {
    for (std::size_t g = 0; g < goals_.size(); ++g)
      if (reaches(machine_, goals_[g], {})) return static_cast<int>(g);
    return -1;
  }

  // Of a state with many objects the steps alone can lead to more states than there is room for.
  [[nodiscard]] bool is_over() const { return nodes_.size() > budget_ || deadline_.passed(); }

  void expand(int at) {
    const std::vector<Step> steps = machine_.permitted(nodes_[at].state);
    if (goals_.front().at_rest() && may_rest(steps)) {
      for (std::size_t g = 0; g < goals_.size(); ++g)
        if (reaches_at_rest(machine_, goals_[g], nodes_[at].state, unsure_)) {
          nodes_[at].reaches = static_cast<int>(g);
          done_[at] = false;
          open_.emplace(nodes_[at].length, at);
          return;
        }
    }
    for (const Step& step : steps) {
      if (is_over()) {
        unsure_ = true;
        return;
      }
      Node next{nodes_[at].state, at, step, nodes_[at].length + printed_length(instances_, step), -1};
      if (next.length > limit_) continue;
      const Effects effects = machine_.apply(next.state, step);
      for (std::size_t g = 0; g < goals_.size() && next.reaches < 0; ++g)
        if (reached(machine_, goals_[g], nodes_[at].state, effects, next.state)) next.reaches = static_cast<int>(g);
      add(std::move(next));
    }
  }

  // Only threads may go on moving in a set of states at rest.
  static bool may_rest(const std::vector<Step>& steps) {
    return std::ranges::all_of(steps, [](const Step& step) { return step.agent.kind == Agent::Kind::thread; });
  }

  void add(Node node) {
    const std::size_t hash = node.state.hash();
    if (node.reaches < 0) {
      std::vector<int>& alike = known_[hash];
      for (const int other : alike)
        if (nodes_[other].length <= node.length && nodes_[other].state == node.state) return;
      alike.push_back(static_cast<int>(nodes_.size()));
    }
    const int id = static_cast<int>(nodes_.size());
    nodes_.push_back(std::move(node));
    done_.push_back(false);
    open_.emplace(nodes_[id].length, id);
  }

  [[nodiscard]] Shortest result(int at) const {
    Shortest found;
    found.goal = goals_[nodes_[at].reaches];
    found.length = nodes_[at].length;
    for (; nodes_[at].before >= 0; at = nodes_[at].before) found.steps.push_back(nodes_[at].step);
    std::ranges::reverse(found.steps);
    return found;
  }

  const Machine& machine_;
  const Instances& instances_;
  const std::vector<Goal>& goals_;
  std::uint64_t limit_;
  std::size_t budget_;
  const Deadline& deadline_;
  // Of some state it is open whether it rests, or what comes after it: a shorter answer is possible.
  bool unsure_ = false;
  std::vector<Node> nodes_;
  std::vector<bool> done_;
  using Waiting = std::pair<std::uint64_t, int>;  // length, node: among equals the one found first
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> open_;
  std::unordered_map<std::size_t, std::vector<int>> known_;
};

}  // namespace

std::optional<Shortest> first_shortest(const Machine& machine, const Instances& instances,
                                       const std::vector<Goal>& goals, std::uint64_t length_limit, std::size_t budget,
                                       const Deadline& deadline) {
  return Shortening(machine, instances, goals, length_limit, budget, deadline).run();
}

}  // namespace afterlife

// The shown counterexample, by a search for shortest ways on the machine: silent steps cost nothing, printed steps one.
#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

#include "solver/replay.hpp"
#include "solver/search.hpp"

namespace afterlife {
namespace {

struct Node {
  State state;
  std::vector<bool> ended;  // for each goal with an order: whether its left-hand event has ended
  int before = -1;
  Step step;
  std::uint64_t length = 0;
  int reaches = -1;  // the goal that the step into this node reached
};

class Shortening {
 public:
  Shortening(const Machine& machine, const World& world, const std::vector<Goal>& goals, std::uint64_t limit,
             std::size_t budget, const Deadline& deadline)
      : machine_(machine), world_(world), goals_(goals), limit_(limit), budget_(budget), deadline_(deadline) {}

  std::optional<Shortest> run() {
    add({machine_.initial(), initially_ended(), -1, {}, 0, -1});
    while (!open_.empty()) {
      const int at = open_.top().second;
      open_.pop();
      if (done_[at]) continue;
      done_[at] = true;
      if (nodes_[at].reaches >= 0 && !unsure_) return result(at);
      if (unsure_ || nodes_.size() > budget_ || deadline_.passed()) return std::nullopt;
      expand(at);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::vector<bool> initially_ended() const {
    std::vector<bool> ended(goals_.size());
    for (std::size_t g = 0; g < goals_.size(); ++g) {
      if (goals_[g].order == nullptr) continue;
      const EventKind first = goals_[g].order->first.kind;
      if (first == EventKind::create) ended[g] = world_.instance(goals_[g].first).born_at_start;
      if (first == EventKind::thread_start) ended[g] = !world_.scenario().threads[goals_[g].first].started;
    }
    return ended;
  }

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
      Node next{nodes_[at].state, nodes_[at].ended, at, step, nodes_[at].length + printed_length(world_, step), -1};
      if (next.length > limit_) continue;
      const Effects effects = machine_.apply(next.state, step);
      for (std::size_t g = 0; g < goals_.size() && next.reaches < 0; ++g)
        if (reached_by(goals_[g], effects, nodes_[at], g)) next.reaches = static_cast<int>(g);
      for (std::size_t g = 0; g < goals_.size(); ++g)
        for (const Mark& mark : effects.marks)
          if (goals_[g].order != nullptr && mark.ends && mark.kind == goals_[g].order->first.kind &&
              mark.index == goals_[g].first)
            next.ended[g] = true;
      add(std::move(next));
    }
  }

  // Only threads may go on moving in a set of states at rest.
  static bool may_rest(const std::vector<Step>& steps) {
    return std::ranges::all_of(steps, [](const Step& step) { return step.agent.kind == Agent::Kind::thread; });
  }

  [[nodiscard]] bool reached_by(const Goal& goal, const Effects& effects, const Node& from, std::size_t g) const {
    if (goal.kind == Goal::Kind::hazard)
      return std::ranges::find(effects.hits, Hit{goal.hazard, goal.object}) != effects.hits.end();
    if (goal.order == nullptr) return false;
    const bool begins = std::ranges::any_of(effects.marks, [&](const Mark& mark) {
      return mark.begins && mark.kind == goal.order->then.kind && mark.index == goal.object;
    });
    if (!begins) return false;
    if (goal.kind == Goal::Kind::ended_then_begun) return from.ended[g];
    const EventKind first = goal.order->first.kind;
    const bool of_object = first == EventKind::cleanup || first == EventKind::destroy || first == EventKind::delete_;
    return !from.ended[g] && (!of_object || machine_.born(from.state, goal.first));
  }

  void add(Node node) {
    std::size_t hash = node.state.hash();
    for (const bool bit : node.ended) hash = hash * 31 + (bit ? 1 : 0);
    if (node.reaches < 0) {
      std::vector<int>& alike = known_[hash];
      for (const int other : alike)
        if (nodes_[other].length <= node.length && nodes_[other].ended == node.ended &&
            nodes_[other].state == node.state)
          return;
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
  const World& world_;
  const std::vector<Goal>& goals_;
  std::uint64_t limit_;
  std::size_t budget_;
  const Deadline& deadline_;
  bool unsure_ = false;  // of some state it is open whether it is at rest: it might have been a shorter answer
  std::vector<Node> nodes_;
  std::vector<bool> done_;
  using Waiting = std::pair<std::uint64_t, int>;  // length, node: among equals the one found first
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> open_;
  std::unordered_map<std::size_t, std::vector<int>> known_;
};

}  // namespace

std::optional<Shortest> first_shortest(const Machine& machine, const World& world, const std::vector<Goal>& goals,
                                       std::uint64_t length_limit, std::size_t budget, const Deadline& deadline) {
  return Shortening(machine, world, goals, length_limit, budget, deadline).run();
}

}  // namespace afterlife

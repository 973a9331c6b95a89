#include "solver/machine/steps/at_rest.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "solver/machine/facts/mode.hpp"
#include "solver/machine/facts/program.hpp"
#include "solver/machine/query/assumptions.hpp"
#include "solver/machine/query/meanings.hpp"
#include "solver/machine/query/standing.hpp"
#include "solver/machine/step.hpp"

namespace afterlife {
namespace {

// A loop that comes back to where it began holds no more than this many references on one object in between. Beyond it
// the loop is taken for one that only takes references, whose states never end.
constexpr int kMostTakenInBetween = 32;

constexpr Mode kUnbounded{.bounded = false, .assumptions = true, .history = false};

// Everything that a state leads to, as long as threads alone move.
class ClosedSet {
 public:
  ClosedSet(const Steps& steps, Moment first, std::size_t most) : steps_(steps), most_(most) {
    by_hash_[first.hash()].push_back(0);
    states.push_back(std::move(first));
    before_.emplace_back();
  }

  enum class Found { closed, left, too_large };  // left: others than threads move
  Found explore();
  // Whether every state leads back to the first.
  [[nodiscard]] bool returns() const;

  std::vector<Moment> states;
  std::set<Agent> moving;

 private:
  std::optional<std::size_t> number_of(Moment&&);  // nothing: it is one too many
  [[nodiscard]] bool grows(const Moment&) const;

  const Steps& steps_;
  std::size_t most_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_hash_;
  std::vector<std::vector<std::size_t>> before_;  // edges backwards
};

ClosedSet::Found ClosedSet::explore() {
  std::vector<Step> steps;
  for (std::size_t at = 0; at < states.size(); ++at) {
    bool others_move = false;
    steps.clear();
    steps_.permitted(states[at], kUnbounded, [&](const Step& step) {
      others_move |= step.agent.kind != Agent::Kind::thread;
      steps.push_back(step);
    });
    if (others_move) return Found::left;
    for (const Step& step : steps) {
      moving.insert(step.agent);
      Moment next = states[at];
      steps_.apply(next, step, kUnbounded);
      const std::optional<std::size_t> number = number_of(std::move(next));
      if (!number) return Found::too_large;
      before_[*number].push_back(at);
    }
  }
  return Found::closed;
}

std::optional<std::size_t> ClosedSet::number_of(Moment&& state) {
  std::vector<std::size_t>& alike = by_hash_[state.hash()];
  const auto known = std::ranges::find_if(alike, [&](std::size_t number) { return states[number] == state; });
  if (known != alike.end()) return *known;
  if (states.size() >= most_ || grows(state)) return std::nullopt;
  alike.push_back(states.size());
  states.push_back(std::move(state));
  before_.emplace_back();
  return states.size() - 1;
}

bool ClosedSet::grows(const Moment& state) const {
  for (std::size_t o = 0; o < state.objects.size(); ++o)
    if (state.objects[o].references > states[0].objects[o].references + kMostTakenInBetween) return true;
  return false;
}

bool ClosedSet::returns() const {
  std::vector<bool> seen(states.size());
  std::vector<std::size_t> open = {0};
  seen[0] = true;
  std::size_t found = 1;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t source : before_[at])
      if (!seen[source]) seen[source] = true, ++found, open.push_back(source);
  }
  return found == states.size();
}

// How often a loop has gone round and an object has run is no part of the question; nor is what has ended once, unless
// an assumption waits for it.
Moment without_counters_and_history(const MachineFacts& facts, Moment now) {
  const Assumptions assumptions(facts);
  for (const Agent agent : active_agents(now)) {
    RunNow& run = run_of(now, agent);
    for (const LoopSlot& loop : facts.bodies.of(agent).loops) run.registers[loop.counter] = 0;
  }
  for (int i = 0; i < facts.size; ++i) {
    ObjectNow& object = now.objects[i];
    object.begun = 0;
    if (object.is(ObjectNow::kRan) && !assumptions.wait_for(i, *facts.instances.decl(i).entry))
      object.bits ^= ObjectNow::kRan;
  }
  std::erase_if(now.called, [&](const auto& which) {
    return !assumptions.wait_for(which.first, facts.instances.decl(which.first).removals[which.second]);
  });
  return now;
}

// Those that can move in no state of the set, even without the assumptions.
std::vector<Agent> waiting_in(const ClosedSet& set, const Steps& steps) {
  std::vector<Agent> waiting;
  for (const Agent agent : active_agents(set.states[0])) {
    if (set.moving.contains(agent)) continue;
    bool only_assumed = false;
    for (const Moment& at : set.states)
      steps.permitted(at, agent, Meanings::kAny, {.bounded = false, .assumptions = false},
                      [&](const Step&) { only_assumed = true; });
    if (!only_assumed) waiting.push_back(agent);
  }
  return waiting;
}

}  // namespace

std::optional<Rest> at_rest(const MachineFacts& facts, const Steps& steps, const Moment& now, std::size_t limit,
                            bool& too_large) {
  ClosedSet set(steps, without_counters_and_history(facts, now), states_that_fit(facts.instances, limit));
  const ClosedSet::Found found = set.explore();
  if (found == ClosedSet::Found::too_large) too_large = true;
  if (found != ClosedSet::Found::closed || !set.returns()) return std::nullopt;
  return Rest{waiting_in(set, steps), set.states.size()};
}

std::size_t states_that_fit(const Instances& instances, std::size_t most, std::size_t objects) {
  const std::size_t in_each = 1 + static_cast<std::size_t>(instances.size()) + instances.scenario().threads.size();
  return std::min(most, objects / in_each + 1);
}

}  // namespace afterlife

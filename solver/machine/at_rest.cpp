// Coming to rest: a set of states that no step leaves; and what those wait for who can move in none of them.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <unordered_map>

#include "solver/machine/impl.hpp"

namespace afterlife {

namespace {

// A loop that comes back to where it began holds no more than this many references on one object in between. Beyond it
// the loop is taken for one that only takes references, whose states never end.
constexpr int kMostTakenInBetween = 32;

// "a", "a and b", "a, b and c"
std::string in_a_row(const std::vector<std::string>& words, const std::string& last_joint) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 < words.size() ? ", " : " " + last_joint + " ") + words[i];
  return text;
}

// Any one of these will do: "S#1 or S#2", and of very many "any S".
std::string any_of(const std::vector<std::string>& names, const std::string& of_all) {
  constexpr std::size_t kMostNamed = 4;
  return names.size() > kMostNamed ? "any " + of_all : in_a_row(names, "or");
}

// "which U holds", "which it holds itself", "which T and U hold", "which T and it itself hold"
std::string held_by(std::vector<std::string> others, bool itself) {
  if (others.empty()) return itself ? "which it holds itself" : "";
  if (itself) others.emplace_back("it itself");
  return "which " + in_a_row(others, "and") + (others.size() == 1 ? " holds" : " hold");
}

}  // namespace

// How often a loop has gone round and an object has run is no part of the question; nor is what has ended once, unless
// an assumption waits for it.
State Machine::Impl::without_counters_and_history(State state) const {
  for (const Agent agent : active_agents(state)) {
    State::Run& at = run(state, agent);
    for (const LoopSlot& loop : program(agent).loops) at.registers[loop.counter] = 0;
  }
  for (int i = 0; i < size; ++i) {
    State::Object& object = state.objects_[i];
    object.begun = 0;
    if (object.is(State::kRan) && !is_assumed_first(i, *instances.decl(i).entry)) object.bits ^= State::kRan;
  }
  std::erase_if(state.called_, [&](const auto& which) {
    return !is_assumed_first(which.first, instances.decl(which.first).removals[which.second]);
  });
  return state;
}

std::optional<Rest> Machine::Impl::at_rest(const State& state, std::size_t limit, bool& too_large) const {
  const Mode unbounded{.bounded = false, .assumptions = true, .history = false};
  const std::size_t most = states_that_fit(instances, limit);
  std::vector<State> states = {without_counters_and_history(state)};
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_hash;
  by_hash[states[0].hash()].push_back(0);
  std::vector<std::vector<std::size_t>> before(1);  // edges backwards
  std::set<Agent> moving, held;
  bool others_move = false;
  std::vector<Step> steps;
  for (std::size_t at = 0; at < states.size(); ++at) {
    steps.clear();
    permitted_all(states[at], unbounded, [&](const Step& step) {
      others_move |= step.agent.kind != Agent::Kind::thread;
      steps.push_back(step);
    });
    if (others_move) return std::nullopt;
    for (const Step& step : steps) {
      moving.insert(step.agent);
      State next = states[at];
      apply(next, step, unbounded);
      std::vector<std::size_t>& alike = by_hash[next.hash()];
      const auto known = std::find_if(alike.begin(), alike.end(), [&](std::size_t s) { return states[s] == next; });
      std::size_t number = known == alike.end() ? states.size() : *known;
      if (number == states.size()) {
        bool grows = states.size() >= most;
        for (std::size_t o = 0; o < next.objects_.size() && !grows; ++o)
          grows = next.objects_[o].references > states[0].objects_[o].references + kMostTakenInBetween;
        if (grows) {
          too_large = true;
          return std::nullopt;
        }
        alike.push_back(number);
        states.push_back(std::move(next));
        before.emplace_back();
      }
      before[number].push_back(at);
    }
  }

  std::vector<bool> returns(states.size());
  std::vector<std::size_t> open = {0};
  returns[0] = true;
  for (std::size_t found = 1; !open.empty();) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t source : before[at])
      if (!returns[source]) returns[source] = true, ++found, open.push_back(source);
    if (open.empty() && found != states.size()) return std::nullopt;
  }

  Rest rest;
  rest.states = states.size();
  for (const Agent agent : active_agents(states[0])) {
    if (moving.contains(agent)) continue;
    bool only_assumed = false;
    for (const State& at : states)
      permitted(at, agent, kAny, {.bounded = false, .assumptions = false}, [&](const Step&) { only_assumed = true; });
    if (!only_assumed) rest.waiting.push_back(agent);
  }
  return rest;
}

Machine::Waiting Machine::Impl::waiting(const State& state, Agent agent) const {
  Waiting found;
  const State::Run* at = run(state, agent);
  if (at == nullptr) return found;
  const Instruction& in = program(agent).at(at->pc);
  found.action = in.action;
  if (in.action == nullptr) return found;
  const Action& action = *in.action;
  const int index = action.target.index;
  if (in.op == Opcode::join_part || (in.op == Opcode::act && action.kind == ActionKind::join)) {
    found.what = scenario.threads[index].name + " to end";
    found.on.push_back({Agent::Kind::thread, index});
  } else if (in.op == Opcode::act && action.kind == ActionKind::wait) {
    found.what = "signal " + scenario.signals[index];
  } else if (in.op == Opcode::act && action.kind == ActionKind::lock) {
    std::set<Agent> owners;
    std::vector<std::string> locks;
    targets(state, agent, *at, action, kAny, [&](int object) {
      if (object < 0 && action.target.entity == EntityKind::object) return;
      locks.push_back(object >= 0 ? instances.name(object) : scenario.locks[index]);
      if (const int owner = state.locks_[lock_of(action, object)]) owners.insert(this->agent(std::abs(owner)));
    });
    if (!locks.empty()) found.what = "lock " + any_of(locks, scenario.name_of(action.target));
    std::vector<std::string> others;
    for (const Agent& owner : owners)
      if (owner != agent) others.push_back(describe(owner));
    found.because = held_by(std::move(others), owners.contains(agent));
    found.on.assign(owners.begin(), owners.end());
  } else if (in.op == Opcode::cancel_wait || (in.op == Opcode::act && action.kind == ActionKind::flush)) {
    std::string prefix;
    std::vector<std::string> names;
    targets(state, agent, *at, action, kAny, [&](int object) {
      if (object < 0 || (in.op == Opcode::cancel_wait && object != at->object)) return;
      const std::optional<Callback>& entry = instances.decl(object).entry;
      prefix = is_target(object) ? "what was sent to " : entry ? entry->name + " of " : "a run of ";
      names.push_back(instances.name(object));
      for (const auto& [who, body] : state.runs_)
        if (who.first == object || body.sent_to == object)
          found.on.push_back({Agent::Kind::run, who.first, who.second});
    });
    if (!names.empty()) found.what = prefix + any_of(names, scenario.name_of(action.target));
  } else if (in.op == Opcode::act && action.kind == ActionKind::take) {
    found.what = scenario.name_of(action.target) + " in " + scenario.name_of(*action.other);
  } else if (in.op == Opcode::delete_wait) {
    const bool cleaned = clear(state, kUncleaned, at->object);
    found.what = std::string(cleaned ? "the destroy of " : "the cleanup of ") + instances.name(at->object);
    for (const auto& [who, body] : state.bodies_) {
      const Agent other{who % 2 == 0 ? Agent::Kind::cleanup : Agent::Kind::destroy, who / 2};
      if (within(at->object, other.index)) found.on.push_back(other);
    }
    // Cleanups in between that wait for runs.
    const auto held_up = [&](int object) {
      return !state.objects_[object].is(State::kCleanupBegun) && !drained(state, object);
    };
    std::map<int, std::vector<std::string>> held_by_runs;
    for (const auto& [who, body] : state.runs_) {
      if (!within(at->object, who.first) || !held_up(who.first)) continue;
      const Agent other{Agent::Kind::run, who.first, who.second};
      found.on.push_back(other);
      held_by_runs[who.first].push_back(describe(other));
    }
    for (const auto& [object, runs] : held_by_runs)
      found.because += (found.because.empty() ? "where the cleanup of " : ", and the cleanup of ") +
                       instances.name(object) + " waits for " + in_a_row(runs, "and");
  }
  return found;
}

}  // namespace afterlife

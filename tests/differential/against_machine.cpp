#include <algorithm>
#include <deque>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "solver/machine/machine.hpp"
#include "tests/differential/compare.hpp"

namespace afterlife::differential {
namespace {

class Walk {
 public:
  Walk(const Scenario& scenario, const Framework& framework)
      : scenario_(scenario), instances_(scenario, framework), machine_(instances_), found_(scenario.checks.size()) {
    for (const Check& check : scenario.checks) pairs_.push_back(pairs(check));
  }

  void explore(std::size_t limit);
  [[nodiscard]] std::size_t states() const { return states_; }
  [[nodiscard]] naive::CheckAnswer answer(std::size_t check) const;

 private:
  struct Node {
    State state;
    std::uint64_t distance;
    bool done = false;
  };
  // What a name means: the instance, or the thread, and of runs the callback.
  struct Event {
    EventKind kind;
    int index;
    std::string callback;
    friend auto operator<=>(const Event&, const Event&) = default;
  };

  [[nodiscard]] static bool of_thread(EventKind kind) {
    return kind == EventKind::thread_start || kind == EventKind::thread_end;
  }
  [[nodiscard]] static Event event_of(const Mark& mark) {
    return {mark.kind, mark.index, mark.callback == nullptr ? "" : mark.callback->name};
  }
  [[nodiscard]] std::vector<Event> events(const EventName& name) const;
  [[nodiscard]] std::vector<std::pair<Event, Event>> pairs(const Check&) const;
  void found(std::size_t check, std::uint64_t at) {
    if (!found_[check] || *found_[check] > at) found_[check] = at;
  }
  void judge(const Node& before, const Effects&, std::uint64_t at);
  void judge_state(const Node&);
  void judge_rest(const Node&);
  [[nodiscard]] bool concerns(const Check& check, int object) const {
    if (!check.of) return true;
    const Instance& instance = instances_[object];
    return check.of->index == instance.decl && (check.of->number == 0 || check.of->number == instance.number);
  }

  const Scenario& scenario_;
  Instances instances_;
  Machine machine_;
  std::vector<std::vector<std::pair<Event, Event>>> pairs_;
  std::vector<std::optional<std::uint64_t>> found_;
  std::set<Event> begun_, ended_;
  std::size_t states_ = 0;
};

std::vector<Walk::Event> Walk::events(const EventName& name) const {
  if (of_thread(name.kind)) return {{name.kind, name.index, ""}};
  std::vector<Event> all;
  for (int number = 1; number <= scenario_.objects[name.index].count; ++number)
    if (name.number == 0 || name.number == number)
      all.push_back({name.kind, instances_.id(name.index, number), name.callback});
  return all;
}

std::vector<std::pair<Walk::Event, Walk::Event>> Walk::pairs(const Check& check) const {
  std::vector<std::pair<Event, Event>> all;
  if (check.kind == Check::Kind::never_hazard) return all;
  for (const Event& first : events(check.order.first))
    for (const Event& then : events(check.order.then)) {
      const bool itself = !of_thread(first.kind) && !of_thread(then.kind) && first.index == then.index;
      const bool numbered = check.order.first.number > 0 && check.order.then.number > 0;
      if (!itself || numbered || instances_.decl(first.index).count == 1) all.emplace_back(first, then);
    }
  return all;
}

void Walk::judge(const Node& before, const Effects& effects, std::uint64_t at) {
  for (std::size_t c = 0; c < scenario_.checks.size(); ++c) {
    const Check& check = scenario_.checks[c];
    for (const Hit& hit : effects.hits)
      if (check.kind == Check::Kind::never_hazard && hit.hazard == check.hazard && concerns(check, hit.object))
        found(c, at);
    for (const auto& [first, then] : pairs_[c]) {
      const auto is_then = [&](const Mark& m) { return m.begins && event_of(m) == then; };
      if (std::ranges::none_of(effects.marks, is_then)) continue;
      const bool ended = machine_.event_ended(before.state, check.order.first, first.index);
      const bool constrains =
          of_thread(first.kind) || first.kind == EventKind::create || machine_.born(before.state, first.index);
      if (check.kind == Check::Kind::always ? constrains && !ended : ended) found(c, at);
    }
  }
}

// What is no step: where an agent stands.
void Walk::judge_state(const Node& node) {
  for (std::size_t c = 0; c < scenario_.checks.size(); ++c) {
    const Check& check = scenario_.checks[c];
    const bool asks = check.kind == Check::Kind::never_hazard && check.hazard == Hazard::wait_at_dispatch;
    if (asks && machine_.waits_at_dispatch(node.state)) found(c, node.distance);
  }
}

void Walk::judge_rest(const Node& node) {
  const std::optional<Rest> rest = machine_.at_rest(node.state);
  if (!rest) return;
  for (std::size_t c = 0; c < scenario_.checks.size(); ++c) {
    const Check& check = scenario_.checks[c];
    if (check.kind != Check::Kind::never_hazard) continue;
    if (check.hazard == Hazard::deadlock && !rest->waiting.empty()) found(c, node.distance);
    for (int o = 0; check.hazard == Hazard::leak && o < instances_.size(); ++o)
      if (concerns(check, o) && machine_.leaked(node.state, o)) found(c, node.distance);
  }
}

void Walk::explore(std::size_t limit) {
  std::vector<Node> nodes{{machine_.initial(), 0, false}};
  std::unordered_map<State, std::size_t, StateHash> number{{nodes[0].state, 0}};
  std::deque<std::size_t> open{0};
  while (!open.empty()) {
    const std::size_t at = open.front();
    open.pop_front();
    if (nodes[at].done) continue;
    nodes[at].done = true;
    const Node node = nodes[at];
    const std::vector<Step> steps = machine_.permitted(node.state);
    judge_state(node);
    if (std::ranges::all_of(steps, [](const Step& s) { return s.agent.kind == Agent::Kind::thread; })) judge_rest(node);
    for (const Step& step : steps) {
      Node after{node.state, node.distance + (step.printed() ? 1 : 0), false};
      const Effects effects = machine_.apply(after.state, step);
      judge(node, effects, after.distance);
      for (const Mark& mark : effects.marks) {
        if (mark.begins) begun_.insert(event_of(mark));
        EventName name;
        name.kind = mark.kind;
        name.callback = event_of(mark).callback;
        // Of several runs in progress the last one ends what is named.
        if (mark.ends && machine_.event_ended(after.state, name, mark.index)) ended_.insert(event_of(mark));
      }
      const auto [place, fresh] = number.emplace(after.state, nodes.size());
      const std::size_t there = place->second;
      if (fresh) {
        if (nodes.size() >= limit) throw std::logic_error("the machine has more states than the enumerator");
        nodes.push_back(std::move(after));
      } else {
        if (nodes[there].distance <= after.distance) continue;
        nodes[there].distance = after.distance;
      }
      step.printed() ? open.push_back(there) : open.push_front(there);
    }
  }
  states_ = nodes.size();
}

naive::CheckAnswer Walk::answer(std::size_t c) const {
  const Check& check = scenario_.checks[c];
  const bool possible = check.kind == Check::Kind::possible;
  if (found_[c]) return {possible ? VerdictKind::holds : VerdictKind::violated, found_[c]};
  if (possible) return {VerdictKind::violated, {}};
  if (check.kind == Check::Kind::never_hazard) return {VerdictKind::holds, {}};
  const State first = machine_.initial();
  const bool some = std::ranges::any_of(pairs_[c], [&](const auto& pair) {
    if (!begun_.contains(pair.second)) return false;
    return check.kind == Check::Kind::always || ended_.contains(pair.first) ||
           machine_.event_ended(first, check.order.first, pair.first.index);
  });
  return {some ? VerdictKind::holds : VerdictKind::vacuous, {}};
}

}  // namespace

std::string in_words(VerdictKind verdict, const std::optional<std::uint64_t>& length) {
  return std::string(name(verdict)) + (length ? " " + std::to_string(*length) : std::string());
}

std::string in_words(Engine engine) {
  switch (engine) {
    case Engine::machine: return "machine";
    case Engine::z3: return "z3";
    case Engine::standard: return "default";
    case Engine::whole: return "whole";
  }
  return {};
}

std::vector<Difference> against_machine(const Scenario& scenario, const Framework& framework,
                                        const naive::NaiveAnswer& expected) {
  std::vector<Difference> differences;
  Walk walk(scenario, framework);
  try {
    walk.explore(2 * expected.states + 1000);
  } catch (const std::logic_error& e) {
    return {{0, e.what()}};
  }
  // What tells states apart is what docs/semantics.md says that a state knows, on both sides. But runs of one object
  // that overlap have places on the machine, and an order of their begins in the enumerator.
  const bool overlap = std::ranges::any_of(scenario.objects, [](const auto& o) { return o.overlapping_runs > 1; });
  if (walk.states() != expected.states && !overlap)
    differences.push_back({0, "naive: " + std::to_string(expected.states) +
                                  " states; machine: " + std::to_string(walk.states()) + " states"});
  for (std::size_t c = 0; c < scenario.checks.size(); ++c) {
    naive::CheckAnswer a = expected.checks[c];
    const naive::CheckAnswer b = walk.answer(c);
    if (a.verdict == VerdictKind::unknown) continue;
    // What a hazard speaks of is no question to the machine.
    if (scenario.checks[c].kind == Check::Kind::never_hazard && a.verdict == VerdictKind::vacuous)
      a.verdict = VerdictKind::holds;
    if (a.verdict == b.verdict && a.length == b.length) continue;
    differences.push_back(
        {c, "naive: " + in_words(a.verdict, a.length) + "; machine: " + in_words(b.verdict, b.length)});
  }
  return differences;
}

}  // namespace afterlife::differential

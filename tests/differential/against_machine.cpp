#include <algorithm>
#include <bitset>
#include <deque>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "solver/machine.hpp"
#include "tests/differential/compare.hpp"

namespace afterlife::differential {
namespace {

// Events that have ended, remembered from the marks of the steps taken. Runs are left out: what has ended may begin again.
using Ended = std::bitset<256>;

class Walk {
 public:
  Walk(const Scenario& scenario, const Framework& framework)
      : scenario_(scenario), world_(scenario, framework), machine_(world_), found_(scenario.checks.size()) {
    for (const Check& check : scenario.checks) pairs_.push_back(pairs(check));
  }

  void explore(std::size_t limit);
  [[nodiscard]] naive::CheckAnswer answer(std::size_t check) const;

 private:
  struct Node {
    State state;
    Ended ended;
    std::uint64_t distance;
    bool done = false;
  };
  struct Event {
    EventKind kind = EventKind::cleanup;
    int index = -1;        // instance or thread
    std::string callback;  // of a run
    friend auto operator<=>(const Event&, const Event&) = default;
  };

  [[nodiscard]] static Event event_of(const Mark& mark) {
    return {mark.kind, mark.index, mark.callback == nullptr ? std::string() : mark.callback->name};
  }
  [[nodiscard]] std::size_t bit(const Event& e) const {
    const auto per_object = static_cast<std::size_t>(world_.size());
    switch (e.kind) {
      case EventKind::create: return e.index;
      case EventKind::delete_: return per_object + e.index;
      case EventKind::cleanup: return 2 * per_object + e.index;
      case EventKind::destroy: return 3 * per_object + e.index;
      case EventKind::thread_start: return 4 * per_object + e.index;
      default: return 4 * per_object + scenario_.threads.size() + e.index;
    }
  }
  [[nodiscard]] static bool of_thread(const Event& e) {
    return e.kind == EventKind::thread_start || e.kind == EventKind::thread_end;
  }
  [[nodiscard]] std::vector<Event> events(const EventName& name) const;
  [[nodiscard]] std::vector<std::pair<Event, Event>> pairs(const Check&) const;
  [[nodiscard]] Ended ended_at_first() const;
  [[nodiscard]] bool has_ended(const Node&, const Event&) const;
  void found(std::size_t check, std::uint64_t at) {
    if (!found_[check] || *found_[check] > at) found_[check] = at;
  }
  void judge(const Node& before, const Effects&, std::uint64_t at);
  void judge_standing(const Node&);
  void judge_rest(const Node&);
  [[nodiscard]] bool concerns(const Check& check, int object) const {
    if (!check.of) return true;
    const Instance& instance = world_.instance(object);
    return check.of->index == instance.decl && (check.of->number == 0 || check.of->number == instance.number);
  }

  const Scenario& scenario_;
  World world_;
  Machine machine_;
  std::vector<std::vector<std::pair<Event, Event>>> pairs_;
  std::vector<std::optional<std::uint64_t>> found_;
  std::set<Event> begun_, ended_;
};

std::vector<Walk::Event> Walk::events(const EventName& name) const {
  if (of_thread({name.kind, name.index, {}})) return {{name.kind, name.index, {}}};
  std::vector<Event> all;
  for (int number = 1; number <= scenario_.objects[name.index].count; ++number)
    if (name.number == 0 || name.number == number)
      all.push_back({name.kind, world_.id(name.index, number), name.callback});
  return all;
}

std::vector<std::pair<Walk::Event, Walk::Event>> Walk::pairs(const Check& check) const {
  std::vector<std::pair<Event, Event>> all;
  if (check.kind == Check::Kind::never_hazard) return all;
  for (const Event& first : events(check.order.first))
    for (const Event& then : events(check.order.then)) {
      const bool itself = !of_thread(first) && !of_thread(then) && first.index == then.index;
      if (!itself || world_.decl(first.index).count == 1) all.emplace_back(first, then);
    }
  return all;
}

Ended Walk::ended_at_first() const {
  Ended ended;
  for (int o = 0; o < world_.size(); ++o)
    if (world_.instance(o).born_at_start) ended.set(bit({EventKind::create, o, {}}));
  for (int t = 0; t < static_cast<int>(scenario_.threads.size()); ++t)
    if (!scenario_.threads[t].started) ended.set(bit({EventKind::thread_start, t, {}}));
  return ended;
}

bool Walk::has_ended(const Node& node, const Event& event) const {
  if (event.kind != EventKind::run) return node.ended.test(bit(event));
  EventName name;
  name.kind = event.kind;
  name.callback = event.callback;
  return machine_.event_ended(node.state, name, event.index);
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
      const bool ended = has_ended(before, first);
      const bool constrains =
          of_thread(first) || first.kind == EventKind::create || machine_.born(before.state, first.index);
      if (check.kind == Check::Kind::always ? constrains && !ended : ended) found(c, at);
    }
  }
}

// An agent at DISPATCH_LEVEL that comes to stand at a wait.
void Walk::judge_standing(const Node& node) {
  if (!machine_.waits_at_dispatch(node.state)) return;
  for (std::size_t c = 0; c < scenario_.checks.size(); ++c) {
    const Check& check = scenario_.checks[c];
    if (check.kind == Check::Kind::never_hazard && check.hazard == Hazard::wait_at_dispatch) found(c, node.distance);
  }
}

void Walk::judge_rest(const Node& node) {
  const std::optional<Rest> rest = machine_.at_rest(node.state);
  if (!rest) return;
  for (std::size_t c = 0; c < scenario_.checks.size(); ++c) {
    const Check& check = scenario_.checks[c];
    if (check.kind != Check::Kind::never_hazard) continue;
    if (check.hazard == Hazard::deadlock && !rest->waiting.empty()) found(c, node.distance);
    for (int o = 0; check.hazard == Hazard::leak && o < world_.size(); ++o)
      if (concerns(check, o) && machine_.leaked(node.state, o)) found(c, node.distance);
  }
}

void Walk::explore(std::size_t limit) {
  std::vector<Node> nodes{{machine_.initial(), ended_at_first(), 0, false}};
  std::unordered_map<State, std::size_t, StateHash> number{{nodes[0].state, 0}};
  std::deque<std::size_t> open{0};
  while (!open.empty()) {
    const std::size_t at = open.front();
    open.pop_front();
    if (nodes[at].done) continue;
    nodes[at].done = true;
    const Node node = nodes[at];
    judge_standing(node);
    const std::vector<Step> steps = machine_.permitted(node.state);
    if (std::ranges::all_of(steps, [](const Step& s) { return s.agent.kind == Agent::Kind::thread; })) judge_rest(node);
    for (const Step& step : steps) {
      Node after{node.state, node.ended, node.distance + (step.printed() ? 1 : 0), false};
      const Effects effects = machine_.apply(after.state, step);
      judge(node, effects, after.distance);
      for (const Mark& mark : effects.marks) {
        const Event event = event_of(mark);
        if (mark.begins) begun_.insert(event);
        if (mark.ends && event.kind != EventKind::run) after.ended.set(bit(event));
        if (mark.ends && has_ended(after, event)) ended_.insert(event);
      }
      const auto [place, fresh] = number.emplace(after.state, nodes.size());
      const std::size_t there = place->second;
      if (fresh) {
        if (nodes.size() >= limit) throw std::logic_error("the machine has more states than the enumerator");
        nodes.push_back(std::move(after));
      } else {
        if (nodes[there].ended != after.ended) throw std::logic_error("one state, two pasts");
        if (nodes[there].distance <= after.distance) continue;
        nodes[there].distance = after.distance;
      }
      step.printed() ? open.push_back(there) : open.push_front(there);
    }
  }
}

naive::CheckAnswer Walk::answer(std::size_t c) const {
  const Check& check = scenario_.checks[c];
  const bool possible = check.kind == Check::Kind::possible;
  if (found_[c]) return {possible ? VerdictKind::holds : VerdictKind::violated, found_[c]};
  if (possible) return {VerdictKind::violated, {}};
  if (check.kind == Check::Kind::never_hazard) return {VerdictKind::holds, {}};
  const Ended first_ended = ended_at_first();
  const bool some = std::ranges::any_of(pairs_[c], [&](const auto& pair) {
    if (!begun_.contains(pair.second)) return false;
    return check.kind == Check::Kind::always || ended_.contains(pair.first) || first_ended.test(bit(pair.first));
  });
  return {some ? VerdictKind::holds : VerdictKind::vacuous, {}};
}

}  // namespace

std::string in_words(VerdictKind verdict, const std::optional<std::uint64_t>& length) {
  static constexpr const char* kWords[] = {"holds", "vacuous", "violated", "unknown"};
  return kWords[static_cast<int>(verdict)] + (length ? " " + std::to_string(*length) : std::string());
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

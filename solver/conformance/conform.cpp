#include "solver/conform.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "solver/conformance/obstacles.hpp"
#include "solver/conformance/resolved_event.hpp"
#include "solver/machine/machine.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

using Moment = std::pair<Phase, int>;  // a cleanup or destroy by its object

// What is still to be looked at, the lowest rank first, and of one rank what came first.
class Agenda {
 public:
  using Rank = std::pair<std::int64_t, std::int64_t>;
  void add(Rank rank, std::size_t what) { by_rank_[rank].push_back(what); }
  [[nodiscard]] bool empty() const { return by_rank_.empty(); }
  std::size_t take() {
    const auto lowest = by_rank_.begin();
    const std::size_t what = lowest->second.front();
    lowest->second.pop_front();
    if (lowest->second.empty()) by_rank_.erase(lowest);
    return what;
  }

 private:
  std::map<Rank, std::deque<std::size_t>> by_rank_;
};

class Following {
 public:
  Following(const Scenario& scenario, const Framework& framework, const std::vector<ResolvedEvent>& log,
            const ConformOptions& options, const Deadline& deadline, Machine::Rounds rounds)
      : scenario_(with_loop_bound(scenario, options.loop_bound)),
        instances_(scenario_, framework),
        machine_(instances_, rounds),
        log_(log),
        options_(options),
        deadline_(deadline) {
    for (std::size_t i = 0; i < log.size(); ++i)
      if (log[i].is_lifecycle() && !log[i].end) last_[moment(log[i])] = i + 1;
    begun_ = last_;
    // Of what takes no time an end without a begin is the whole of it.
    for (std::size_t i = 0; i < log.size(); ++i)
      if (log[i].is_lifecycle() && log[i].end && ends_at_once(log[i]) && !begun_.contains(moment(log[i])))
        last_[moment(log[i])] = i + 1;
    note_first_starts();
  }

  // One state at a time: enough for most logs, and then the cost grows with the log alone. False says nothing.
  bool by_one_state() { return straight_on() || looking_ahead(); }

  // The first event that nobody in the scenario ever does.
  [[nodiscard]] std::optional<Conformance> never() const {
    const Obstacles obstacles(machine_, instances_);
    for (std::size_t i = 0; i < log_.size(); ++i) {
      deadline_.keep();
      if (first_starts_.contains(&log_[i])) continue;
      if (std::optional<Reason> why = obstacles.never(log_[i]))
        return Conformance{Conformance::Kind::excluded, i, {*std::move(why)}, {}};
    }
    return std::nullopt;
  }

  // All states in which the machine may be, each with the number of events that it has behind it: the furthest first
  // and, in turn with these, the one with fewest steps that the log does not show. The former finds its way through a
  // long log, the latter out of a blind alley without end.
  Conformance by_search() {
    struct Node {
      const State* state;
      std::size_t at;  // events behind it
      int unrecorded;  // steps before it that the log does not show
      bool open = true;
    };
    std::deque<Node> nodes;
    std::vector<std::unordered_set<State, StateHash>> met(log_.size() + 1);
    Agenda furthest, straightest;
    const auto is_full = [&] { return nodes.size() > most_states(); };
    const auto meet = [&](State&& state, std::size_t at, int unrecorded) {
      const auto [place, fresh] = met[at].insert(std::move(state));
      if (!fresh) return;
      furthest.add({-static_cast<std::int64_t>(at), unrecorded}, nodes.size());
      straightest.add({unrecorded, -static_cast<std::int64_t>(at)}, nodes.size());
      nodes.push_back({&*place, at, unrecorded});
    };
    std::size_t reached = 0;
    meet(machine_.initial(), 0, 0);
    for (std::size_t looked_at = 0; !furthest.empty() || !straightest.empty();) {
      Agenda& agenda = furthest.empty() || (looked_at % 2 == 1 && !straightest.empty()) ? straightest : furthest;
      const std::size_t number = agenda.take();
      Node& node = nodes[number];
      if (!node.open) continue;
      node.open = false;
      ++looked_at;
      if (node.at == log_.size()) return {};
      const State& state = *node.state;
      const std::size_t at = node.at;
      const int unrecorded = node.unrecorded;
      reached = std::max(reached, at);
      if (holds_already(state, log_[at])) meet(State(state), at + 1, unrecorded);
      for (const Step& step : machine_.permitted(state)) {
        if (deadline_.passed()) return {Conformance::Kind::unknown, reached, {}, deadline_.stopped().text()};
        if (is_full())
          return {Conformance::Kind::unknown,
                  reached,
                  {},
                  "more than " + std::to_string(most_states()) + " states of the machine"};
        State next = state;
        const Effects effects = machine_.apply(next, step);
        const bool passes = may_pass(step, at);
        if (shows(log_[at], step, effects)) meet(State(next), at + 1, unrecorded);
        if (passes) meet(std::move(next), at, unrecorded + 1);
      }
    }
    std::vector<const State*> states;
    for (const Node& node : nodes)
      if (node.at == reached) states.push_back(node.state);
    return excluded(reached, states);
  }

 private:
  // The state is changed in place.
  bool straight_on() {
    constexpr int kMostUnrecorded = 10'000;  // between two events: a loop goes round for ever
    running_.clear();
    State state = machine_.initial();
    for (std::size_t i = 0; i < log_.size(); ++i) {
      if (deadline_.passed()) return false;
      for (int unrecorded = 0; !take(state, log_[i]); ++unrecorded)
        if (deadline_.passed() || unrecorded == kMostUnrecorded || !move_on(state, i)) return false;
    }
    return true;
  }

  // Between two events a few steps are tried, so that a choice is made as the next event wants it.
  bool looking_ahead() {
    running_.clear();
    State state = machine_.initial();
    for (std::size_t i = 0; i < log_.size(); ++i)
      if (deadline_.passed() || !(take(state, log_[i]) || come_to(state, i))) return false;
    return true;
  }

  // The fewest steps that the log does not show to event number `at`, and that.
  bool come_to(State& state, std::size_t at) {
    constexpr std::size_t kMostTried = 200;
    std::deque<State> tried{state};
    std::unordered_set<State, StateHash> met{state};
    for (std::size_t i = 0; i < tried.size() && tried.size() < kMostTried; ++i)
      for (const Step& step : machine_.permitted(tried[i])) {
        if (deadline_.passed()) return false;
        State next = tried[i];
        const Effects effects = machine_.apply(next, step);
        if (shows(log_[at], step, effects)) {
          state = std::move(next);
          return true;
        }
        if (may_pass(step, at) && met.insert(next).second) tried.push_back(std::move(next));
      }
    return false;
  }

  static Moment moment(const ResolvedEvent& event) {
    return {event.kind == EventKind::destroy ? Phase::destroy : Phase::cleanup, event.index};
  }

  // A log that names every step needs some for each event.
  [[nodiscard]] std::size_t most_states() const {
    constexpr std::size_t kForAnEvent = 20;
    return states_that_fit(instances_, options_.most_states + kForAnEvent * log_.size(), 2 * kObjectsInStates);
  }

  // The callback's body is nothing: it has ended with its begin.
  [[nodiscard]] bool ends_at_once(const ResolvedEvent& event) const {
    const ObjectDecl& decl = instances_.decl(event.index);
    return !(event.kind == EventKind::cleanup ? decl.cleanup : decl.destroy);
  }

  // A thread that nobody starts runs from the beginning. A log may say so, once, before it shows anything of that
  // thread.
  void note_first_starts() {
    std::set<int> seen;
    for (const ResolvedEvent& event : log_) {
      if (event.by && event.by->kind == Agent::Kind::thread) seen.insert(event.by->index);
      if (event.action || !is_of_thread(event.kind)) continue;
      const ThreadDecl& thread = scenario_.threads[static_cast<std::size_t>(event.index)];
      const bool first = seen.insert(event.index).second;
      if (first && event.kind == EventKind::thread_start && !thread.started) first_starts_.insert(&event);
    }
  }

  // What has happened already, without a step of its own.
  [[nodiscard]] bool holds_already(const State& state, const ResolvedEvent& event) const {
    if (event.action) return false;
    if (event.is_lifecycle())
      return event.end && ends_at_once(event) && begun_.contains(moment(event)) &&
             machine_.ended(state, event.index, moment(event).first);
    return first_starts_.contains(&event);
  }

  // What the step is done to: an instance, or, where none is born, what the scenario names.
  [[nodiscard]] bool is_done_to(const RecordedAction& action, const Step& step) const {
    if (step.object >= 0) {
      const Instance& instance = instances_[step.object];
      return action.entity == EntityKind::object && action.index == instance.decl && action.number == instance.number;
    }
    const Mention& target = step.action->target;
    if (target.entity != action.entity || target.index != action.index) return false;
    const bool is_numbered = target.entity == EntityKind::object &&
                             (target.which == Mention::Which::numbered || scenario_.objects[target.index].count == 1);
    return action.number == (is_numbered ? std::max(target.number, 1) : 0);
  }

  [[nodiscard]] bool is_action(const RecordedAction& action, const Step& step) const {
    if (step.kind == Step::Kind::release) return action.kind == ActionKind::dereference && is_done_to(action, step);
    return step.kind == Step::Kind::act && step.action->kind == action.kind && is_done_to(action, step);
  }

  [[nodiscard]] bool is_mark(const ResolvedEvent& event, const Effects& effects) const {
    return std::ranges::any_of(effects.marks, [&](const Mark& mark) {
      if (mark.kind != event.kind || mark.index != event.index) return false;
      if (event.kind == EventKind::run && (mark.callback == nullptr || mark.callback->name != event.callback))
        return false;
      return event.end ? mark.ends : mark.begins;
    });
  }

  [[nodiscard]] bool shows(const ResolvedEvent& event, const Step& step, const Effects& effects) const {
    if (event.by && *event.by != step.agent) return false;
    return event.action ? is_action(*event.action, step) : is_mark(event, effects);
  }

  // May the step happen before event number `at` without being recorded?
  [[nodiscard]] bool may_pass(const Step& step, std::size_t at) const {
    if (step.kind != Step::Kind::begin) return true;
    if (options_.complete) return false;
    const auto recorded = last_.find({step.phase, step.object});
    return recorded == last_.end() || recorded->second <= at;
  }

  bool take(State& state, const ResolvedEvent& event) {
    if (holds_already(state, event)) return true;
    const bool begins_run = !event.action && event.kind == EventKind::run && !event.end;
    if ((event.is_lifecycle() && !event.end) || (begins_run && is_entry(event))) {
      Step begin;
      begin.kind = begins_run ? Step::Kind::run : Step::Kind::begin;
      begin.object = event.index;
      if (!begins_run) begin.phase = moment(event).first;
      if (!machine_.permits(state, begin)) return false;
      machine_.apply(state, begin);
      if (!begins_run && !ends_at_once(event)) running_.push_back(moment(event));
      return true;
    }
    for (const Agent agent : agents_of(event))
      for (const Step& step : machine_.permitted(state, agent)) {
        State next = state;
        const Effects effects = machine_.apply(next, step);
        if (!shows(event, step, effects)) continue;
        state = std::move(next);
        return true;
      }
    return false;
  }

  [[nodiscard]] bool is_entry(const ResolvedEvent& event) const {
    const ObjectDecl& decl = instances_.decl(event.index);
    return decl.entry && decl.entry->name == event.callback;
  }

  static Agent agent_of(const Moment& moment) {
    return {moment.first == Phase::cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, moment.second};
  }

  // Who may take the step that shows the event: the end of a callback, the callback itself.
  [[nodiscard]] std::vector<Agent> agents_of(const ResolvedEvent& event) const {
    if (event.is_lifecycle()) return {agent_of(moment(event))};
    std::vector<Agent> agents{{Agent::Kind::teardown, -1}};
    for (int t = 0; t < static_cast<int>(scenario_.threads.size()); ++t) agents.push_back({Agent::Kind::thread, t});
    for (const Moment& each : running_) agents.push_back(agent_of(each));
    return agents;
  }

  // One step of an agent that is not the framework: a callback that is running, the latest first, teardown, a thread.
  bool move_on(State& state, std::size_t at) {
    const auto step_of = [&](Agent agent) {
      const std::vector<Step> steps = machine_.permitted(state, agent);
      if (steps.empty() || !may_pass(steps.front(), at)) return false;
      machine_.apply(state, steps.front());
      return true;
    };
    for (std::size_t i = running_.size(); i-- > 0;) {
      if (step_of(agent_of(running_[i]))) return true;
      if (!machine_.active(state, agent_of(running_[i])))
        running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (step_of({Agent::Kind::teardown, -1})) return true;
    for (int t = 0; t < static_cast<int>(scenario_.threads.size()); ++t)
      if (step_of({Agent::Kind::thread, t})) return true;
    return false;
  }

  // The state that lacks least tells best what the event needed.
  Conformance excluded(std::size_t at, const std::vector<const State*>& states) const {
    Conformance found{Conformance::Kind::excluded, at, {}, {}};
    if (!log_[at].is_lifecycle() || log_[at].end) {
      found.needed = Obstacles(machine_, instances_).of(log_[at], states);
      return found;
    }
    Step begin;
    begin.kind = Step::Kind::begin;
    begin.object = log_[at].index;
    begin.phase = moment(log_[at]).first;
    // Fewest, and of as many those that a rule asks for: it is further on.
    const auto rank = [](const std::vector<Reason>& lacking) {
      const auto rules = std::ranges::count(lacking, Reason::Kind::rule, &Reason::kind);
      return std::pair(lacking.size(), -rules);
    };
    bool first = true;
    for (const State* state : states) {
      std::vector<Reason> lacking = machine_.hindrances(*state, begin);
      if (!first && rank(lacking) >= rank(found.needed)) continue;
      first = false;
      found.needed = std::move(lacking);
    }
    return found;
  }

  Scenario scenario_;
  Instances instances_;
  Machine machine_;
  const std::vector<ResolvedEvent>& log_;
  const ConformOptions& options_;
  const Deadline& deadline_;
  std::map<Moment, std::size_t> begun_;  // recorded begins
  std::map<Moment, std::size_t> last_;   // one behind the place of a begin in the log
  std::set<const ResolvedEvent*> first_starts_;
  std::vector<Moment> running_;  // callbacks with a body, begun on the way straight on
};

using Rounds = Machine::Rounds;

Conformance followed(const Scenario& scenario, const Framework& framework, const std::vector<ResolvedEvent>& log,
                     const ConformOptions& options, const Deadline& deadline) {
  if (options.loop_bound > 0) {
    Following within(scenario, framework, log, options, deadline, Rounds::bounded);
    if (within.by_one_state()) return {};
    Conformance found = within.by_search();
    if (found.kind != Conformance::Kind::excluded) return found;
    // Only what no number of rounds permits is excluded.
    const Conformance further = Following(scenario, framework, log, options, deadline, Rounds::any).by_search();
    if (further.kind == Conformance::Kind::excluded) return found;
    return {Conformance::Kind::unknown,
            found.at,
            {},
            "not within " + std::to_string(options.loop_bound) + " rounds of a loop and the bounds of the scenario"};
  }
  // A log may show more rounds than a check looks at. Within the bounds there are fewer states, so that comes before
  // the rest.
  Following freely(scenario, framework, log, options, deadline, Rounds::any);
  if (freely.by_one_state()) return {};
  const Conformance within = Following(scenario, framework, log, options, deadline, Rounds::bounded).by_search();
  return within.kind == Conformance::Kind::permitted ? within : freely.by_search();
}

Conformance judged(const Scenario& scenario, const Framework& framework, const std::vector<ResolvedEvent>& log,
                   const ConformOptions& options, const Deadline& deadline) {
  // What nobody ever does need not be searched for; but something before it may be excluded as well.
  const std::optional<Conformance> never = Following(scenario, framework, log, options, deadline, Rounds::any).never();
  if (!never) return followed(scenario, framework, log, options, deadline);
  const std::vector<ResolvedEvent> before(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(never->at));
  Conformance found = followed(scenario, framework, before, options, deadline);
  return found.kind == Conformance::Kind::excluded ? found : *never;
}

}  // namespace

Conformance conform(const Scenario& scenario, const Framework& framework, const std::vector<RecordedEvent>& log,
                    const ConformOptions& options) {
  const Deadline deadline(options.timeout_seconds, options.interrupted);
  try {
    std::vector<ResolvedEvent> events;
    events.reserve(log.size());
    const Instances instances(scenario, framework);
    for (const RecordedEvent& event : log) events.push_back(resolved(event, instances));
    return judged(scenario, framework, events, options, deadline);
  } catch (const Stopped& stopped) {
    return {Conformance::Kind::unknown, 0, {}, stopped.text()};
  }
}

}  // namespace afterlife

#include "solver/conform.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

namespace afterlife {
namespace {

using Moment = std::pair<Phase, int>;  // a cleanup or destroy by its object

class Following {
 public:
  Following(const Scenario& scenario, const Framework& framework, const std::vector<RecordedEvent>& log,
            const ConformOptions& options, Machine::Rounds rounds)
      : scenario_(bounded(scenario, options)),
        world_(scenario_, framework),
        machine_(world_, rounds),
        log_(log),
        options_(options) {
    for (std::size_t i = 0; i < log.size(); ++i)
      if (is_lifecycle(log[i]) && !log[i].end) last_[moment(log[i])] = i + 1;
    begun_ = last_;
    // Of what takes no time an end without a begin is the whole of it.
    for (std::size_t i = 0; i < log.size(); ++i)
      if (is_lifecycle(log[i]) && log[i].end && ends_at_once(log[i]) && !begun_.contains(moment(log[i])))
        last_[moment(log[i])] = i + 1;
  }

  // One state, changed in place: enough for most logs, and then its cost grows with the log alone. False says nothing.
  bool straight_on() {
    constexpr int kMostUnrecorded = 10'000;  // between two events: a loop goes round for ever
    State state = machine_.initial();
    for (std::size_t i = 0; i < log_.size(); ++i) {
      for (int unrecorded = 0; !take(state, log_[i]); ++unrecorded)
        if (stopped() || unrecorded == kMostUnrecorded || !move_on(state, i)) return false;
    }
    return true;
  }

  // All states in which the machine may be after each event.
  Conformance by_sets() {
    std::vector<State> states{machine_.initial()};
    constexpr std::size_t kMostObjects = 20'000'000;  // in all states, for every state holds every object
    const std::size_t most =
        std::min(options_.most_states, kMostObjects / (static_cast<std::size_t>(world_.size()) + 1));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < log_.size(); ++i) {
      std::unordered_set<State, StateHash> seen(states.begin(), states.end());
      std::vector<State> after;
      std::unordered_set<State, StateHash> seen_after;
      const auto add_after = [&](const State& next) {
        if (seen_after.insert(next).second) after.push_back(next);
      };
      for (std::size_t at = 0; at < states.size(); ++at) {
        if (stopped()) return {Conformance::Kind::unknown, i, {}, "interrupted"};
        if (++kept > most)
          return {Conformance::Kind::unknown, i, {}, "more than " + std::to_string(most) + " states of the machine"};
        if (holds_already(states[at], log_[i])) add_after(states[at]);
        for (const Step& step : machine_.permitted(states[at])) {
          State next = states[at];
          const Effects effects = machine_.apply(next, step);
          if (shows(log_[i], step, effects)) add_after(next);
          if (may_pass(step, i) && seen.insert(next).second) states.push_back(std::move(next));
        }
      }
      if (after.empty()) return excluded(i, states);
      states = std::move(after);
    }
    return {};
  }

 private:
  static Scenario bounded(Scenario scenario, const ConformOptions& options) {
    if (options.loop_bound > 0) scenario.bounds.loop = options.loop_bound;
    return scenario;
  }

  static bool is_lifecycle(const RecordedEvent& event) {
    return event.action.empty() && (event.kind == EventKind::cleanup || event.kind == EventKind::destroy);
  }
  static Moment moment(const RecordedEvent& event) {
    return {event.kind == EventKind::destroy ? Phase::destroy : Phase::cleanup, event.index};
  }

  [[nodiscard]] bool stopped() const { return options_.interrupted != nullptr && *options_.interrupted; }

  // The callback's body is nothing: it has ended with its begin.
  [[nodiscard]] bool ends_at_once(const RecordedEvent& event) const {
    const ObjectDecl& decl = world_.decl(event.index);
    return !(event.kind == EventKind::cleanup ? decl.cleanup : decl.destroy);
  }

  // What has happened already, without a step of its own.
  [[nodiscard]] bool holds_already(const State& state, const RecordedEvent& event) const {
    if (!event.action.empty()) return false;
    if (is_lifecycle(event))
      return event.end && ends_at_once(event) && begun_.contains(moment(event)) &&
             machine_.ended(state, event.index, moment(event).first);
    if (event.kind == EventKind::thread_start) return !scenario_.threads[static_cast<std::size_t>(event.index)].started;
    return false;
  }

  [[nodiscard]] bool is_action(const RecordedEvent& event, const Step& step) const {
    if (step.kind != Step::Kind::act && step.kind != Step::Kind::release) return false;
    if (!event.by.empty() && machine_.describe(step.agent) != event.by) return false;
    const std::string text = machine_.describe(step), wanted = event.action + " " + event.target;
    return text == wanted || text.starts_with(wanted + " ");
  }

  [[nodiscard]] bool is_mark(const RecordedEvent& event, const Effects& effects) const {
    return std::ranges::any_of(effects.marks, [&](const Mark& mark) {
      if (mark.kind != event.kind || mark.index != event.index) return false;
      if (event.kind == EventKind::run && (mark.callback == nullptr || mark.callback->name != event.callback))
        return false;
      return event.end ? mark.ends : mark.begins;
    });
  }

  [[nodiscard]] bool shows(const RecordedEvent& event, const Step& step, const Effects& effects) const {
    if (!event.action.empty()) return is_action(event, step);
    const bool by = event.by.empty() || machine_.describe(step.agent) == event.by;
    return by && is_mark(event, effects);
  }

  // May the step happen before event number `at` without being recorded?
  [[nodiscard]] bool may_pass(const Step& step, std::size_t at) const {
    if (step.kind != Step::Kind::begin) return true;
    if (options_.complete) return false;
    const auto recorded = last_.find({step.phase, step.object});
    return recorded == last_.end() || recorded->second <= at;
  }

  bool take(State& state, const RecordedEvent& event) {
    if (holds_already(state, event)) return true;
    const bool begins_run = event.action.empty() && event.kind == EventKind::run && !event.end;
    if ((is_lifecycle(event) && !event.end) || (begins_run && is_entry(event))) {
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

  [[nodiscard]] bool is_entry(const RecordedEvent& event) const {
    const ObjectDecl& decl = world_.decl(event.index);
    return decl.entry && decl.entry->name == event.callback;
  }

  static Agent agent_of(const Moment& moment) {
    return {moment.first == Phase::cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, moment.second};
  }

  // Who may take the step that shows the event: the end of a callback, the callback itself.
  [[nodiscard]] std::vector<Agent> agents_of(const RecordedEvent& event) const {
    if (is_lifecycle(event)) return {agent_of(moment(event))};
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
  Conformance excluded(std::size_t at, const std::vector<State>& states) const {
    Conformance found{Conformance::Kind::excluded, at, {}, {}};
    if (!is_lifecycle(log_[at]) || log_[at].end) return found;
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
    for (const State& state : states) {
      std::vector<Reason> lacking = machine_.hindrances(state, begin);
      if (!first && rank(lacking) >= rank(found.needed)) continue;
      first = false;
      found.needed = std::move(lacking);
    }
    return found;
  }

  Scenario scenario_;
  World world_;
  Machine machine_;
  const std::vector<RecordedEvent>& log_;
  const ConformOptions& options_;
  std::map<Moment, std::size_t> begun_;  // recorded begins
  std::map<Moment, std::size_t> last_;   // one behind the place of a begin in the log
  std::vector<Moment> running_;          // callbacks with a body, begun on the way straight on
};

}  // namespace

Conformance conform(const Scenario& scenario, const Framework& framework, const std::vector<RecordedEvent>& log,
                    const ConformOptions& options) {
  using Rounds = Machine::Rounds;
  if (options.loop_bound > 0) {
    Following within(scenario, framework, log, options, Rounds::bounded);
    if (within.straight_on()) return {};
    Conformance found = within.by_sets();
    if (found.kind != Conformance::Kind::excluded) return found;
    // Only what no number of rounds permits is excluded.
    const Conformance further = Following(scenario, framework, log, options, Rounds::any).by_sets();
    if (further.kind == Conformance::Kind::excluded) return found;
    return {Conformance::Kind::unknown,
            found.at,
            {},
            "not within " + std::to_string(options.loop_bound) + " rounds of a loop and the bounds of the scenario"};
  }
  // A log may show more rounds than a check looks at. Within the bounds there are fewer states, so that comes before the rest.
  Following freely(scenario, framework, log, options, Rounds::any);
  if (freely.straight_on()) return {};
  const Conformance within = Following(scenario, framework, log, options, Rounds::bounded).by_sets();
  return within.kind == Conformance::Kind::permitted ? within : freely.by_sets();
}

}  // namespace afterlife

#include "solver/search/replay.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace afterlife {
namespace {

bool over_stop(const Action* action) { return action != nullptr && action->kind == ActionKind::stop; }

// Silent steps that can be taken as late as their agent is to go on: choices, and the end of a stop, which stays
// possible once the thread has ended.
bool untimed(const Step& step) {
  return step.kind == Step::Kind::choose || step.kind == Step::Kind::wait ||
         (step.kind == Step::Kind::resume && over_stop(step.action));
}

constexpr int kWhichever = -2;    // any object that the action may be done to
constexpr int kLongestWalk = 64;  // choices between two steps of one agent; bodies are short

}  // namespace

bool Replay::is_step_for(const Event& event, int object, int other, const Step& step) const {
  switch (event.kind) {
    case Event::Kind::cleanup_ends:
    case Event::Kind::destroy_ends:
    case Event::Kind::run_ends:
    case Event::Kind::ends: return step.kind == Step::Kind::end && step.choice < 0;
    case Event::Kind::call_ends:
      return step.kind == Step::Kind::end && step.choice == event.callback && step.action == event.action;
    case Event::Kind::calls:
      return step.kind == Step::Kind::call && step.choice == event.callback && step.action == event.action &&
             step.object == event.object;
    case Event::Kind::picks_removed:
      return step.kind == Step::Kind::choose && step.choice < 0 && step.action == event.action &&
             (object == kWhichever || step.object == object);
    case Event::Kind::head: return step.kind == Step::Kind::head && step.action == event.action;
    case Event::Kind::pick_set: return step.kind == Step::Kind::pick_set && step.action == event.action;
    case Event::Kind::release:
      return step.kind == Step::Kind::release && (object == kWhichever || step.object == object);
    case Event::Kind::resume: return step.kind == Step::Kind::resume && step.action == event.action;
    case Event::Kind::act:
      if (step.kind != Step::Kind::act || step.action != event.action) return false;
      if (event.action->kind == ActionKind::create || event.action->target.entity != EntityKind::object) return true;
      return object == kWhichever || (step.object == object && step.other == other);
    default: return false;
  }
}

// Breadth first over the agent's own choices, so that the fewest are made.
bool Replay::walk_to(const Event& event, int object, int other, std::vector<Step>& steps, Walk walk) {
  struct Reached {
    State state;
    std::vector<Step> way;
  };
  std::deque<Reached> open{{*state_, {}}};
  while (!open.empty()) {
    Reached next = std::move(open.front());
    open.pop_front();
    const Agent agent = on_machine(event.agent);
    const std::vector<Step> permitted = machine_.permitted(next.state, agent);
    const auto found =
        std::ranges::find_if(permitted, [&](const Step& step) { return is_step_for(event, object, other, step); });
    const bool stuck = permitted.empty() && machine_.waiting(next.state, agent).action == event.action;
    const bool cut =
        walk == Walk::ready && event.last_head && stuck;  // at the bound the machine permits no further round
    // A bounded stop that goes on without waiting has no return of its own: it is where that is decided.
    const bool decides = walk == Walk::ready && event.kind == Event::Kind::resume && event.fork >= 0 &&
                         !permitted.empty() && machine_.waiting(next.state, agent).action == event.action;
    const bool ready = found != permitted.end() || cut || decides;
    // A bounded wait is stood at before it is decided whether it waits.
    const bool stands = walk == Walk::stand && machine_.waiting(next.state, agent).action == event.action;
    const bool there = walk == Walk::blocked ? stuck : walk == Walk::stand ? stands : ready;
    if (there) {
      steps.insert(steps.end(), next.way.begin(), next.way.end());
      if (walk == Walk::take) {
        machine_.apply(next.state, *found);
        steps.push_back(*found);
      }
      state_ = std::move(next.state);
      return true;
    }
    if (next.way.size() >= kLongestWalk) continue;
    for (const Step& step : permitted) {
      if (!untimed(step)) continue;
      Reached further = next;
      machine_.apply(further.state, step);
      further.way.push_back(step);
      open.push_back(std::move(further));
    }
  }
  return false;
}

// Runs are numbered by their begins in the unfolding, and by the free places on the machine.
Agent Replay::on_machine(Agent agent) const {
  if (agent.kind == Agent::Kind::run) agent.number = places_.at({agent.index, agent.number});
  return agent;
}

std::optional<std::vector<Step>> Replay::follow(const std::vector<Happened>& happened) {
  state_ = machine_.initial();
  std::vector<Step> steps;
  for (const auto& [id, object, other] : happened) {
    const Event& event = events_.at(id);
    switch (event.kind) {
      case Event::Kind::cleanup_begins:
      case Event::Kind::destroy_begins:
      case Event::Kind::passes_over:
      case Event::Kind::run_begins: {
        Step step;
        step.kind = event.kind == Event::Kind::passes_over  ? Step::Kind::pass_over
                    : event.kind == Event::Kind::run_begins ? Step::Kind::run
                                                            : Step::Kind::begin;
        step.agent = event.agent;
        step.object = event.object;
        const bool destroys = event.kind == Event::Kind::destroy_begins || event.kind == Event::Kind::passes_over;
        step.phase = destroys ? Phase::destroy : Phase::cleanup;
        if (event.kind == Event::Kind::run_begins) {
          int place = 0;
          while (machine_.active(*state_, {Agent::Kind::run, event.object, place})) ++place;
          places_[{event.object, event.run}] = place;
        }
        if (!machine_.permits(*state_, step)) return std::nullopt;
        machine_.apply(*state_, step);
        steps.push_back(step);
        break;
      }
      case Event::Kind::set_done: break;  // the machine goes on without a step
      default:
        if (event.kind == Event::Kind::resume && over_stop(event.action)) break;  // taken when the agent goes on
        if (!walk_to(event, object, other, steps, Walk::take)) return std::nullopt;
    }
  }
  return steps;
}

// Who stands before several events, members of one `each`, is blocked only where it can go on with none of them.
bool Replay::bring_to(const std::vector<Standing>& standing, std::vector<Step>& steps) {
  std::set<Agent> able;
  for (const Standing& each : standing)
    if (each.enabled) able.insert(events_.at(each.event).agent);
  return std::ranges::all_of(standing, [&](const Standing& each) {
    const Event& at = events_.at(each.event);
    const bool goes_without_saying = at.kind == Event::Kind::set_done || (!each.enabled && able.contains(at.agent));
    return goes_without_saying ||
           walk_to(at, kWhichever, kWhichever, steps, each.enabled ? Walk::ready : Walk::blocked);
  });
}

bool reaches_at_rest(const Machine& machine, const Goal& goal, const State& state, bool& too_large, std::size_t limit) {
  if (goal.kind == Goal::Kind::leak && !machine.leaked(state, goal.object)) return false;
  const std::optional<Rest> rest = machine.at_rest(state, limit, &too_large);
  if (!rest) return false;
  return goal.kind == Goal::Kind::leak || !rest->waiting.empty();
}

bool reached(const Machine& machine, const Goal& goal, const State& before, const Effects& effects,
             const State& after) {
  if (goal.kind == Goal::Kind::stands) return machine.waits_at_dispatch(after).has_value();
  if (goal.kind == Goal::Kind::hazard)
    return std::ranges::find(effects.hits, Hit{goal.hazard, goal.object}) != effects.hits.end();
  if (goal.order == nullptr) return false;
  const EventName &first = goal.order->first, &then = goal.order->then;
  const bool begins = std::ranges::any_of(effects.marks, [&](const Mark& mark) {
    return mark.begins && mark.kind == then.kind && mark.index == goal.object &&
           (mark.callback == nullptr || mark.callback->name == then.callback);
  });
  if (!begins) return false;
  const bool ended = machine.event_ended(before, first, goal.first);
  if (goal.kind == Goal::Kind::ended_then_begun) return ended;
  return !ended && (!presupposes_birth(first.kind) || machine.born(before, goal.first));
}

bool reaches(const Machine& machine, const Goal& goal, const std::vector<Step>& steps) {
  State state = machine.initial();
  if (steps.empty()) return goal.kind == Goal::Kind::stands && machine.waits_at_dispatch(state).has_value();
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) machine.apply(state, steps[i]);
  State after = state;
  const Effects last = machine.apply(after, steps.back());
  return reached(machine, goal, state, last, after);
}

}  // namespace afterlife

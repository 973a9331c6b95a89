#include "solver/replay.hpp"

#include <algorithm>
#include <deque>

namespace afterlife {
namespace {

bool over_stop(const Action* action) { return action != nullptr && action->kind == ActionKind::stop; }

// Silent steps that can be taken as late as their agent is to go on: choices, and the end of a stop, which stays possible
// once the thread has ended.
bool untimed(const Step& step) {
  return step.kind == Step::Kind::choose || step.kind == Step::Kind::wait ||
         (step.kind == Step::Kind::resume && over_stop(step.action));
}

constexpr int kWhichever = -2;    // any object that the action may be done to
constexpr int kLongestWalk = 64;  // choices between two steps of one agent; bodies are short

}  // namespace

bool Replay::is_step_for(const Event& event, int object, const Step& step) const {
  switch (event.kind) {
    case Event::Kind::cleanup_ends:
    case Event::Kind::destroy_ends:
    case Event::Kind::ends: return step.kind == Step::Kind::end;
    case Event::Kind::head: return step.kind == Step::Kind::head && step.action == event.action;
    case Event::Kind::pick_set: return step.kind == Step::Kind::pick_set && step.action == event.action;
    case Event::Kind::release:
      return step.kind == Step::Kind::release && (object == kWhichever || step.object == object);
    case Event::Kind::resume: return step.kind == Step::Kind::resume && step.action == event.action;
    case Event::Kind::act:
      if (step.kind != Step::Kind::act || step.action != event.action) return false;
      if (event.action->kind == ActionKind::create || event.action->target.entity != EntityKind::object) return true;
      return object == kWhichever || step.object == object;
    default: return false;
  }
}

// Breadth first over the agent's own choices, so that the fewest are made.
bool Replay::walk_to(const Event& event, int object, std::vector<Step>& steps, Walk walk) {
  struct Reached {
    State state;
    std::vector<Step> way;
  };
  std::deque<Reached> open{{*state_, {}}};
  while (!open.empty()) {
    Reached next = std::move(open.front());
    open.pop_front();
    const std::vector<Step> permitted = machine_.permitted(next.state, event.agent);
    const auto found =
        std::ranges::find_if(permitted, [&](const Step& step) { return is_step_for(event, object, step); });
    const bool stuck = permitted.empty() && machine_.waiting(next.state, event.agent).action == event.action;
    const bool cut =
        walk == Walk::ready && event.last_head && stuck;  // at the bound the machine permits no further round
    const bool there = walk == Walk::blocked ? stuck : found != permitted.end() || cut;
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

std::optional<std::vector<Step>> Replay::follow(const std::vector<Encoding::Happened>& happened) {
  state_ = machine_.initial();
  std::vector<Step> steps;
  for (const auto& [id, object] : happened) {
    const Event& event = events_.at(id);
    switch (event.kind) {
      case Event::Kind::cleanup_begins:
      case Event::Kind::destroy_begins:
      case Event::Kind::goes_by: {
        Step step;
        step.kind = event.kind == Event::Kind::goes_by ? Step::Kind::go_by : Step::Kind::begin;
        step.agent = event.agent;
        step.object = event.object;
        step.phase = event.kind == Event::Kind::cleanup_begins ? Phase::cleanup : Phase::destroy;
        if (event.kind == Event::Kind::goes_by) step.phase = Phase::destroy;
        if (!machine_.permits(*state_, step)) return std::nullopt;
        machine_.apply(*state_, step);
        steps.push_back(step);
        break;
      }
      case Event::Kind::set_done: break;  // the machine goes on without a step
      default:
        if (event.kind == Event::Kind::resume && over_stop(event.action)) break;  // taken when the agent goes on
        if (!walk_to(event, object, steps, Walk::take)) return std::nullopt;
    }
  }
  return steps;
}

bool Replay::settle(const std::vector<Standing>& standing, std::vector<Step>& steps) {
  return std::ranges::all_of(standing, [&](const Standing& each) {
    const Event& at = events_.at(each.event);
    return at.kind == Event::Kind::set_done ||
           walk_to(at, kWhichever, steps, each.enabled ? Walk::ready : Walk::blocked);
  });
}

bool reaches_at_rest(const Machine& machine, const Goal& goal, const State& state, bool& too_large) {
  if (goal.kind == Goal::Kind::leak && !machine.leaked(state, goal.object)) return false;
  const std::optional<Rest> rest = machine.at_rest(state, Machine::kClosedSetLimit, &too_large);
  if (!rest) return false;
  return goal.kind == Goal::Kind::leak || !rest->waiting.empty();
}

bool reaches(const Machine& machine, const World& world, const Goal& goal, const std::vector<Step>& steps) {
  State state = machine.initial();
  std::set<std::pair<EventKind, int>> ended;
  Effects last;
  bool first_ended = false, first_born = true;
  for (const Step& step : steps) {
    if (goal.order != nullptr) {
      const EventName& first = goal.order->first;
      first_ended = ended.contains({first.kind, goal.first});
      const bool of_object = first.kind != EventKind::thread_start && first.kind != EventKind::thread_end;
      if (of_object) first_born = machine.born(state, goal.first);
      if (first.kind == EventKind::create && first_born) first_ended = true;
      if (first.kind == EventKind::thread_start && !world.scenario().threads[goal.first].started) first_ended = true;
    }
    last = machine.apply(state, step);
    for (const Mark& mark : last.marks)
      if (mark.ends) ended.emplace(mark.kind, mark.index);
  }
  if (goal.kind == Goal::Kind::hazard)
    return std::ranges::find(last.hits, Hit{goal.hazard, goal.object}) != last.hits.end();
  const bool begins = std::ranges::any_of(last.marks, [&](const Mark& mark) {
    return mark.begins && mark.kind == goal.order->then.kind && mark.index == goal.object;
  });
  if (goal.kind == Goal::Kind::ended_then_begun) return begins && first_ended;
  const bool constrains = first_born || goal.order->first.kind == EventKind::create;
  return begins && !first_ended && constrains;
}

}  // namespace afterlife

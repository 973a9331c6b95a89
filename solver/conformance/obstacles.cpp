#include "solver/conformance/obstacles.hpp"

#include <algorithm>

namespace afterlife {
namespace {

Reason because(std::string text, const Span& at = {}) {
  return {at.known() ? Reason::Kind::scenario : Reason::Kind::machine, {}, std::move(text), {}, at};
}

}  // namespace

std::string Obstacles::target_of(const RecordedAction& action) const {
  Mention target;
  target.entity = action.entity;
  target.index = action.index;
  target.number = action.number;
  if (action.number > 0) target.which = Mention::Which::numbered;
  return instances_.scenario().name_of(target);
}

bool Obstacles::is_entry(const ResolvedEvent& event) const {
  const std::optional<Callback>& entry = instances_.decl(event.index).entry;
  return entry && entry->name == event.callback;
}

std::optional<Reason> Obstacles::never(const ResolvedEvent& event) const {
  if (!event.action && (event.is_lifecycle() || event.kind == EventKind::thread_end)) return std::nullopt;
  if (!event.action && event.kind == EventKind::run && is_entry(event)) return std::nullopt;
  const std::set<Actor>& actors = actors_.of(event);
  if (!actors.empty()) {
    const auto is_meant = [&](const Actor& actor) { return actors_.may_be(actor, *event.by); };
    if (!event.by || std::ranges::any_of(actors, is_meant)) return std::nullopt;
    return because(machine_.describe(*event.by) + " does no such thing in the scenario");
  }
  if (event.action)
    return because("nobody in the scenario does '" + std::string(word_of(*event.action)) + "' to " +
                   target_of(*event.action));
  switch (event.kind) {
    case EventKind::thread_start: {
      const ThreadDecl& thread = instances_.scenario().threads[event.index];
      return because(thread.name + " is started by nobody: it runs from the beginning, and starts once", thread.at);
    }
    case EventKind::run: return because("nobody in the scenario removes anything, and so no removal callback is run");
    case EventKind::create: {
      const ObjectDecl& decl = instances_.decl(event.index);
      return because(decl.name + " is created by nobody: it exists from the beginning", decl.at);
    }
    default: return because("nobody in the scenario asks for the deletion of " + instances_.name(event.index));
  }
}

// Callbacks of each instance.
void Obstacles::add_callbacks(std::vector<Agent>& agents, const Actor& actor) const {
  const ObjectDecl& decl = instances_.scenario().objects[actor.index];
  for (int number = 1; number <= decl.count; ++number) {
    const int runs = actor.kind == Agent::Kind::run ? decl.overlapping_runs : 1;
    for (int run = 0; run < runs; ++run) agents.push_back({actor.kind, instances_.id(actor.index, number), run});
  }
}

std::vector<Agent> Obstacles::agents(const ResolvedEvent& event) const {
  std::vector<Agent> found;
  if (event.is_lifecycle())
    return {{event.kind == EventKind::cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, event.index}};
  if (!event.action && event.kind == EventKind::thread_end) return {{Agent::Kind::thread, event.index}};
  if (!event.action && event.kind == EventKind::run && is_entry(event)) {
    for (int run = 0; run < instances_.decl(event.index).overlapping_runs; ++run)
      found.push_back({Agent::Kind::run, event.index, run});
    return found;
  }
  for (const Actor& actor : actors_.of(event)) {
    if (event.by && !actors_.may_be(actor, *event.by)) continue;
    if (actor.kind == Agent::Kind::teardown || actor.kind == Agent::Kind::thread)
      found.push_back({actor.kind, actor.index});
    else
      add_callbacks(found, actor);
  }
  if (event.by) std::erase_if(found, [&](Agent agent) { return agent != *event.by; });
  return found;
}

std::string Obstacles::not_active(Agent agent, const State& state) const {
  switch (agent.kind) {
    case Agent::Kind::teardown: return "has ended";
    case Agent::Kind::thread: {
      EventName end;
      end.kind = EventKind::thread_end;
      end.index = agent.index;
      return machine_.event_ended(state, end, agent.index) ? "has ended" : "has not been started";
    }
    case Agent::Kind::cleanup:
    case Agent::Kind::destroy: {
      const Phase phase = agent.kind == Agent::Kind::cleanup ? Phase::cleanup : Phase::destroy;
      return machine_.ended(state, agent.index, phase) ? "has ended" : "has not begun";
    }
    default: return "is not running";
  }
}

Reason Obstacles::stands(Agent agent, const State& state) const {
  if (!machine_.active(state, agent)) return because(not_active(agent, state));
  const std::vector<Step> steps = machine_.permitted(state, agent);
  if (steps.empty()) {
    const Waiting waiting = machine_.waiting(state, agent);
    return because(waiting.words, waiting.action != nullptr ? waiting.action->at : Span{});
  }
  const Step& next = steps.front();
  if (next.kind == Step::Kind::end && next.choice < 0) return because("has done everything, and can only end");
  return because("stands at '" + machine_.describe(next) + "'", next.action != nullptr ? next.action->at : Span{});
}

std::vector<Reason> Obstacles::of(const ResolvedEvent& event, const std::vector<const State*>& states) const {
  if (std::optional<Reason> why = never(event)) return {*std::move(why)};
  if (!event.action && event.kind == EventKind::run && !event.end && is_entry(event))
    return {because("no run of " + instances_.name(event.index) +
                    " can begin here: nothing was enqueued or sent that has not been run for, it was cancelled or "
                    "refused, or the run before it has not ended")};
  constexpr std::size_t kMostTold = 6, kMostStates = 5'000;
  std::vector<Reason> told;
  if (!event.action && event.kind == EventKind::create) {
    const int parent = instances_[event.index].parent;
    const auto is_going = [&](const State* state) { return machine_.in_deletion(*state, parent); };
    if (parent >= 0 && std::ranges::all_of(states, is_going))
      told.push_back(because(instances_.name(parent) + ", which it would be below, belongs to a deletion"));
  }
  for (const Agent agent : agents(event)) {
    if (told.size() == kMostTold || states.empty()) break;
    // It says most where it can go no further.
    Reason reason = stands(agent, *states.front());
    bool always = states.size() <= kMostStates, stuck = false;
    for (std::size_t i = 0; i < std::min(states.size(), kMostStates) && !stuck; ++i) {
      Reason other = stands(agent, *states[i]);
      if (other.text == reason.text && other.at == reason.at) continue;
      always = false;
      stuck = !machine_.active(*states[i], agent) || machine_.permitted(*states[i], agent).empty();
      if (stuck) reason = std::move(other);
    }
    const std::string where = always ? " " : " comes to it in no execution that fits the log; in one of them it ";
    reason.text = machine_.describe(agent) + where + reason.text;
    if (std::ranges::find(told, reason.text, &Reason::text) == told.end()) told.push_back(std::move(reason));
  }
  return told;
}

}  // namespace afterlife

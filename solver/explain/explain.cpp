#include "solver/explain/explain.hpp"
#include "solver/instances/event_names.hpp"

#include <algorithm>
#include <ranges>

#include "solver/explain/missing_order.hpp"
#include "solver/instances/names.hpp"

namespace afterlife {
namespace {

class ExecutionRenderer {
 public:
  ExecutionRenderer(const Machine& machine, const Instances& instances, const Goal& goal, const Lifted& lifted)
      : machine_(machine),
        instances_(instances),
        goal_(goal),
        steps_(lifted.steps),
        folded_(lifted.folded),
        state_(machine.initial()) {}

  Execution tell() {
    for (std::size_t i = 0; i < steps_.size();) {
      const std::size_t run = run_at(i);
      // Only the state before the last step is asked for again; copying each would cost as much as the whole execution.
      if (i + run == steps_.size()) state_before_ = state_;
      add(steps_[i], i + run == steps_.size());
      for (std::size_t more = 1; more < run; ++more) machine_.apply(state_, steps_[i + more]);
      shown_.steps.back().repeats = static_cast<int>(run);
      if (run > 1) shown_.steps.back().event += " and " + std::to_string(run - 1) + " alike";
      if (shown_.steps.back().number > 0) number_ += static_cast<int>(run) - 1;
      i += run;
    }
    for (TraceStep& step : shown_.steps | std::views::reverse) {
      if (step.number > 0) break;
      step.aside = false;  // nothing comes after it
    }
    shown_.length = static_cast<std::uint64_t>(number_);
    shown_.headline = headline();
    if (goal_.at_rest())
      waits();
    else if (goal_.kind == Goal::Kind::stands)
      stands();
    else
      shown_.missing = missing_orders(instances_, goal_, steps_.back());
    return std::move(shown_);
  }

 private:
  [[nodiscard]] std::size_t run_at(std::size_t step) const {
    const auto run = std::ranges::find(folded_, step, &std::pair<std::size_t, std::size_t>::first);
    return run == folded_.end() ? 1 : run->second;
  }

  void add(const Step& step, bool last) {
    TraceStep line;
    line.number = step.printed() ? ++number_ : 0;
    line.agent = machine_.describe(step.agent);
    line.event = told(step);
    if (step.action != nullptr) line.at = step.action->at;
    if (step.kind == Step::Kind::release) line.at = held_at(step);
    if (step.kind == Step::Kind::run) line.at = instances_.decl(step.object).entry->at;
    if (step.kind == Step::Kind::call) line.at = instances_.decl(step.object).removals[step.choice].at;
    if (step.kind == Step::Kind::begin || step.kind == Step::Kind::pass_over) {
      line.why = machine_.reasons(state_, step);
      const ObjectDecl& decl = instances_.decl(step.object);
      const std::optional<Callback>& callback = step.phase == Phase::cleanup ? decl.cleanup : decl.destroy;
      if (callback && step.kind == Step::Kind::begin) line.at = callback->at;
    }
    const Effects effects = machine_.apply(state_, step);
    if (step.kind == Step::Kind::release) line.note = references_on(step.object);
    if (step.printed() && step.action != nullptr && step.kind != Step::Kind::call)
      line.note = what_came_of_it(step, effects);
    // The return of an entry callback goes without saying unless others have moved since its last step.
    const bool of_run = step.agent.kind == Agent::Kind::run || step.kind == Step::Kind::run;
    const int moving = !of_run ? -1 : step.kind == Step::Kind::run ? step.object : step.agent.index;
    line.aside = (step.kind == Step::Kind::end && of_run && moving != moved_last_) || begins_removal(step);
    if (step.printed()) moved_last_ = moving;
    line.violating = last && !goal_.at_rest() && goal_.kind != Goal::Kind::stands;
    if (line.violating) line.note = violating_note(line.note);
    shown_.steps.push_back(std::move(line));
  }

  // Which instance is removed is no step, and the deletion that a removal asks for comes after its callbacks. A reader
  // looks for the removal before them.
  [[nodiscard]] bool begins_removal(const Step& step) const {
    if (step.kind != Step::Kind::choose || !removes(step.action->kind)) return false;
    const auto later = std::ranges::subrange(steps_.begin() + (&step - steps_.data()) + 1, steps_.end());
    const auto next = std::ranges::find(later, step.agent, &Step::agent);
    return next != later.end() && next->kind == Step::Kind::call;
  }

  std::string told(const Step& step) const {
    if (begins_removal(step)) {
      Step asked = step;
      asked.kind = Step::Kind::act;
      return machine_.describe(asked);
    }
    const bool after_its_callbacks =
        step.kind == Step::Kind::act && step.action != nullptr && removes(step.action->kind) && step.object >= 0 &&
        std::ranges::any_of(steps_.begin(), steps_.begin() + (&step - steps_.data()), [&](const Step& earlier) {
          return earlier.action == step.action && earlier.object == step.object && begins_removal(earlier);
        });
    if (!after_its_callbacks) return machine_.describe(step);
    return "delete " + instances_.name(step.object) + ", at the end of '" + std::string(name(step.action->kind)) + "'";
  }

  std::string what_came_of_it(const Step& step, const Effects& effects) const {
    if (!effects.took_effect && step.action->kind == ActionKind::create) return why_create_fails(step.object);
    if (!effects.took_effect && step.action->kind == ActionKind::start) return "has been started before: no effect";
    if (!effects.took_effect && requests_deletion(step.action->kind))
      return step.object < 0 ? "nothing is born yet: no effect"
             : machine_.begun(state_, step.object, Phase::destroy)
                 ? instances_.name(step.object) + " is destroyed already: a dead handle"
                 : "already being deleted: changes nothing";
    if (!effects.took_effect && step.action->kind == ActionKind::enqueue && step.object >= 0)
      return "its deletion has come this far: no run follows";
    if (!effects.took_effect && step.action->kind == ActionKind::send && step.object >= 0 && step.other >= 0)
      return "fails: " + instances_.name(step.other) + " is closed";
    const bool of_object = step.action->target.entity == EntityKind::object;
    if (of_object && step.object < 0 && step.action->kind != ActionKind::create)
      return "nothing is born yet: no effect";
    const bool counts = step.action->kind == ActionKind::reference || step.action->kind == ActionKind::dereference;
    if (counts && machine_.begun(state_, step.object, Phase::destroy))
      return "the destroy of " + instances_.name(step.object) + " has begun: changes nothing";
    if (counts) return references_on(step.object);
    if (step.action->may_time_out && step.choice != 0) return "does not time out here";
    if (effects.found_set) {
      if (step.action->kind == ActionKind::test_and_set) return *effects.found_set ? "it was set" : "it was not set";
      return *effects.found_set ? "it is set" : "it is not set";
    }
    return {};
  }

  std::string references_on(int object) const {
    return "references on " + instances_.name(object) + ": " + std::to_string(machine_.references(state_, object));
  }

  // Where the thread is said to hold the object.
  Span held_at(const Step& step) const {
    const Instance& instance = instances_[step.object];
    for (const Mention& held : instances_.scenario().threads[step.agent.index].holds)
      if (held.index == instance.decl && (held.which != Mention::Which::numbered || held.number == instance.number))
        return held.at;
    return {};
  }

  std::string why_create_fails(int object) const {
    if (object < 0) return "fails: no instance is left";
    const Instance& instance = instances_[object];
    for (const int needed : {instance.parent, instance.from})
      if (needed >= 0 && !machine_.born(state_, needed)) return "fails: " + instances_.name(needed) + " is not born";
    const bool gone = machine_.begun(state_, instance.parent, Phase::destroy);
    return "fails: " + instances_.name(instance.parent) + (gone ? " is destroyed" : " is being deleted");
  }

  std::string violating_note(const std::string& note) const {
    std::string more = why_still_there(instances_, machine_, state_before_, steps_);
    if (note.empty()) return more;
    return more.empty() ? note : note + "; " + more;
  }

  std::string headline() const {
    const std::string object = goal_.object >= 0 && goal_.kind != Goal::Kind::deadlock && goal_.order == nullptr
                                   ? instances_.name(goal_.object)
                                   : "";
    switch (goal_.kind) {
      case Goal::Kind::hazard: return hazard_headline(object);
      case Goal::Kind::not_yet_ended:
        return name_in(instances_, goal_.order->then, goal_.object) + " begins although " +
               name_in(instances_, goal_.order->first, goal_.first) + " has not ended.";
      case Goal::Kind::ended_then_begun:
        return name_in(instances_, goal_.order->first, goal_.first) + " has ended when " +
               name_in(instances_, goal_.order->then, goal_.object) + " begins.";
      case Goal::Kind::leak: {
        const int references = machine_.references(state_, goal_.object);
        const std::string why =
            references > 0 ? "; explicit references still outstanding on it: " + std::to_string(references) : "";
        return "Everything has come to rest, and " + object + " has not been destroyed" + why + ".";
      }
      case Goal::Kind::stands: return standing_headline();
      case Goal::Kind::deadlock: return "Nothing can go on, and these still wait.";
      default: return {};
    }
  }

  // Where an agent stands is no step: it is told after the steps that lead there.
  std::string standing_headline() const {
    const std::optional<Agent> agent = machine_.waits_at_dispatch(state_);
    if (!agent) return {};
    const Waiting waiting = machine_.waiting(state_, *agent);
    return subject(instances_, *agent) + " comes to '" + std::string(name(waiting.action->kind)) +
           "', which waits, at DISPATCH_LEVEL.";
  }

  // What the agent of the last step does to the object.
  std::string does(const Step& step, const std::string& object) const {
    if (step.kind == Step::Kind::run) return "hands " + object + " to its completion routine";
    if (step.action == nullptr) return "releases " + object;
    if (step.action->said_start) return "starts " + object;
    const ActionFacts& row = facts(step.action->kind);
    const bool second = step.other == goal_.object && !row.does_to_other.empty();
    return filled(second ? row.does_to_other : row.does, object);
  }

  std::string hazard_headline(const std::string& object) const {
    const Step& last = steps_.back();
    const std::string done = subject(instances_, last.agent) + " " + does(last, object);
    // Of what is done to two objects it is said at once which of them it is about.
    const bool of_two = last.action != nullptr && last.action->other;
    const std::string cleaned_up = of_two ? ", which has been cleaned up" : " after " + object + " has been cleaned up";
    const std::string unreferenced = "while no explicit reference on " + object + " is outstanding.";
    switch (goal_.hazard) {
      case Hazard::use_after_cleanup: return done + cleaned_up + ".";
      case Hazard::unreferenced_use_after_cleanup: return done + cleaned_up + ", " + unreferenced;
      case Hazard::use_after_destroy:
        return done + (of_two ? ", whose destroy has begun." : " after the destroy of " + object + " has begun.");
      case Hazard::use_in_destroy:
        return done + ", although in its own destroy callback only its context may be touched.";
      case Hazard::over_dereference: return done + " " + unreferenced;
      case Hazard::forbidden_delete:
        return done + ", and only the framework deletes a " + instances_.type(goal_.object).name + ".";
      case Hazard::start_after_delete: return done + " although " + object + " belongs to a deletion.";
      case Hazard::double_delete: return done + " although the deletion of " + object + " was already asked for.";
      case Hazard::leak:
      case Hazard::deadlock:
      case Hazard::wait_at_dispatch: break;  // have headlines of their own
    }
    return done + ".";
  }

  void stands() {
    const std::optional<Agent> agent = machine_.waits_at_dispatch(state_);
    if (!agent) return;
    const Waiting waiting = machine_.waiting(state_, *agent);
    TraceStep line;
    line.agent = machine_.describe(*agent);
    line.event = "comes to '" + std::string(name(waiting.action->kind)) + "' at DISPATCH_LEVEL";
    line.at = waiting.action->at;
    line.violating = true;
    shown_.steps.push_back(std::move(line));
  }

  void waits() {
    const std::optional<Rest> rest = machine_.at_rest(state_);
    if (!rest) return;
    std::vector<Agent> on;
    for (const Agent agent : rest->waiting) {
      const Waiting waiting = machine_.waiting(state_, agent);
      shown_.waits.push_back(
          {machine_.describe(agent), waiting.words, waiting.action != nullptr ? waiting.action->at : Span{}});
      on.insert(on.end(), waiting.on.begin(), waiting.on.end());
    }
    // In a cycle: everybody who waits is waited for by somebody who waits.
    shown_.waits_in_a_cycle = !rest->waiting.empty() && std::ranges::all_of(rest->waiting, [&](const Agent& agent) {
      return std::ranges::find(on, agent) != on.end();
    });
  }

  const Machine& machine_;
  const Instances& instances_;
  const Goal& goal_;
  const std::vector<Step>& steps_;
  const std::vector<std::pair<std::size_t, std::size_t>>& folded_;
  State state_, state_before_ = state_;
  Execution shown_;
  int number_ = 0;
  int moved_last_ = -1;  // the object whose run took the last step that is counted; -1: somebody else
};

}  // namespace

Execution explain(const Machine& machine, const Instances& instances, const Goal& goal, const Lifted& lifted) {
  return ExecutionRenderer(machine, instances, goal, lifted).tell();
}

}  // namespace afterlife

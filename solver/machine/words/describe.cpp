#include "solver/machine/words/describe.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "solver/instances/names.hpp"

namespace afterlife {
namespace {

std::string describe_choice(const Instances& instances, const Step& step) {
  const Action& action = *step.action;
  switch (facts(action.kind).shape) {
    case ActionShape::choose: return "takes branch " + std::to_string(step.choice + 1);
    case ActionShape::maybe: return step.choice == 1 ? "takes the optional part" : "leaves the optional part out";
    case ActionShape::removal:
      if (step.kind != Step::Kind::choose) break;
      return "begins to " + std::string(name(action.kind)) + " " + target_name(instances, action.target, step.object);
    case ActionShape::loop: return step.choice == 1 ? "goes round the loop" : "leaves the loop";
    case ActionShape::touch:
    case ActionShape::act:
    case ActionShape::bounded:
    case ActionShape::stop:
    case ActionShape::cancel:
    case ActionShape::deletion:
    case ActionShape::create:
    case ActionShape::take:
    case ActionShape::send:
    case ActionShape::test:
    case ActionShape::at_irql: break;
  }
  return (step.choice == 1 ? "waits in " : "does not wait in ") + std::string(name(action.kind)) + " " +
         target_name(instances, action.target, step.object);
}

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

// "EvtWorkItem of W#1 or W#2", "what was sent to Target"
std::string runs_of(const Instances& instances, const WaitsFor& wait) {
  if (wait.objects.empty()) return "";
  std::vector<std::string> names;
  for (const int object : wait.objects) names.push_back(instances.name(object));
  const int last = wait.objects.back();
  const std::optional<Callback>& entry = instances.decl(last).entry;
  const std::string whose = instances.type(last).has_role("io-target") ? "what was sent to "
                            : entry                                    ? entry->name + " of "
                                                                       : "a run of ";
  return whose + any_of(names, instances.scenario().name_of(wait.action->target));
}

// "lock L", "lock S#1 or S#2"
std::string locks_of(const Instances& instances, const WaitsFor& wait) {
  if (wait.objects.empty()) return "";
  const Mention& target = wait.action->target;
  std::vector<std::string> names;
  for (const int object : wait.objects)
    names.push_back(object >= 0 ? instances.name(object) : instances.scenario().locks[target.index]);
  return "lock " + any_of(names, instances.scenario().name_of(target));
}

std::string what(const Instances& instances, const WaitsFor& wait) {
  const Scenario& scenario = instances.scenario();
  switch (wait.kind) {
    case WaitsFor::Kind::nothing: break;
    case WaitsFor::Kind::thread: return scenario.threads[wait.action->target.index].name + " to end";
    case WaitsFor::Kind::signal: return "signal " + scenario.signals[wait.action->target.index];
    case WaitsFor::Kind::locks: return locks_of(instances, wait);
    case WaitsFor::Kind::runs: return runs_of(instances, wait);
    case WaitsFor::Kind::item:
      return scenario.name_of(wait.action->target) + " in " + scenario.name_of(*wait.action->other);
    case WaitsFor::Kind::cleanup: return "the cleanup of " + instances.name(wait.objects.front());
    case WaitsFor::Kind::destroy: return "the destroy of " + instances.name(wait.objects.front());
  }
  return "";
}

std::vector<std::string> in_words(const Instances& instances, const std::vector<Agent>& agents) {
  std::vector<std::string> words;
  for (const Agent agent : agents) words.push_back(in_words(instances, agent));
  return words;
}

std::string because(const Instances& instances, Agent agent, const WaitsFor& wait) {
  if (wait.kind == WaitsFor::Kind::locks) {
    std::vector<Agent> others = wait.on;
    const bool itself = std::erase(others, agent) > 0;
    return held_by(in_words(instances, others), itself);
  }
  std::string text;
  for (const auto& [object, runs] : wait.held_up)
    text += (text.empty() ? "where the cleanup of " : ", and the cleanup of ") + instances.name(object) +
            " waits for " + in_a_row(in_words(instances, runs), "and");
  if (!text.empty() || !wait.is_for_deletion()) return text;
  std::vector<Agent> of_others = wait.on;
  std::erase_if(of_others, [&](const Agent& body) { return body.index == wait.objects.front(); });
  std::vector<std::string> words = in_words(instances, of_others);
  for (std::string& callback : words) callback.insert(0, "the ");
  return words.empty() ? "" : "and so for " + in_a_row(words, "and");
}

}  // namespace

Waiting describe(const Instances& instances, Agent agent, const WaitsFor& wait) {
  std::string words = "waits";
  if (const std::string awaited = what(instances, wait); !awaited.empty())
    words += (wait.is_for_deletion() ? " inside the call for " : " for ") + awaited;
  if (const std::string between = because(instances, agent, wait); !between.empty()) words += ", " + between;
  return {wait.action, std::move(words), wait.on};
}

std::string describe(const Instances& instances, const Step& step) {
  const auto phase_name = [&](int object, Phase phase) {
    const ObjectDecl& decl = instances.decl(object);
    const std::optional<Callback>& callback = phase == Phase::cleanup ? decl.cleanup : decl.destroy;
    if (callback) return callback->name + "(" + instances.name(object) + ")";
    return std::string(name(phase)) + " of " + instances.name(object);
  };
  switch (step.kind) {
    case Step::Kind::run: {
      const std::string& run = instances.decl(step.object).entry->name;
      return run == kNamelessRun ? run + " of " + instances.name(step.object)
                                 : run + "(" + instances.name(step.object) + ")";
    }
    case Step::Kind::call:
      return instances.decl(step.object).removals[step.choice].name + "(" + instances.name(step.object) + ")";
    case Step::Kind::begin: return phase_name(step.object, step.phase);
    case Step::Kind::pass_over: return "the destroy pass goes by " + instances.name(step.object);
    case Step::Kind::release: return "dereference " + instances.name(step.object);
    case Step::Kind::pick_set:
      return "fixes what each " + instances.scenario().objects[step.action->target.index].name + " means";
    case Step::Kind::resume:
      return std::string(name(step.action->kind)) + " " + target_name(instances, step.action->target, step.object) +
             " returns";
    case Step::Kind::choose:
    case Step::Kind::head:
    case Step::Kind::wait: return describe_choice(instances, step);
    case Step::Kind::end:
      if (step.agent.kind == Agent::Kind::cleanup) return phase_name(step.agent.index, Phase::cleanup) + " returns";
      if (step.agent.kind == Agent::Kind::destroy) return phase_name(step.agent.index, Phase::destroy) + " returns";
      if (step.choice >= 0)
        return instances.decl(step.object).removals[step.choice].name + "(" + instances.name(step.object) + ") returns";
      return in_words(instances, step.agent) + " ends";
    case Step::Kind::act: break;
  }
  std::string text(word_of(*step.action));
  text += " " + target_name(instances, step.action->target, step.object);
  if (step.action->other)
    text += (step.action->kind == ActionKind::take ? " from " : " to ") +
            target_name(instances, *step.action->other, step.other);
  if (step.action->failed_add) text += " (its add has failed)";
  return step.choice == 0 ? text + " (gives up waiting)" : text;
}

}  // namespace afterlife

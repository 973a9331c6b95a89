// Agents and steps in words, callbacks by the names that the framework gives them.
#include "solver/machine/impl.hpp"

namespace afterlife {

std::string Machine::Impl::describe(Agent agent) const {
  switch (agent.kind) {
    case Agent::Kind::teardown: return "teardown";
    case Agent::Kind::thread: return scenario.threads[agent.index].name;
    case Agent::Kind::cleanup: return "cleanup of " + world.name(agent.index);
    case Agent::Kind::destroy: return "destroy of " + world.name(agent.index);
    case Agent::Kind::run: {
      const std::string name = world.decl(agent.index).entry->name + " of " + world.name(agent.index);
      return agent.number == 0 ? name : name + " (" + std::to_string(agent.number + 1) + ")";
    }
    case Agent::Kind::framework: break;
  }
  return "framework";
}

namespace {

// Of what is done to nothing, because nothing is born, the scenario's word for it.
std::string target_name(const World& world, const Mention& target, int object) {
  const bool known = target.entity == EntityKind::object && object >= 0;
  return known ? world.name(object) : world.scenario().name_of(target);
}

std::string describe_choice(const World& world, const Step& step) {
  const Action& action = *step.action;
  switch (action.kind) {
    case ActionKind::choose: return "takes branch " + std::to_string(step.choice + 1);
    case ActionKind::maybe: return step.choice == 1 ? "takes the optional part" : "leaves the optional part out";
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
      if (step.kind != Step::Kind::choose) break;
      return "begins to " + std::string(name(action.kind)) + " " + target_name(world, action.target, step.object);
    case ActionKind::loop: return step.choice == 1 ? "goes round the loop" : "leaves the loop";
    default: break;
  }
  return (step.choice == 1 ? "waits in " : "does not wait in ") + std::string(name(action.kind)) + " " +
         target_name(world, action.target, step.object);
}

}  // namespace

std::string Machine::Impl::describe(const Step& step) const {
  const auto phase_name = [&](int object, Phase phase) {
    const ObjectDecl& decl = world.decl(object);
    const std::optional<Callback>& callback = phase == Phase::cleanup ? decl.cleanup : decl.destroy;
    if (callback) return callback->name + "(" + world.name(object) + ")";
    return std::string(name(phase)) + " of " + world.name(object);
  };
  switch (step.kind) {
    case Step::Kind::run: {
      const std::string& run = world.decl(step.object).entry->name;
      return run == kNamelessRun ? run + " of " + world.name(step.object) : run + "(" + world.name(step.object) + ")";
    }
    case Step::Kind::call:
      return world.decl(step.object).removals[step.choice].name + "(" + world.name(step.object) + ")";
    case Step::Kind::begin: return phase_name(step.object, step.phase);
    case Step::Kind::go_by: return "the destroy pass goes by " + world.name(step.object);
    case Step::Kind::release: return "dereference " + world.name(step.object);
    case Step::Kind::pick_set: return "fixes what each " + scenario.objects[step.action->target.index].name + " means";
    case Step::Kind::resume:
      return std::string(name(step.action->kind)) + " " + target_name(world, step.action->target, step.object) +
             " returns";
    case Step::Kind::choose:
    case Step::Kind::head:
    case Step::Kind::wait: return describe_choice(world, step);
    case Step::Kind::end:
      if (step.agent.kind == Agent::Kind::cleanup) return phase_name(step.agent.index, Phase::cleanup) + " returns";
      if (step.agent.kind == Agent::Kind::destroy) return phase_name(step.agent.index, Phase::destroy) + " returns";
      if (step.choice >= 0)
        return world.decl(step.object).removals[step.choice].name + "(" + world.name(step.object) + ") returns";
      return describe(step.agent) + " ends";
    case Step::Kind::act: break;
  }
  std::string text(step.action->said_start ? "start" : name(step.action->kind));
  text += " " + target_name(world, step.action->target, step.object);
  if (step.action->other)
    text += (step.action->kind == ActionKind::take ? " from " : " to ") +
            target_name(world, *step.action->other, step.other);
  if (step.action->failed_add) text += " (its add has failed)";
  return step.choice == 0 ? text + " (gives up waiting)" : text;
}

}  // namespace afterlife

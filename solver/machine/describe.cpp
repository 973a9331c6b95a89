// Agents and steps in words, callbacks by the names that the framework gives them.
#include "solver/instances/names.hpp"
#include "solver/machine/impl.hpp"

namespace afterlife {

std::string Machine::Impl::describe(Agent agent) const { return in_words(instances, agent); }

namespace {

std::string describe_choice(const Instances& instances, const Step& step) {
  const Action& action = *step.action;
  switch (action.kind) {
    case ActionKind::choose: return "takes branch " + std::to_string(step.choice + 1);
    case ActionKind::maybe: return step.choice == 1 ? "takes the optional part" : "leaves the optional part out";
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close:
      if (step.kind != Step::Kind::choose) break;
      return "begins to " + std::string(name(action.kind)) + " " + target_name(instances, action.target, step.object);
    case ActionKind::loop: return step.choice == 1 ? "goes round the loop" : "leaves the loop";
    case ActionKind::use:
    case ActionKind::context:
    case ActionKind::reference:
    case ActionKind::dereference:
    case ActionKind::create:
    case ActionKind::delete_:
    case ActionKind::complete:
    case ActionKind::start:
    case ActionKind::enqueue:
    case ActionKind::request_stop:
    case ActionKind::join:
    case ActionKind::stop:
    case ActionKind::cancel:
    case ActionKind::cancel_and_wait:
    case ActionKind::flush:
    case ActionKind::signal:
    case ActionKind::wait:
    case ActionKind::set:
    case ActionKind::clear:
    case ActionKind::if_:
    case ActionKind::test_and_set:
    case ActionKind::lock:
    case ActionKind::unlock:
    case ActionKind::add:
    case ActionKind::take:
    case ActionKind::send:
    case ActionKind::at_irql: break;
  }
  return (step.choice == 1 ? "waits in " : "does not wait in ") + std::string(name(action.kind)) + " " +
         target_name(instances, action.target, step.object);
}

}  // namespace

std::string Machine::Impl::describe(const Step& step) const {
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
    case Step::Kind::pick_set: return "fixes what each " + scenario.objects[step.action->target.index].name + " means";
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
      return describe(step.agent) + " ends";
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

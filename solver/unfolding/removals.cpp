// Removals, unloads, closes: the removal callbacks, and then the request to delete.
#include <algorithm>
#include <utility>

#include "solver/unfolding/unfolder.hpp"

namespace afterlife {

// The removal callbacks of the instance that is meant, and the request to delete it.
Unfolder::Exits Unfolder::removal(const Action& action, const Exits& entries, const Context& context) {
  const int declaration = action.target.index;
  const bool inside = std::ranges::find(context.removing, declaration) != context.removing.end();
  if (action.failed_add || inside || instances_.scenario().objects[declaration].removals.empty())
    return act(action, entries, context);
  const std::vector<Target> targets = aim(action.target, entries, context);
  if (surely_born(targets)) return remove(action, targets.front().binding.id, entries, context);
  const int pick = add(Event::Kind::picks_removed, context, entries, &action);
  events_.events_[pick].targets = targets;
  const auto picked = [&](int instance) { return after(pick, entries, {{Literal::Kind::removes, pick, 1, instance}}); };
  Exits exits;
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
    const int instance = instances_.id(declaration, number);
    const bool meant = std::ranges::any_of(targets, [&](const Target& target) {
      return target.binding.kind != Binding::Kind::instance || target.binding.id == instance;
    });
    if (meant) append(exits, remove(action, instance, picked(instance), context));
  }
  const Exits none = picked(-1);
  const int idle = add(Event::Kind::act, context, none, &action);
  append(exits, after(idle, none));
  return exits;
}

Unfolder::Exits Unfolder::remove(const Action& action, int instance, Exits entries, const Context& context) {
  Context inside = context;
  inside.self = instance;
  inside.outer_loops = false;
  inside.level = Irql::passive;
  inside.removing.push_back(action.target.index);
  const std::vector<Callback>& callbacks = instances_.decl(instance).removals;
  for (int i = 0; i < static_cast<int>(callbacks.size()); ++i) {
    const int calls = add(Event::Kind::calls, context, entries, &action);
    Exits begin = open_iteration(after(calls, entries));
    for (Exit& exit : begin)
      exit.scope = std::make_shared<const Scope>(Scope{scope_of(instance)->bindings, exit.scope->outer});
    Flow flow = body(callbacks[i].body, std::move(begin), inside);
    append(flow.on, flow.skipped);
    const int ends = add(Event::Kind::call_ends, context, flow.on, &action);
    entries = close_iteration(after(ends, flow.on));
    for (const int event : {calls, ends}) {
      events_.events_[event].object = instance;
      events_.events_[event].callback = i;
    }
    events_.calls_[{instance, i}].push_back({calls, ends});
  }
  const int request = add(Event::Kind::act, context, entries, &action);
  events_.events_[request].targets = {{{}, {Binding::Kind::instance, instance}}};
  index(request);
  return after_deletion_request(request, entries, context);
}

}  // namespace afterlife

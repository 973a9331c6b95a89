// Runs of entry callbacks, requests that are sent, collections, and waiting for a run.
#include "solver/unfolding/unfolder.hpp"

namespace afterlife {

void Unfolder::run(int instance, int number) {
  const int begins = add(Event::Kind::run_begins, Context(Agent{}), {}, nullptr);
  events_.events_[begins].object = instance;
  events_.events_[begins].run = number;
  Context context(Agent{Agent::Kind::run, instance, number}, instance);
  context.level = instances_.runs_at(instance);
  Flow flow = body(instances_.decl(instance).entry->body, {Exit{{begins, {}}, scope_of(instance)}}, context);
  append(flow.on, flow.skipped);
  const int ends = add(Event::Kind::run_ends, context, flow.on, nullptr);
  events_.events_[ends].object = instance;
  events_.events_[ends].run = number;
  events_.runs_[instance].push_back({begins, ends});
}

Unfolder::Flow Unfolder::send(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  events_.events_[event].targets = aim(action.target, entries, context);
  events_.events_[event].others = aim(*action.other, entries, context);
  index(event);
  if (branch_of(action, 0).empty()) return {after(event, entries), {}};
  Flow flow{after(event, entries, {{Literal::Kind::outcome, event, 1}}), {}};
  Flow other = body(branch_of(action, 0), after(event, entries, {{Literal::Kind::outcome, event, 0}}), context);
  append(flow.on, other.on);
  append(flow.skipped, other.skipped);
  return flow;
}

Unfolder::Exits Unfolder::take(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  Event& made = events_.events_[event];
  made.targets = {{{}, {Binding::Kind::any, -1}}};
  made.others = aim(*action.other, entries, context);
  index(event);
  const bool surely = surely_born(events_.at(event).others);
  std::vector<Literal> when;
  if (!surely) when.push_back({Literal::Kind::outcome, event, 1});
  Exits exits = after(event, entries, when);
  for (Exit& exit : exits) exit.scope = with(exit.scope, action.target.index, {Binding::Kind::taken, event});
  if (!surely) append(exits, after(event, entries, {{Literal::Kind::outcome, event, 0}}));
  return exits;
}

// It waits for the run in progress, if there is something to wait for.
Unfolder::Exits Unfolder::after_cancel(int request, const Exits& entries, const Context& context) {
  const Literal done{Literal::Kind::outcome, request, 1};
  std::vector<Literal> into{done};
  const int waits = events_.at(request).action->may_time_out ? fork(2) : -1;
  if (waits >= 0) into.push_back({Literal::Kind::fork, waits, 1});
  const Exits waiting = after(request, entries, into);
  Exits exits = after(resume(request, waiting, context), waiting);
  append(exits, after(request, entries, {{Literal::Kind::outcome, request, 0}}));
  if (waits >= 0) append(exits, after(request, entries, {done, {Literal::Kind::fork, waits, 0}}));
  return exits;
}

}  // namespace afterlife

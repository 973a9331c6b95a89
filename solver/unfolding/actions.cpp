// Acts: one, the same done to each of a set, and what follows a create, a delete, a stop.
#include <utility>

#include "solver/unfolding/unfolder.hpp"

namespace afterlife {

Unfolder::Exits Unfolder::act(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  Event& made = events_.events_[event];
  if (action.target.entity == EntityKind::object) made.targets = aim(action.target, entries, context);
  if (action.other) made.others = aim(*action.other, entries, context);
  index(event);
  if (requests_deletion(action.kind)) return after_deletion_request(event, entries, context);
  if (action.kind == ActionKind::stop) return after_stop(event, entries, context);
  if (action.kind == ActionKind::cancel_and_wait) return after_cancel(event, entries, context);
  if (action.may_time_out) events_.events_[event].fork = fork(2);
  return after(event, entries);
}

void Unfolder::index(int event) {
  const Action& action = *events_.at(event).action;
  const ActionKind kind = requests_deletion(action.kind) ? ActionKind::delete_ : action.kind;
  events_.acts_[{kind, action.target.entity, action.target.index}].push_back(event);
  if (action.other) events_.acts_with_[{kind, action.other->index}].push_back(event);
}

int Unfolder::resume(int request, const Exits& waiting, const Context& context) {
  const int resume = add(Event::Kind::resume, context, waiting, events_.at(request).action);
  Event& made = events_.events_[resume];
  made.request = request;
  made.targets = events_.at(request).targets;
  made.group = events_.at(request).group;
  return resume;
}

// It may wait for what it asked for.
Unfolder::Exits Unfolder::after_deletion_request(int request, const Exits& entries, const Context& context) {
  const bool always = always_waits(events_.at(request).action->kind);
  if (!always && instances_.framework().deletion.returns == DeletionFacts::Returns::any_time)
    events_.events_[request].fork = fork(2);
  const Exits waiting = after(request, entries, {{Literal::Kind::waits, request, 1}});
  Exits exits = after(resume(request, waiting, context), waiting);
  append(exits, after(request, entries, {{Literal::Kind::waits, request, 0}}));
  return exits;
}

// It waits for the end of the thread.
Unfolder::Exits Unfolder::after_stop(int request, const Exits& entries, const Context& context) {
  const Exits waiting = after(request, entries);
  const int ended = resume(request, waiting, context);
  if (events_.at(request).action->may_time_out) events_.events_[ended].fork = fork(2);
  return after(ended, waiting);
}

Unfolder::Flow Unfolder::create(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  index(event);
  Flow flow;
  flow.on = after(event, entries, {{Literal::Kind::outcome, event, 1}});
  for (Exit& exit : flow.on) exit.scope = with(exit.scope, action.target.index, {Binding::Kind::created, event});
  const Exits failed = after(event, entries, {{Literal::Kind::outcome, event, 0}});
  if (action.short_form) {
    flow.skipped = failed;
    return flow;
  }
  Flow other = body(branch_of(action, 0), failed, context);
  append(flow.on, other.on);
  append(flow.skipped, other.skipped);
  return flow;
}

Unfolder::Exits Unfolder::each(const Action& action, const Exits& entries, const Context& context) {
  const int pick = add(Event::Kind::pick_set, context, entries, &action);
  const int declaration = action.target.index;
  std::vector<Event::Member> members;
  for (int number = 1; number <= instances_.scenario().objects[declaration].count; ++number) {
    const int instance = instances_.id(declaration, number);
    const Exits begin = after(pick, entries);
    const int member = add(Event::Kind::act, context, begin, &action);
    Event& made = events_.events_[member];
    made.targets = {{{}, {Binding::Kind::instance, instance}}};
    made.object = instance;
    made.request = pick;
    made.group = pick;
    if (action.other) made.others = aim(*action.other, begin, context);
    index(member);
    const Exits out = requests_deletion(action.kind)               ? after_deletion_request(member, begin, context)
                      : action.kind == ActionKind::cancel_and_wait ? after_cancel(member, begin, context)
                                                                   : after(member, begin);
    members.push_back({instance, member, {}});
    for (const Exit& exit : out) members.back().ways_out.push_back(exit.entry);
  }
  const Exits picked = after(pick, entries);
  const int done = add(Event::Kind::set_done, context, picked, &action);
  events_.events_[pick].set_done = done;
  for (const Event::Member& member : members) events_.events_[member.act].set_done = done;
  events_.events_[done].members = std::move(members);
  events_.events_[done].request = pick;
  return after(done, picked);
}

}  // namespace afterlife

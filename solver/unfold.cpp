#include "solver/unfold.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "solver/size.hpp"

namespace afterlife {
namespace {

// Events point into the scenario's bodies; where a branch is absent they must not point into a temporary.
const Body kNothing;

const Body& branch_of(const Action& action, std::size_t branch) {
  return branch < action.bodies.size() ? action.bodies[branch] : kNothing;
}

}  // namespace

void Unfolder::unfold() {
  framework_events();
  teardown();
  events_.thread_ends_.resize(world_.scenario().threads.size(), -1);
  for (int t = 0; t < static_cast<int>(world_.scenario().threads.size()); ++t) thread(t);
  for (int i = 0; i < world_.size(); ++i) {
    if (world_.decl(i).cleanup) callback(i, Phase::cleanup);
    if (world_.decl(i).destroy) callback(i, Phase::destroy);
    for (int number = 1; world_.decl(i).entry && number <= bounds_.runs; ++number) run(i, number);
  }
}

// Begin and end of every cleanup and destroy, and of the destroy pass going by. Without a callback, begin and end are one.
void Unfolder::framework_events() {
  for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
    const bool cleanup = phase == Phase::cleanup;
    for (int i = 0; i < world_.size(); ++i) {
      const bool called = (cleanup ? world_.decl(i).cleanup : world_.decl(i).destroy).has_value();
      const Agent framework{Agent::Kind::framework, -1};
      const int begin =
          add(cleanup ? Event::Kind::cleanup_begins : Event::Kind::destroy_begins, Context(framework), {}, nullptr);
      events_.events_[begin].object = i;
      events_.begins_[Events::index(phase)].push_back(begin);
      events_.ends_[Events::index(phase)].push_back(called ? -1 : begin);
    }
  }
  if (!world_.framework().deletion.destroy_pass) return;
  for (int i = 0; i < world_.size(); ++i) {
    const int event = add(Event::Kind::goes_by, Context(Agent{}), {}, nullptr);
    events_.events_[event].object = i;
    events_.go_by_.push_back(event);
  }
}

void Unfolder::teardown() {
  Context context(Agent{Agent::Kind::teardown});
  context.level = Irql::passive;
  Flow flow = body(world_.scenario().teardown, {Exit{}}, context);
  append(flow.on, flow.skipped);
  add(Event::Kind::ends, context, flow.on, nullptr);
}

void Unfolder::thread(int index) {
  const ThreadDecl& decl = world_.scenario().threads[index];
  Context context(Agent{Agent::Kind::thread, index});
  context.outer_loops = true;
  context.level = decl.irql;
  Exits exits{Exit{}};
  if (decl.started) exits = with(std::move(exits), {Literal::Kind::started, index, 1});
  Flow flow = body(decl.does, std::move(exits), context);
  append(flow.on, flow.skipped);
  exits = std::move(flow.on);
  for (const Mention& held : decl.holds) {
    const int first = held.which == Mention::Which::numbered ? held.number : 1;
    const int last = held.which == Mention::Which::numbered ? held.number : world_.scenario().objects[held.index].count;
    for (int number = first; number <= last; ++number) {
      const int object = world_.id(held.index, number);
      if (!decl.started && !world_.instance(object).born_at_start) continue;
      events_.holders_[object].push_back(index);
      const Literal holds{Literal::Kind::holds, index, 1, object};
      const Literal not_held{Literal::Kind::holds, index, 0, object};
      const Exits reach = decl.started ? with(exits, holds) : exits;
      const int release = add(Event::Kind::release, context, reach, nullptr);
      events_.events_[release].object = object;
      events_.releases_[object].push_back(release);
      Exits next = after(release, reach);
      if (decl.started) append(next, with(exits, not_held));
      exits = std::move(next);
    }
  }
  events_.thread_ends_[index] = add(Event::Kind::ends, context, exits, nullptr);
}

void Unfolder::callback(int instance, Phase phase) {
  const ObjectDecl& decl = world_.decl(instance);
  const bool cleanup = phase == Phase::cleanup;
  Context context(Agent{cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, instance}, instance);
  if (world_.passive(instance) || !world_.has_dispatch()) context.level = Irql::passive;
  const Exit entry{{events_.begin_of(instance, phase), {}}, scope_of(instance)};
  Flow flow = body(cleanup ? decl.cleanup->body : decl.destroy->body, {entry}, context);
  append(flow.on, flow.skipped);
  const int end = add(cleanup ? Event::Kind::cleanup_ends : Event::Kind::destroy_ends, context, flow.on, nullptr);
  events_.events_[end].object = instance;
  events_.ends_[Events::index(phase)][instance] = end;
}

// What names mean in a callback of the instance: its own declaration, and those of its ancestors and its allocator.
Unfolder::Scope Unfolder::scope_of(int instance) const {
  Scope scope;
  const auto bind = [&](int known) {
    scope.bindings.try_emplace(world_.instance(known).decl, Binding{Binding::Kind::instance, known});
  };
  for (int up = instance; up >= 0; up = world_.instance(up).parent) bind(up);
  if (world_.instance(instance).from >= 0) bind(world_.instance(instance).from);
  return scope;
}

void Unfolder::run(int instance, int number) {
  const int begins = add(Event::Kind::run_begins, Context(Agent{}), {}, nullptr);
  events_.events_[begins].object = instance;
  events_.events_[begins].run = number;
  Context context(Agent{Agent::Kind::run, instance, number}, instance);
  context.level = world_.runs_at(instance);
  Flow flow = body(world_.decl(instance).entry->body, {Exit{{begins, {}}, scope_of(instance)}}, context);
  append(flow.on, flow.skipped);
  const int ends = add(Event::Kind::run_ends, context, flow.on, nullptr);
  events_.events_[ends].object = instance;
  events_.events_[ends].run = number;
  events_.runs_[instance].push_back({begins, ends});
}

Unfolder::Flow Unfolder::body(const Body& body, Exits entries, const Context& context) {
  Flow flow{std::move(entries), {}};
  for (const Action& each : body) {
    Flow next = action(each, std::move(flow.on), context);
    flow.on = std::move(next.on);
    append(flow.skipped, next.skipped);
  }
  return flow;
}

Unfolder::Flow Unfolder::action(const Action& action, Exits entries, const Context& context) {
  Flow flow;
  switch (action.kind) {
    case ActionKind::choose:
    case ActionKind::maybe: flow.on = branches(action, entries, context, flow.skipped); break;
    case ActionKind::if_:
    case ActionKind::test_and_set: flow.on = test(action, entries, context, flow.skipped); break;
    case ActionKind::loop:
      events_.has_loops_ = true;
      flow.on = context.outer_loops ? outermost_loop(action, std::move(entries), context)
                                    : inner_loop(action, std::move(entries), context);
      break;
    case ActionKind::create: return create(action, entries, context);
    case ActionKind::send: return send(action, entries, context);
    case ActionKind::take: flow.on = take(action, entries, context); break;
    case ActionKind::at_irql: {
      Context inside = context;
      inside.level = action.irql;
      return body(branch_of(action, 0), std::move(entries), inside);
    }
    case ActionKind::remove:
    case ActionKind::unload:
    case ActionKind::close: flow.on = removal(action, entries, context); break;
    default:
      flow.on = action.target.entity == EntityKind::object && action.target.which == Mention::Which::each
                    ? each(action, entries, context)
                    : act(action, entries, context);
  }
  return flow;
}

void Unfolder::index(int event) {
  const Action& action = *events_.at(event).action;
  const ActionKind kind = requests_deletion(action.kind) ? ActionKind::delete_ : action.kind;
  events_.acts_[{kind, action.target.entity, action.target.index}].push_back(event);
  if (action.other) events_.acts_with_[{kind, action.other->index}].push_back(event);
}

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

int Unfolder::resume(int request, const Exits& waiting, const Context& context) {
  const int resume = add(Event::Kind::resume, context, waiting, events_.at(request).action);
  Event& made = events_.events_[resume];
  made.request = request;
  made.targets = events_.at(request).targets;
  made.group = events_.at(request).group;
  return resume;
}

// It may wait for the cleanup that it asked for.
Unfolder::Exits Unfolder::after_deletion_request(int request, const Exits& entries, const Context& context) {
  if (context.level == Irql::dispatch) return after(request, entries);
  if (world_.framework().deletion.returns == DeletionFacts::Returns::any_time) events_.events_[request].fork = fork(2);
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
  for (Exit& exit : exits) exit.scope.bindings[action.target.index] = {Binding::Kind::taken, event};
  if (!surely) append(exits, after(event, entries, {{Literal::Kind::outcome, event, 0}}));
  return exits;
}

bool Unfolder::surely_born(const std::vector<Target>& targets) const {
  return targets.size() == 1 && targets.front().binding.kind == Binding::Kind::instance &&
         world_.instance(targets.front().binding.id).born_at_start;
}

// The removal callbacks of the instance that is meant, and the request to delete it.
Unfolder::Exits Unfolder::removal(const Action& action, const Exits& entries, const Context& context) {
  const int declaration = action.target.index;
  const bool inside = std::ranges::find(context.removing, declaration) != context.removing.end();
  if (action.failed_add || inside || world_.scenario().objects[declaration].removals.empty())
    return act(action, entries, context);
  const std::vector<Target> targets = aim(action.target, entries, context);
  if (surely_born(targets)) return remove(action, targets.front().binding.id, entries, context);
  const int pick = add(Event::Kind::picks_removed, context, entries, &action);
  events_.events_[pick].targets = targets;
  const auto picked = [&](int instance) { return after(pick, entries, {{Literal::Kind::removes, pick, 1, instance}}); };
  Exits exits;
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
    const int instance = world_.id(declaration, number);
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
  const std::vector<Callback>& callbacks = world_.decl(instance).removals;
  for (int i = 0; i < static_cast<int>(callbacks.size()); ++i) {
    const int calls = add(Event::Kind::calls, context, entries, &action);
    Exits begin = open_iteration(after(calls, entries));
    for (Exit& exit : begin) exit.scope.bindings = scope_of(instance).bindings;
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

Unfolder::Flow Unfolder::create(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  index(event);
  Flow flow;
  flow.on = after(event, entries, {{Literal::Kind::outcome, event, 1}});
  for (Exit& exit : flow.on) exit.scope.bindings[action.target.index] = {Binding::Kind::created, event};
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
  for (int number = 1; number <= world_.scenario().objects[declaration].count; ++number) {
    const int instance = world_.id(declaration, number);
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

Unfolder::Exits Unfolder::branches(const Action& action, const Exits& entries, const Context& context, Exits& skipped) {
  const int alternatives = action.kind == ActionKind::maybe ? 2 : static_cast<int>(action.bodies.size());
  const int taken = fork(alternatives);
  Exits exits;
  for (int i = 0; i < alternatives; ++i) {
    Exits way = with(entries, {Literal::Kind::fork, taken, i});
    const bool without = action.kind == ActionKind::maybe && i == 0;
    Flow flow = without ? Flow{std::move(way), {}}
                        : body(action.bodies[action.kind == ActionKind::maybe ? 0 : i], std::move(way), context);
    append(exits, flow.on);
    append(skipped, flow.skipped);
  }
  return exits;
}

Unfolder::Exits Unfolder::test(const Action& action, const Exits& entries, const Context& context, Exits& skipped) {
  const int event = add(Event::Kind::act, context, entries, &action);
  index(event);
  // test-and-set runs `then` when the flag was clear, `if` when it was set.
  const int then = action.kind == ActionKind::if_ ? 1 : 0;
  Exits exits;
  for (const int branch : {0, 1}) {
    const Literal outcome{Literal::Kind::outcome, event, branch == 0 ? then : 1 - then};
    Flow flow = body(branch_of(action, branch), after(event, entries, {outcome}), context);
    append(exits, flow.on);
    append(skipped, flow.skipped);
  }
  return exits;
}

Unfolder::Exits Unfolder::outermost_loop(const Action& action, Exits entries, const Context& context) {
  Context inside = context;
  inside.outer_loops = false;
  inside.in_outermost = true;
  Exits exits;
  for (int round = 0;; ++round) {
    const int head = add(Event::Kind::head, inside, entries, &action);
    append(exits, after(head, entries, {{Literal::Kind::outcome, head, 1}}));
    events_.events_[head].last_head = round == bounds_.loop;
    if (round == bounds_.loop) return exits;
    Flow flow =
        body(action.bodies[0], open_iteration(after(head, entries, {{Literal::Kind::outcome, head, 0}})), inside);
    append(flow.on, flow.skipped);
    entries = close_iteration(std::move(flow.on));
  }
}

Unfolder::Exits Unfolder::inner_loop(const Action& action, Exits entries, const Context& context) {
  Exits exits;
  for (int round = 0; round < bounds_.loop; ++round) {
    const int stays = fork(2);
    append(exits, with(entries, {Literal::Kind::fork, stays, 0}));
    Flow flow =
        body(action.bodies[0], open_iteration(with(std::move(entries), {Literal::Kind::fork, stays, 1})), context);
    append(flow.on, flow.skipped);
    entries = close_iteration(std::move(flow.on));
  }
  append(exits, entries);
  return exits;
}

int Unfolder::add(Event::Kind kind, const Context& context, const Exits& entries, const Action* action) {
  Event event;
  event.id = events_.size();
  event.kind = kind;
  event.agent = context.agent;
  event.action = action;
  event.in_outermost_loop = context.in_outermost;
  event.level = context.level;
  // Nested loops and long rows of choices have many ways through; all are written out.
  constexpr std::size_t kMostWays = 100'000;
  ways_ += entries.size();
  if (ways_ > kMostWays)
    throw TooLarge{
        "too large: more than " + std::to_string(kMostWays) +
        " ways from one event to the next; fewer nested loops or choices, or a smaller --bound, make it less"};
  for (const Exit& exit : entries) event.entries.push_back(exit.entry);
  events_.events_.push_back(std::move(event));
  return events_.events_.back().id;
}

// What the mention means, for each way into the event.
std::vector<Target> Unfolder::aim(const Mention& mention, const Exits& entries, const Context& context) const {
  std::map<Binding, std::vector<int>> ways;
  for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
    Binding binding{Binding::Kind::any, -1};
    const auto bound = entries[i].scope.bindings.find(mention.index);
    if (mention.which == Mention::Which::numbered) {
      binding = {Binding::Kind::instance, world_.id(mention.index, mention.number)};
    } else if (mention.which == Mention::Which::self) {
      binding = {Binding::Kind::instance, context.self};
    } else if (bound != entries[i].scope.bindings.end()) {
      binding = bound->second;
    } else if (world_.scenario().objects[mention.index].count == 1) {
      binding = {Binding::Kind::instance, world_.first(mention.index)};
    }
    ways[binding].push_back(i);
  }
  if (ways.size() == 1) ways.begin()->second.clear();
  std::vector<Target> targets;
  for (auto& [binding, through] : ways) targets.push_back({std::move(through), binding});
  return targets;
}

int Unfolder::fork(int alternatives) {
  events_.fork_sizes_.push_back(alternatives);
  return static_cast<int>(events_.fork_sizes_.size()) - 1;
}

Unfolder::Exits Unfolder::with(Exits exits, const Literal& literal) {
  for (Exit& exit : exits) exit.entry.when.push_back(literal);
  return exits;
}

void Unfolder::append(Exits& to, const Exits& more) { to.insert(to.end(), more.begin(), more.end()); }

Unfolder::Exits Unfolder::after(int event, const Exits& entries, std::vector<Literal> when) {
  bool alike = true;
  for (const Exit& entry : entries) alike = alike && entry.scope == entries.front().scope;
  Exits exits;
  if (alike) {
    exits.push_back({{event, std::move(when)}, entries.empty() ? Scope{} : entries.front().scope});
    return exits;
  }
  for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
    std::vector<Literal> came = when;
    came.push_back({Literal::Kind::came, event, i});
    exits.push_back({{event, std::move(came)}, entries[i].scope});
  }
  return exits;
}

Unfolder::Exits Unfolder::open_iteration(Exits exits) {
  for (Exit& exit : exits) exit.scope.outer.push_back(exit.scope.bindings);
  return exits;
}

Unfolder::Exits Unfolder::close_iteration(Exits exits) {
  for (Exit& exit : exits) {
    exit.scope.bindings = std::move(exit.scope.outer.back());
    exit.scope.outer.pop_back();
  }
  return exits;
}

}  // namespace afterlife

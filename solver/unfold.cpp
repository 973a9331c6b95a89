#include "solver/unfold.hpp"

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
          add(cleanup ? Event::Kind::cleanup_begins : Event::Kind::destroy_begins, {framework}, {}, nullptr);
      events_.events_[begin].object = i;
      events_.begins_[Events::index(phase)].push_back(begin);
      events_.ends_[Events::index(phase)].push_back(called ? -1 : begin);
    }
  }
  if (!world_.framework().deletion.destroy_pass) return;
  for (int i = 0; i < world_.size(); ++i) {
    const int event = add(Event::Kind::goes_by, {Agent{Agent::Kind::framework, -1}}, {}, nullptr);
    events_.events_[event].object = i;
    events_.go_by_.push_back(event);
  }
}

void Unfolder::teardown() {
  const Context context{Agent{Agent::Kind::teardown, -1}};
  Flow flow = body(world_.scenario().teardown, {Exit{}}, context);
  append(flow.on, flow.skipped);
  add(Event::Kind::ends, context, flow.on, nullptr);
}

void Unfolder::thread(int index) {
  const ThreadDecl& decl = world_.scenario().threads[index];
  const Context context{Agent{Agent::Kind::thread, index}, -1, true};
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
  const Context context{Agent{cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, instance}, instance};
  Exit entry;
  entry.entry.from = events_.begin_of(instance, phase);
  const auto bind = [&](int known) {
    entry.scope.bindings.try_emplace(world_.instance(known).decl, Binding{Binding::Kind::instance, known});
  };
  for (int up = instance; up >= 0; up = world_.instance(up).parent) bind(up);
  if (world_.instance(instance).from >= 0) bind(world_.instance(instance).from);
  Flow flow = body(cleanup ? decl.cleanup->body : decl.destroy->body, {entry}, context);
  append(flow.on, flow.skipped);
  const int end = add(cleanup ? Event::Kind::cleanup_ends : Event::Kind::destroy_ends, context, flow.on, nullptr);
  events_.events_[end].object = instance;
  events_.ends_[Events::index(phase)][instance] = end;
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
    default:
      flow.on = action.target.entity == EntityKind::object && action.target.which == Mention::Which::each
                    ? each(action, entries, context)
                    : act(action, entries, context);
  }
  return flow;
}

Unfolder::Exits Unfolder::act(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  Event& made = events_.events_[event];
  if (action.target.entity == EntityKind::object) aim(made, action.target, entries, context);
  events_.acts_[{action.kind, action.target.entity, action.target.index}].push_back(event);
  if (action.may_time_out && action.kind != ActionKind::stop) events_.events_[event].fork = fork(2);
  const bool waits_after = action.kind == ActionKind::delete_ || action.kind == ActionKind::stop;
  return waits_after ? after_request(event, entries, context) : after(event, entries);
}

// A delete may wait for the cleanup that it asked for; a stop waits for the end of the thread.
Unfolder::Exits Unfolder::after_request(int request, const Exits& entries, const Context& context) {
  const Action& action = *events_.at(request).action;
  const bool stop = action.kind == ActionKind::stop;
  const bool always = stop || world_.framework().deletion.returns == DeletionFacts::Returns::after_cleanup;
  const Literal effective{Literal::Kind::outcome, request, 1};
  const Literal idle{Literal::Kind::outcome, request, 0};
  const int waits = always ? -1 : fork(2);
  std::vector<Literal> into;
  if (!stop) into.push_back(effective);
  if (!always) into.push_back({Literal::Kind::fork, waits, 1});
  const Exits waiting = after(request, entries, into);
  const int resume = add(Event::Kind::resume, context, waiting, &action);
  Event& made = events_.events_[resume];
  made.request = request;
  made.targets = events_.at(request).targets;
  made.group = events_.at(request).group;
  if (stop && action.may_time_out) made.fork = fork(2);
  if (!always) made.fork = waits;
  Exits exits = after(resume, waiting);
  if (stop) return exits;
  append(exits, after(request, entries, {idle}));
  if (!always) append(exits, after(request, entries, {effective, {Literal::Kind::fork, waits, 0}}));
  return exits;
}

Unfolder::Flow Unfolder::create(const Action& action, const Exits& entries, const Context& context) {
  const int event = add(Event::Kind::act, context, entries, &action);
  events_.acts_[{ActionKind::create, EntityKind::object, action.target.index}].push_back(event);
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
    events_.acts_[{action.kind, EntityKind::object, declaration}].push_back(member);
    const Exits out = action.kind == ActionKind::delete_ ? after_request(member, begin, context) : after(member, begin);
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
  events_.acts_[{action.kind, EntityKind::flag, action.target.index}].push_back(event);
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
    events_.events_[head].last_head = round == bound_;
    if (round == bound_) return exits;
    Flow flow =
        body(action.bodies[0], open_iteration(after(head, entries, {{Literal::Kind::outcome, head, 0}})), inside);
    append(flow.on, flow.skipped);
    entries = close_iteration(std::move(flow.on));
  }
}

Unfolder::Exits Unfolder::inner_loop(const Action& action, Exits entries, const Context& context) {
  Exits exits;
  for (int round = 0; round < bound_; ++round) {
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
void Unfolder::aim(Event& event, const Mention& mention, const Exits& entries, const Context& context) {
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
  for (auto& [binding, through] : ways) event.targets.push_back({std::move(through), binding});
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

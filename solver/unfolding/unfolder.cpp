// The events of the framework and of each agent; making one event, what a name means there, and the ways out of it.
#include "solver/unfolding/unfolder.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "solver/unfolding/limits.hpp"

namespace afterlife {

void Unfolder::unfold() {
  framework_events();
  teardown();
  events_.thread_ends_.resize(instances_.scenario().threads.size(), -1);
  for (int t = 0; t < static_cast<int>(instances_.scenario().threads.size()); ++t) thread(t);
  for (int i = 0; i < instances_.size(); ++i) {
    if (instances_.decl(i).cleanup) callback(i, Phase::cleanup);
    if (instances_.decl(i).destroy) callback(i, Phase::destroy);
    for (int number = 1; instances_.decl(i).entry && number <= bounds_.runs; ++number) run(i, number);
  }
}

// Begin and end of every cleanup and destroy, and of the destroy pass going by. Without a callback, begin and end are
// one.
void Unfolder::framework_events() {
  for (const Phase phase : {Phase::cleanup, Phase::destroy}) {
    const bool cleanup = phase == Phase::cleanup;
    for (int i = 0; i < instances_.size(); ++i) {
      const bool called = (cleanup ? instances_.decl(i).cleanup : instances_.decl(i).destroy).has_value();
      const Agent framework{Agent::Kind::framework, -1};
      const int begin =
          add(cleanup ? Event::Kind::cleanup_begins : Event::Kind::destroy_begins, Context(framework), {}, nullptr);
      events_.events_[begin].object = i;
      events_.begins_[Events::index(phase)].push_back(begin);
      events_.ends_[Events::index(phase)].push_back(called ? -1 : begin);
    }
  }
  if (!instances_.framework().deletion.destroy_pass) return;
  for (int i = 0; i < instances_.size(); ++i) {
    const int event = add(Event::Kind::passes_over, Context(Agent{}), {}, nullptr);
    events_.events_[event].object = i;
    events_.pass_over_.push_back(event);
  }
}

void Unfolder::teardown() {
  Context context(Agent{Agent::Kind::teardown});
  context.level = Irql::passive;
  Flow flow = body(instances_.scenario().teardown, {at_the_top()}, context);
  append(flow.on, flow.skipped);
  add(Event::Kind::ends, context, flow.on, nullptr);
}

void Unfolder::thread(int index) {
  const ThreadDecl& decl = instances_.scenario().threads[index];
  Context context(Agent{Agent::Kind::thread, index});
  context.outer_loops = true;
  context.level = decl.irql;
  Exits exits{at_the_top()};
  if (decl.started) exits = with(std::move(exits), {Literal::Kind::started, index, 1});
  Flow flow = body(decl.does, std::move(exits), context);
  append(flow.on, flow.skipped);
  exits = std::move(flow.on);
  for (const Mention& held : decl.holds) {
    const int first = held.which == Mention::Which::numbered ? held.number : 1;
    const int last =
        held.which == Mention::Which::numbered ? held.number : instances_.scenario().objects[held.index].count;
    for (int number = first; number <= last; ++number) {
      const int object = instances_.id(held.index, number);
      if (!decl.started && !instances_[object].born_at_start) continue;
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
  const ObjectDecl& decl = instances_.decl(instance);
  const bool cleanup = phase == Phase::cleanup;
  Context context(Agent{cleanup ? Agent::Kind::cleanup : Agent::Kind::destroy, instance}, instance);
  if (instances_.passive(instance) || !instances_.has_dispatch()) context.level = Irql::passive;
  const Exit entry{{events_.begin_of(instance, phase), {}}, scope_of(instance)};
  Flow flow = body(cleanup ? decl.cleanup->body : decl.destroy->body, {entry}, context);
  append(flow.on, flow.skipped);
  const int end = add(cleanup ? Event::Kind::cleanup_ends : Event::Kind::destroy_ends, context, flow.on, nullptr);
  events_.events_[end].object = instance;
  events_.ends_[Events::index(phase)][instance] = end;
}

// What names mean in a callback of the instance: its own declaration, and those of its ancestors and its allocator.
Unfolder::ScopeHere Unfolder::scope_of(int instance) const {
  Scope scope;
  const auto bind = [&](int known) {
    scope.bindings.try_emplace(instances_[known].decl, Binding{Binding::Kind::instance, known});
  };
  for (int up = instance; up >= 0; up = instances_[up].parent) bind(up);
  if (instances_[instance].from >= 0) bind(instances_[instance].from);
  return std::make_shared<const Scope>(std::move(scope));
}

int Unfolder::add(Event::Kind kind, const Context& context, const Exits& entries, const Action* action) {
  Event event;
  event.id = events_.size();
  event.kind = kind;
  event.agent = context.agent;
  event.action = action;
  event.in_outermost_loop = context.in_outermost;
  event.level = context.level;
  ways_ += entries.size();
  count(ways_);
  for (const Exit& exit : entries) event.entries.push_back(exit.entry);
  events_.events_.push_back(std::move(event));
  return events_.events_.back().id;
}

// What the mention means, for each way into the event.
std::vector<Target> Unfolder::aim(const Mention& mention, const Exits& entries, const Context& context) const {
  std::map<Binding, std::vector<int>> ways;
  for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
    Binding binding{Binding::Kind::any, -1};
    const auto bound = entries[i].scope->bindings.find(mention.index);
    if (mention.which == Mention::Which::numbered) {
      binding = {Binding::Kind::instance, instances_.id(mention.index, mention.number)};
    } else if (mention.which == Mention::Which::self) {
      binding = {Binding::Kind::instance, context.self};
    } else if (bound != entries[i].scope->bindings.end()) {
      binding = bound->second;
    } else if (instances_.scenario().objects[mention.index].count == 1) {
      binding = {Binding::Kind::instance, instances_.first(mention.index)};
    }
    ways[binding].push_back(i);
  }
  if (ways.size() == 1) ways.begin()->second.clear();
  std::vector<Target> targets;
  for (auto& [binding, through] : ways) targets.push_back({std::move(through), binding});
  return targets;
}

bool Unfolder::surely_born(const std::vector<Target>& targets) const {
  return targets.size() == 1 && targets.front().binding.kind == Binding::Kind::instance &&
         instances_[targets.front().binding.id].born_at_start;
}

int Unfolder::fork(int alternatives) {
  events_.fork_sizes_.push_back(alternatives);
  return static_cast<int>(events_.fork_sizes_.size()) - 1;
}

// Nested loops and long rows of choices have many ways through; all are written out.
void Unfolder::count(std::size_t ways) {
  constexpr std::size_t kMostWays = 100'000;
  deadline_.keep();
  if (ways > kMostWays)
    throw Stopped(
        Stopped::Kind::too_large,
        "more than " + std::to_string(kMostWays) +
            " ways from one event to the next; fewer nested loops or choices, or a smaller --bound, make it less");
}

bool Unfolder::same(const ScopeHere& a, const ScopeHere& b) {
  if (a == b) return true;
  return a != nullptr && b != nullptr && a->bindings == b->bindings && same(a->outer, b->outer);
}

Unfolder::ScopeHere Unfolder::with(const ScopeHere& scope, int declaration, const Binding& binding) {
  Scope more = *scope;
  more.bindings[declaration] = binding;
  return std::make_shared<const Scope>(std::move(more));
}

Unfolder::Exits Unfolder::with(Exits exits, const Literal& literal) {
  count(exits.size());
  for (Exit& exit : exits) exit.entry.when.push_back(literal);
  return exits;
}

void Unfolder::append(Exits& to, const Exits& more) {
  count(to.size() + more.size());
  to.insert(to.end(), more.begin(), more.end());
}

Unfolder::Exits Unfolder::after(int event, const Exits& entries, std::vector<Literal> when) {
  count(entries.size());
  const bool alike =
      std::ranges::all_of(entries, [&](const Exit& entry) { return same(entry.scope, entries.front().scope); });
  Exits exits;
  if (alike) {
    const ScopeHere scope = entries.empty() ? std::make_shared<const Scope>() : entries.front().scope;
    exits.push_back({{event, std::move(when)}, scope});
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
  ScopeHere last, inside;  // neighbours mostly share one
  for (Exit& exit : exits) {
    if (exit.scope != last) {
      last = exit.scope;
      inside = std::make_shared<const Scope>(Scope{last->bindings, last});
    }
    exit.scope = inside;
  }
  return exits;
}

Unfolder::Exits Unfolder::close_iteration(Exits exits) {
  for (Exit& exit : exits) exit.scope = exit.scope->outer;
  return exits;
}

}  // namespace afterlife

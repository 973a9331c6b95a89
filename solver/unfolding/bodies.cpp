// Bodies, one action after the other: which action is unfolded how, choices, tests, loops.
#include <utility>

#include "solver/unfolding/unfolder.hpp"

namespace afterlife {
namespace {

// Events point into the scenario's bodies; where a branch is absent they must not point into a temporary.
const Body kNothing;

}  // namespace

const Body& Unfolder::branch_of(const Action& action, std::size_t branch) {
  return branch < action.bodies.size() ? action.bodies[branch] : kNothing;
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
  switch (facts(action.kind).shape) {
    case ActionShape::choose:
    case ActionShape::maybe: flow.on = branches(action, entries, context, flow.skipped); break;
    case ActionShape::test: flow.on = test(action, entries, context, flow.skipped); break;
    case ActionShape::loop:
      flow.on = context.outer_loops ? outermost_loop(action, std::move(entries), context)
                                    : inner_loop(action, std::move(entries), context);
      break;
    case ActionShape::create: return create(action, entries, context);
    case ActionShape::send: return send(action, entries, context);
    case ActionShape::take: flow.on = take(action, entries, context); break;
    case ActionShape::at_irql: {
      Context inside = context;
      inside.level = action.irql;
      return body(branch_of(action, 0), std::move(entries), inside);
    }
    case ActionShape::removal: flow.on = removal(action, entries, context); break;
    case ActionShape::touch:
    case ActionShape::act:
    case ActionShape::bounded:
    case ActionShape::stop:
    case ActionShape::cancel:
    case ActionShape::deletion:
      flow.on = action.target.entity == EntityKind::object && action.target.which == Mention::Which::each
                    ? each(action, entries, context)
                    : act(action, entries, context);
  }
  return flow;
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

}  // namespace afterlife

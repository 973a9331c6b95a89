// The actions of the language, one row for each: its word, what may follow it, whom it may be done to, and what is true
// of it wherever it stands. The reader, the engine, logs, reports and the schemas read this table. What an action
// *does* is written in the machine, in the unfolding and in the encoding.
//
//   for (const ActionFacts& row : actions()) std::cout << row.word << '\n';
//   if (facts(ActionKind::flush).waits != Waits::never) std::cout << "a flush waits";
//   const ActionFacts* complete = action_named("complete");
//   std::cout << complete->roles.front();                      // "request"
//
// The naive enumerator of the tests takes words from this table, and which actions request a deletion; all other facts
// it has written down by itself, for it judges them.
#pragma once

#include <span>
#include <string_view>

namespace afterlife {

enum class ActionKind {
  use,
  context,
  reference,
  dereference,
  create,
  delete_,
  complete,
  remove,
  unload,
  close,
  start,  // a thread (an object is `enqueue`d, also when the file says `start`)
  enqueue,
  request_stop,
  join,
  stop,
  cancel,
  cancel_and_wait,
  flush,
  signal,
  wait,
  set,
  clear,
  if_,
  test_and_set,
  lock,
  unlock,
  add,
  take,
  send,
  loop,
  choose,
  maybe,
  at_irql,
};

enum class EntityKind { object, thread, lock, signal, flag };

// What follows the word.
enum class ActionForm {
  plain,    // use: X, or a list
  waiting,  // join: X, a list, or {of: X, may-time-out: true}
  create,   // create: X, a list, or {object: X, else: [..]}
  test,     // if: {flag: F, then: [..], else: [..]}
  move,     // add: {object: X, to: C}
  send,     // send: {request: R, to: T, else: [..]}
  remove,   // remove: X, a list, or {of: X, failed-add: true}
  body,     // loop: [..]
  choose,   // choose: [[..], [..]]
  at_irql,  // at-irql: {level: dispatch, do: [..]}
};

// Whose lifetime it presupposes (docs/semantics.md, "Uses").
enum class Touches {
  nothing,
  target,    // what it is done to, where that is an object
  context,   // the same, and only its context: what its own destroy callback may do
  other,     // what its second name means
  both,      // what its two names mean, if both mean something
  creators,  // the parent and the allocator of what is created
  held,      // what the thread holds that it starts
};

// Whether its agent may have to wait at it. One that spins waits at DISPATCH_LEVEL as well.
enum class Waits { never, spinning, blocking };

// How a body goes through it: what the machine's programs, the unfolding and every other walk through bodies tell
// apart.
enum class ActionShape {
  touch,     // one step, which changes nothing: all that it does is to touch
  act,       // one step, at which its agent may have to wait
  bounded,   // the same, and the wait may be given up
  stop,      // a request, then such a wait
  cancel,    // the same, for each object that it means
  deletion,  // the deletion of its object is requested, and may be waited for
  removal,   // the same, behind removal callbacks
  create,    // another branch is taken where it fails; from then on the bare name means what was created
  take,      // one step; from then on the bare name means what was taken
  send,      // another branch is taken where it fails
  test,      // one branch or the other, as a flag stands
  maybe,     // its body, or nothing
  choose,    // one of its bodies
  loop,      // its body, any number of times
  at_irql,   // its body, at a level
};

struct ActionFacts {
  ActionKind kind;
  std::string_view word;           // as written in a scenario: "request-stop"
  std::string_view does;           // to whom it is done: "flushes %"
  std::string_view does_to_other;  // the same of its second name: "sends a request to %"
  ActionForm form;
  std::span<const EntityKind> targets;      // none: it is done to nothing, and no log records it
  std::span<const std::string_view> roles;  // one of which its object's type must have; none: any type will do
  Touches touches;
  Waits waits;
  ActionShape shape;
  std::string_view waits_until;  // the sentence of one that may wait: "join waits until % has ended"
};

std::span<const ActionFacts> actions();  // in the order of the enumerators
const ActionFacts& facts(ActionKind);
const ActionFacts* action_named(std::string_view word);

inline std::string_view name(ActionKind kind) { return facts(kind).word; }
// From then on the bare name means the instance that it was done to.
inline bool binds(ActionKind kind) {
  return facts(kind).shape == ActionShape::create || facts(kind).shape == ActionShape::take;
}
inline bool only_touches(ActionKind kind) { return facts(kind).shape == ActionShape::touch; }
inline bool removes(ActionKind kind) { return facts(kind).shape == ActionShape::removal; }
// The system carries it out, and it is over when what it deletes is gone: it waits in every reading, at every level
// (docs/semantics.md, "When delete returns", which names the page).
inline bool always_waits(ActionKind kind) { return kind == ActionKind::remove || kind == ActionKind::unload; }
inline bool requests_deletion(ActionKind kind) { return facts(kind).shape == ActionShape::deletion || removes(kind); }

}  // namespace afterlife

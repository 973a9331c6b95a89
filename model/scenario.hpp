// A scenario, as read and resolved under one framework: what a driver builds, and who touches what.
//
//   auto wdf = read_framework("wdf");
//   auto source = read_source("lookaside.yaml");
//   auto scenario = read_scenario(*source, *wdf);                   // a Scenario, or every mistake in it
//   scenario->objects[scenario->objects[1].parent.value()].name;    // names are indices from here on
//
// Everything is in the order of the file. All names are resolved: an object, thread, lock, signal or flag is an
// index into the vector of its kind. Lists in actions (`use: [A, B]`) are already one action each, and the
// defaults of the language (parent, teardown, checks) are filled in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/action.hpp"
#include "model/diagnostic.hpp"
#include "model/framework.hpp"
#include "model/hazard.hpp"

namespace afterlife {

// What an action is done to.
struct Mention {
  enum class Which {
    bare,      // Memory: the bound instance, or any one (docs/language.md, Instances)
    numbered,  // Memory#2
    self,      // the instance whose callback this is; `index` is its declaration
    each,      // each Memory
  };
  EntityKind entity = EntityKind::object;
  int index = -1;  // into the scenario's vector of that kind
  Which which = Which::bare;
  int number = 0;  // from 1; only for `numbered`
  Span at;
};

struct Action;
using Body = std::vector<Action>;

struct Action {
  ActionKind kind = ActionKind::use;
  Mention target;                // meaningless for loop, choose, maybe, at_irql
  std::optional<Mention> other;  // add, take: the collection; send: the target
  bool may_time_out = false;     // join, stop, wait, cancel-and-wait
  bool short_form = false;       // create: X, which skips the rest of its body when it fails
  bool framework_own = false;    // the default teardown's deletes: the framework's own deletions
  bool said_start = false;       // enqueue: the file says `start`
  bool failed_add = false;       // remove: no removal callback is run
  // loop, maybe, at_irql: one body. choose: one for each branch. if, test-and-set: then, else.
  // create in its long form, send: else. An absent branch is an empty body.
  std::vector<Body> bodies;
  Irql irql = Irql::passive;  // at_irql
  Span at;                    // the action's key and value
};

struct Callback {
  std::string name;  // "EvtCleanupCallback"
  CallbackKind kind = CallbackKind::cleanup;
  Body body;
  Span at;  // the key
};

// As the scenario says it: an object that is enqueued by `start` is started.
inline std::string_view word_of(const Action& action) {
  return action.said_start ? name(ActionKind::start) : name(action.kind);
}

// What the entry callback is called of an object whose type has none: "run of W". No check can name it.
inline constexpr std::string_view kNamelessRun = "run";

struct ObjectDecl {
  std::string name;
  std::string type;           // a type of the framework
  std::optional<int> parent;  // given or default
  std::optional<int> from;    // the declaration that it is allocated from
  int count = 1;              // instances are called Name#1 .. Name#count when above 1
  std::string pool;           // "", "paged", "nonpaged"; that of `from` where none is given
  std::optional<Irql> execution_level;
  bool periodic = false;
  int overlapping_runs = 1;
  std::optional<Callback> cleanup, destroy;
  // Its entry callback. Whatever is enqueued, started or sent has one: where none is written it does nothing, and where
  // its type has none it is called kNamelessRun.
  std::optional<Callback> entry;
  std::vector<Callback> removals;  // removal callbacks, in the framework's order
  bool created = false;            // some action creates it: unborn at first
  bool is_lock = false;            // its type has the role `lock`
  std::uint64_t stands_for = 1;    // how many alike objects this is; above 1 only where the solver has merged them
  Span at;                         // its name
};

struct ThreadDecl {
  std::string name;
  Body does;
  std::vector<Mention> holds;  // bare (all instances) or numbered
  Irql irql = Irql::passive;
  bool started = false;  // some action starts it; otherwise it runs from the start
  Span at;
};

enum class EventKind { create, delete_, cleanup, destroy, thread_start, thread_end, run };

// Its index is that of a thread, else of an object.
constexpr bool is_of_thread(EventKind kind) { return kind == EventKind::thread_start || kind == EventKind::thread_end; }
constexpr bool is_lifecycle(EventKind kind) { return kind == EventKind::cleanup || kind == EventKind::destroy; }
// It happens to what is born only: orders that speak of it say nothing of what is not.
constexpr bool presupposes_birth(EventKind kind) { return !is_of_thread(kind) && kind != EventKind::create; }

// An event as a check or an assumption names it. A bare name of a declaration with `count` ranges over all instances.
struct EventName {
  EventKind kind = EventKind::cleanup;
  int index = -1;        // object declaration, or thread
  int number = 0;        // instance, from 1; 0: all
  std::string callback;  // for runs: the entry callback's name
  std::string text;      // as written
  Span at;
};

struct Order {  // `first before then`
  EventName first, then;
  Span at;
};

enum class Expectation { holds, violated, vacuous, unknown };

struct Check {
  enum class Kind { never_hazard, always, possible, never_order };
  Kind kind = Kind::never_hazard;
  Hazard hazard = Hazard::leak;
  std::optional<EventName> of;  // never_hazard: the object it is narrowed to (kind and callback are meaningless)
  Order order;                  // the other kinds
  Expectation expect = Expectation::holds;  // already looked up for this reading
  bool expectation_is_written = false;
  std::string text;  // "never use-after-cleanup", "always Child.cleanup before Memory.destroy"
  Span at;           // the check; for a default check the span is unknown
};

struct Bounds {
  int loop = 2;
  int runs = 2;
};

struct Scenario {
  std::string title, about;
  std::string framework;  // as written, "wdf" when absent
  std::vector<ObjectDecl> objects;
  std::vector<ThreadDecl> threads;
  std::vector<std::string> locks, signals, flags;
  std::vector<Order> assume;
  Body teardown;
  bool default_teardown = false;
  std::vector<Check> checks;
  Bounds bounds;
  Source source;

  // "Memory#2" for the second instance (from 0: `number` is 1-based) of a declaration with count above 1, else
  // "Memory".
  [[nodiscard]] std::string instance_name(int object, int number) const;
  // In the file's own words: "Memory", "Memory#2", "Worker"; without the word `each`, and a declaration's name for
  // `self`.
  [[nodiscard]] std::string name_of(const Mention&) const;
};

// The scenario with loops gone round up to this bound; above 0, else its own.
Scenario with_loop_bound(Scenario, int bound);

}  // namespace afterlife

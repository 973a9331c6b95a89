// A framework, as data: its types, its ordering rules, and the few switches that say how its deletions work.
// Nothing about any one framework is written in C++; `wdf` is one file among several (specs/frameworks/).
//
//   auto wdf = read_framework("wdf");                  // a shipped reading, or a path (model/reader/reader.hpp)
//   for (const Rule& rule : wdf->rules) std::cout << rule.id << ": " << rule.says << '\n';
//
// A rule reads: for every object *self* and every object on `axis` of self inside one deletion, the `first`
// phase of that object has ended before the `then` phase of self begins.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/diagnostic.hpp"
#include "model/hazard.hpp"

namespace afterlife {

enum class Phase { cleanup, destroy };

// XPath's words; document order is creation order. `allocator` is the object that self was allocated `from`,
// `allocation` every object allocated from self.
enum class Axis {
  self,
  parent,
  ancestor,
  child,
  descendant,
  preceding_sibling,
  preceding,
  following_sibling,
  following,
  allocator,
  allocation,
};

std::span<const Axis> axes();  // all of them, in the order of the enumerators
std::string_view name(Axis);
std::string_view name(Phase);

enum class Irql { passive, dispatch };

// Conditions of `where` and `unless`. Every one that is given must hold (for `where`) or together lift the rule
// (for `unless`). A condition on a property speaks of *self* unless it is listed under `first`.
struct Conditions {
  std::optional<std::string> self_type;   // self is of this type or extends it
  std::optional<std::string> first_type;  // the object on the axis is
  std::optional<std::string> self_pool;   // "paged" or "nonpaged"
  std::optional<std::string> first_pool;
  std::optional<Irql> self_execution_level;
  std::optional<Irql> first_execution_level;
  std::optional<Irql> deletion_irql;  // the level at which the deletion was asked for
  bool referenced = false;            // a reference on the first object (explicit or the framework's) is outstanding
  bool first_passive = false;         // the first object's cleanup needs PASSIVE_LEVEL
  // Nothing of such a type is above self without being, or being above, the first object.
  std::vector<std::string> not_across;

  // Nothing in it depends on the two objects themselves.
  [[nodiscard]] bool speaks_of_every_pair() const {
    return !self_type && !first_type && !self_pool && !first_pool && !self_execution_level && !first_execution_level &&
           !first_passive && not_across.empty();
  }
};

struct Rule {
  std::string id;
  Axis axis = Axis::self;
  Phase first = Phase::cleanup;  // the phase of the object on the axis
  Phase then = Phase::cleanup;   // the phase of self
  std::optional<Conditions> where;
  std::optional<Conditions> unless;
  std::string says;    // one plain sentence
  std::string source;  // page and section, or file and function
  Span at;             // in Framework::sources
};

enum class CallbackKind { cleanup, destroy, entry, removal };

struct CallbackType {
  std::string name;  // "EvtCleanupCallback", "EvtWorkItem"
  CallbackKind kind = CallbackKind::entry;
};

// Whether a type's objects have a parent, and which.
struct ParentRule {
  enum class Need { optional, required, forbidden } need = Need::optional;
  std::vector<std::string> within;   // when not empty: the parent is of one of these types, or lies below one
  std::vector<std::string> exactly;  // when not empty: the parent itself is of one of these types
  std::string default_type;          // default parent: the scenario's only object of this type; empty: none
  std::string source;
};

// How a type's entry callback runs, and what its cleanup waits for (docs/semantics.md, Runs).
struct Drain {
  enum class Queued { runs, cancelled, not_drained } queued = Queued::not_drained;
  enum class OwnDelete { returns, waits, inside } own_delete = OwnDelete::returns;
  enum class RunsAt { passive, dispatch, as_declared } runs_at = RunsAt::passive;
  bool after_cleanup = false;  // what was sent to it has completed before the deletion goes on after its cleanup
};

struct TypeDecl {
  std::string name;
  std::string extends;                  // name of another type, empty for none
  std::vector<std::string> lineage;     // itself, then what it extends, nearest first
  std::vector<CallbackType> callbacks;  // its own and inherited ones
  ParentRule parent;
  bool driver_may_delete = true;
  std::string delete_source;     // where the framework says whether a driver may delete it
  bool passive_cleanup = false;  // cleanup and destroy need PASSIVE_LEVEL whatever the object says
  std::vector<std::string>
      roles;  // "lock", "request", "collection", "work-item", "timer", "dpc", "device", "driver", "file", "io-target"
  Drain drain;
  std::string says, source;
  Span at;

  [[nodiscard]] bool is(const std::string& type) const;  // itself, or extends it
  [[nodiscard]] bool has_role(const std::string& role) const;
  [[nodiscard]] const CallbackType* callback(const std::string& name) const;
  [[nodiscard]] const CallbackType* entry() const;  // its entry callback, null: it has none
};

// A reference that the framework itself holds: while `holder` (as seen from the object held) is born and has not
// passed `until`, its reference is outstanding.
struct HeldReference {
  std::string id;
  enum class Relation { allocation_on_allocator, item_of_collection, child_on_parent, run_on_object };
  Relation relation = Relation::allocation_on_allocator;
  enum class Until { cleanup_begins, cleanup_ends, destroy_ends, run_ends } until = Until::destroy_ends;
  std::vector<std::string> types;  // of the holder; empty: all
  std::string says, source;
  Span at;
};

// The switches of `deletion:` in a framework file. Each has one plain meaning; together they are all that the
// machine of docs/semantics.md is parametrised by, besides rules and held references.
struct DeletionFacts {
  // `returns`: may `delete` go on at once (any-time: it goes on or waits), or does it wait (after-cleanup: for the
  // cleanup of what it deleted, and for the destroys there that no reference holds back)?
  enum class Returns { any_time, after_cleanup } returns = Returns::any_time;
  // `takes`: when does a deletion take an object below its root: at-once (all of it with the request), or when-reached
  // (when the cleanup walk reaches the object)? Decides which deletes are redundant and which creates fail.
  enum class Takes { at_once, when_reached } takes = Takes::at_once;
  // `leaves-list`: does an object whose own delete takes effect leave its parent's list?
  bool leaves_list = false;
  // `destroy-pass`: does the destroy pass go by an object that is referenced when all rules for its destroy hold?
  bool destroy_pass = false;
  // `enqueue-during`: is an enqueue on an object that belongs to a deletion still run, or ignored once reached?
  bool enqueue_ignored_when_reached = false;
  // `at-dispatch`: is a deletion that is asked for at DISPATCH_LEVEL, and takes something passive, put off as a whole?
  bool puts_off_at_dispatch = false;
  std::string source;
};

struct Framework {
  std::string name;  // "wdf": the reading
  std::string title;
  bool implementation = false;           // evidence of what some code does; otherwise a reading of a promise
  std::vector<std::string> names;        // itself and, through `extends`, the frameworks it was made from
  std::string cleanup_name = "cleanup";  // the lifecycle callbacks' names, as its users know them
  std::string destroy_name = "destroy";
  std::string general_type;  // the type of an object that names none
  std::vector<Rule> rules;   // in the order of the file, after `extends`, `drop` and replacement
  std::vector<TypeDecl> types;
  std::vector<HeldReference> held_references;
  std::vector<std::string>
      removal_order;                 // removal callbacks, in the order in which `remove`, `unload`, `close` run them
  std::vector<std::string> without;  // ids of what was taken away from it, to see what it is good for
  DeletionFacts deletion;
  std::vector<Hazard> hazards;  // those it knows; default: all
  std::vector<Source> sources;  // the file itself, then what it extends

  [[nodiscard]] const TypeDecl* type(const std::string& name) const;
  // Can a step become possible because an object is referenced: a rule is lifted, the destroy pass goes by, a request that
  // had to wait returns? One that could as well have gone on at once does not count. `always_waits`: some request has to,
  // whatever the reading.
  [[nodiscard]] bool references_permit(bool always_waits) const;
};

}  // namespace afterlife

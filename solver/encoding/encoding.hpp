// The prefix encoding: an execution is a set of events that happen, with positions, in which everything that enables an
// event happens before it. What has not happened need not ever happen; a violating prefix need not be completable.
//
//   Encoding encoding(graph, graph.orders, z3, true, deadline);
//   z3::expr bad = encoding.context.happens(e) && encoding.deletions.cleaned(o, e);   // just before e
//   encoding.cone.add_to(solver, bad);                   // with the constraints of the events that bad depends on
//
// State is never stored: every condition of the machine (docs/semantics.md) is a formula over "x is before p" for
// events x and a moment p. Each subject has an encoder that makes its formulas; they ask each other.
#pragma once

#include <z3++.h>

#include "model/kept.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/encoding/acts.hpp"
#include "solver/encoding/births.hpp"
#include "solver/encoding/collections.hpp"
#include "solver/encoding/cone.hpp"
#include "solver/encoding/context.hpp"
#include "solver/encoding/control_flow.hpp"
#include "solver/encoding/deletions.hpp"
#include "solver/encoding/end_of_prefix.hpp"
#include "solver/encoding/guards.hpp"
#include "solver/encoding/io_targets.hpp"
#include "solver/encoding/levels.hpp"
#include "solver/encoding/named_events.hpp"
#include "solver/encoding/naming.hpp"
#include "solver/encoding/references.hpp"
#include "solver/encoding/rules.hpp"
#include "solver/encoding/runs.hpp"
#include "solver/encoding/synchronization.hpp"
#include "solver/encoding/tracked_reasons.hpp"
#include "solver/encoding/waiting.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

struct Encoding {
  // `waits_matter`: whether a delete that may go on at once is also encoded as waiting. For questions about a step it
  // is not: whoever goes on can do all that whoever waited can do, and earlier.
  // Throws Stopped when the deadline passes while formulas are made.
  // With `tracked` each constraint that has a reason is behind a switch; `orders` must then know of no order but that
  // of the structure (OrderGraph::Knows).
  Encoding(Kept<EventGraph> graph, Kept<OrderGraph> orders, z3::context& z3, bool waits_matter, Kept<Deadline> deadline,
           TrackedReasons* tracked = nullptr)
      : context(graph, orders, z3, waits_matter, deadline, tracked, cone) {}

  // Members are let go of from the last to the first, and Z3 gives what they leave free to the next question of the
  // same context: another order may be another choice among explanations that are equally short.
  EncodingContext context;

  // Objects.
  BirthEncoder births{*this};
  DeletionEncoder deletions{*this};
  ReferenceEncoder references{*this};
  RuleEncoder rules{*this};
  // Threads and the framework.
  SynchronizationEncoder synchronization{*this};
  RunEncoder runs{*this};
  IoTargetEncoder io_targets{*this};
  LevelEncoder levels{*this};
  CollectionEncoder collections{*this};
  // Acts, and the ways between them.
  NamingEncoder naming{*this};
  ControlFlowEncoder control{*this};
  ActEncoder acts{*this};
  WaitEncoder waiting{*this};
  // Events as a whole.
  GuardEncoder guards{*this};
  NamedEventEncoder named_events{*this};
  EndOfPrefixEncoder end{*this};
  // Which events a question depends on.
  Cone cone{*this};
};

}  // namespace afterlife

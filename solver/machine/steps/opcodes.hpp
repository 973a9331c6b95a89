// What an agent can do at each opcode, and what that does: one row of a table for each, so that the two agree.
//
//   const OpcodeRow& row = row_of(at.in.op);
//   row.offer({queries, now, at, Meanings::kAny, Mode(), [&](const Step& step) { steps.push_back(step); }});
//   row.take(actions, taking);
#pragma once

#include "solver/machine/facts/mode.hpp"
#include "solver/machine/facts/opcode.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/queries.hpp"
#include "solver/machine/query/standing.hpp"
#include "solver/machine/step.hpp"
#include "solver/machine/update/actions.hpp"
#include "solver/machine/update/taking.hpp"

namespace afterlife {

// The steps of an agent while they are found.
struct Offering {
  const Queries& ask;
  const Moment& now;
  const Standing& at;
  int only;  // those on this instance, where an action may mean several, or Meanings::kAny
  Mode mode;
  const StepSink& sink;
};

struct OpcodeRow {
  Opcode op;
  void (*offer)(const Offering&);
  void (*take)(const Actions&, const Taking&);
};

const OpcodeRow& row_of(Opcode);

}  // namespace afterlife

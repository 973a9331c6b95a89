// Assumptions: `A before B` holds a step back that would begin B before A has ended.
//
//   const Assumptions assumptions(machine_facts);
//   if (assumptions.hold_back(now, EventKind::cleanup, object)) visit(object);
#pragma once

#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"

namespace afterlife {

class Assumptions {
 public:
  explicit Assumptions(Kept<MachineFacts> facts) : facts_(facts) {}

  // Whether one of them holds this event of an instance (or thread) back now; of a run, that of this callback.
  [[nodiscard]] bool hold_back(const Moment&, EventKind, int index, const Callback* = nullptr) const;
  [[nodiscard]] bool event_ended(const Moment&, const EventName&, int index) const;
  // Whether one waits for the end of this callback of the object: then the state knows whether one has ended.
  [[nodiscard]] bool wait_for(int object, const Callback&) const;

 private:
  [[nodiscard]] bool holds_back(const Moment&, int assumption, bool thread, int index) const;

  const MachineFacts& facts_;
};

}  // namespace afterlife

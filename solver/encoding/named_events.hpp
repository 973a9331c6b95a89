// Events by the names that checks and assumptions give them: "Child.cleanup".
//
//   z3::expr bad = encoding.named_events.begins(e, check.order.then, parent) &&
//                  !encoding.named_events.ended(check.order.first, child, e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class NamedEventEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // The event begins what the name means for this instance (or thread); that has ended at a moment.
  [[nodiscard]] z3::expr begins(int event, const EventName&, int instance);
  [[nodiscard]] z3::expr ended(const EventName&, int instance, int moment);

 private:
};

}  // namespace afterlife

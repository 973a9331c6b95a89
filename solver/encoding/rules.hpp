// The rules of the framework: which of them hold whom back.
//
//   z3::expr free = encoding.rules.permit(o, Phase::cleanup, e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class RuleEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // No rule holds the phase of the object back.
  [[nodiscard]] z3::expr permit(int self, Phase then, int moment);

 private:
  z3::expr constrains(const Rule&, int other, int self, int moment);

  Memo<Phase, int, int> permitted_{deadline_};
};

}  // namespace afterlife

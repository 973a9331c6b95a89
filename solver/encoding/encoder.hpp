// What every encoder has at hand: the scenario as it was analysed, what is said of events in every formula, and the
// encoding with the other encoders. An encoder makes the formulas of one subject, and keeps those that it has made.
//
//   struct Touched : Encoder {
//     using Encoder::Encoder;
//     z3::expr by(int event, int object) { return happens(event) && encoding_.acts.touches(event, object); }
//   };
//   Touched touched(encoding);
#pragma once

#include <z3++.h>

#include "solver/encoding/context.hpp"
#include "solver/encoding/memo.hpp"
#include "solver/instances/reasons.hpp"

namespace afterlife {

struct Encoding;

class Encoder {
 public:
  explicit Encoder(Encoding&);
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

 protected:
  static constexpr int kEnd = EncodingContext::kEnd;

  [[nodiscard]] z3::expr yes() const { return z3_.bool_val(true); }
  [[nodiscard]] z3::expr no() const { return z3_.bool_val(false); }
  [[nodiscard]] const z3::expr& happens(int event) const { return context_.happens(event); }
  [[nodiscard]] z3::expr before(int event, int moment) { return context_.before(event, moment); }
  z3::expr counted(const z3::expr& meaning) { return definitions_.counted(meaning); }

  // The constraint, behind the switch of its reason; a fact that is true only for its reason. `moment`: of whom it is
  // asked.
  template <class Say>
  z3::expr because(int moment, Say say, const z3::expr& constraint) {
    if (context_.tracked() == nullptr || constraint.is_true()) return constraint;
    return context_.tracked()->when(say(), constraint, moment);
  }
  template <class Say>
  z3::expr only_because(int moment, Say say, const z3::expr& fact) {
    if (context_.tracked() == nullptr || fact.is_false()) return fact;
    return context_.tracked()->only_when(say(), fact, moment);
  }

  Encoding& encoding_;
  EncodingContext& context_;
  Definitions& definitions_;
  z3::context& z3_;
  const Deadline& deadline_;
  const Events& events_;
  const Instances& instances_;
  const MayAnalysis& may_;
  const Reasons reasons_;
};

}  // namespace afterlife

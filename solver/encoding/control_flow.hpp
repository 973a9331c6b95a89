// The ways from one event of an agent to the next.
//
//   z3::expr next = encoding.control.reaches(graph.events.at(e), e);
//   z3::expr stays = encoding.control.fork_is(0, 1);
#pragma once

#include <map>
#include <utility>

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class ControlFlowEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // Control has come to the event, whatever else it needs.
  [[nodiscard]] z3::expr reaches(const Event&, int moment);
  [[nodiscard]] z3::expr entered(const Event&, const Entry&, int moment);
  [[nodiscard]] z3::expr fork_is(int fork, int value);
  [[nodiscard]] z3::expr member_guard(const Event&, int moment);    // of an `each`
  [[nodiscard]] z3::expr set_done_guard(const Event&, int moment);  // the end of an `each`
  // The constants that say which way a fork goes, by fork and alternative.
  [[nodiscard]] const std::map<std::pair<int, int>, z3::expr>& forks() const { return forks_; }

 private:
  z3::expr literal(const Literal&, int moment);
  z3::expr outcome_is(int event, bool value, int moment);
  z3::expr member_done(const Event& done, const Event::Member&, int moment);

  std::map<std::pair<int, int>, z3::expr> forks_;
};

}  // namespace afterlife

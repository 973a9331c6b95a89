#include "solver/search/unsat_reasons.hpp"

#include <stdexcept>

#include "solver/encoding/stopped.hpp"

namespace afterlife {

void give_reasons(Verdict& verdict, SharedZ3& z3, const Check& check, const Events& events, const Statics& statics,
                  const Deadline& deadline) {
  verdict.grounds = Verdict::Grounds::not_found;
  try {
    Forcing forcing(z3, events, statics, check, deadline);
    const std::optional<UnsatCore> core = forcing.smallest();
    if (!core) return;
    verdict.because.clear();
    for (const int reason : core->reasons) verdict.because.push_back(forcing.reason(reason));
    verdict.grounds = core->smallest ? Verdict::Grounds::smallest : Verdict::Grounds::enough;
  } catch (...) {  // a limit: what holds, holds without reasons
    if (why_stopped(deadline).kind == Stopped::Kind::broken) throw;
  }
}

bool follows_from_its_reasons(SharedZ3& z3, const Check& check, const Events& events, const Statics& statics,
                              const Deadline& deadline) {
  const std::optional<UnsatCore> core = Forcing(z3, events, statics, check, deadline).smallest();
  if (!core) return false;
  const std::optional<bool> excluded = Forcing(z3, events, statics, check, deadline).exclude(core->reasons);
  if (excluded == false) throw std::logic_error("an answer does not follow from its own reasons");
  return excluded.has_value();
}

}  // namespace afterlife

// Why no execution does what a check asks about: what the order graph shows, and, where that is asked for, a smallest
// set of reasons, or of rules, that forces it.
//
//   const OpenQuestion question = open_question(check, graph, deadline);   // the order graph's share
//   const Proof proof = smallest_proof(question.proof(), shared_z3, check, graph, excludes, deadline);
//   for (const Reason& reason : proof.because) print(reason);
#pragma once

#include <vector>

#include "model/verdict.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/question/goals.hpp"
#include "solver/search/rule_ablation.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class SharedZ3;

struct Proof {
  std::vector<Reason> because;
  Verdict::Basis basis = Verdict::Basis::part;
};

// The goals of a check that the order graph does not exclude, and what excludes the others.
struct OpenQuestion {
  std::vector<Goal> goals;
  std::vector<Reason> because;  // some of the reasons
  std::vector<Reason> chain;    // where one order is all that there is to it: how that is forced

  // The chain, if there is one.
  [[nodiscard]] Proof proof() const {
    return chain.empty() ? Proof{because, Verdict::Basis::part} : Proof{chain, Verdict::Basis::chain};
  }
};
OpenQuestion open_question(Kept<Check>, const EventGraph&, const Deadline&);

// A chain stays as it is. For anything else a smallest set of reasons is looked for; and where the encoding alone
// excludes nothing, for at rest the machine has its say, the rules without which it would not be so. What a limit keeps
// from being found is left as it was, and said not to be found.
Proof smallest_proof(Proof, SharedZ3&, const Check&, const EventGraph&, const Excludes&, const Deadline&);

// Whether a smallest set of reasons excludes it again, alone, in an encoding made anew that knows nothing of the order
// graph and leaves everything else open. False: no set was found in time, or none excludes it by itself (at rest the
// machine has its say). Throws std::logic_error when they do not exclude it after all, and Stopped.
bool follows_from_its_reasons(SharedZ3&, const Check&, const EventGraph&, const Deadline&);

}  // namespace afterlife

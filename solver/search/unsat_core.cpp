#include "solver/search/unsat_core.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <set>
#include <utility>

#include "solver/encoding/goal_formula.hpp"
#include "solver/encoding/interrupt_z3.hpp"
#include "solver/encoding/smt2.hpp"
#include "solver/encoding/terms.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/encoding/z3_failure.hpp"
#include "solver/question/goals.hpp"

namespace afterlife {

// One solver with the cone of the question asserted, each reason behind its switch.
class UnsatCores::Solver {
 public:
  Solver(SharedZ3& z3, Kept<EventGraph> graph, const std::vector<Goal>& goals, Kept<Deadline> deadline)
      : deadline_(deadline), parts_(z3, deadline, z3.context(), graph, goals, deadline) {
    Encoding& encoding = parts_->encoding;
    AnyOf reached(parts_->z3());
    for (const Goal& goal : goals) reached |= formula(goal, encoding);
    z3::expr& any = parts_->question;
    any = reached;
    if (!goals.empty() && goals.front().at_rest()) {
      any &= encoding.end.is_at_rest();
      encoding.cone.add_everything_to(parts_->solver, any);
    } else {
      encoding.cone.add_to(parts_->solver, any);
    }
    parts_->solver.add(any);
  }

  [[nodiscard]] const TrackedReasons& tracked() const { return parts_->tracked; }
  [[nodiscard]] const Deadline& deadline() const { return deadline_; }
  [[nodiscard]] std::string smt2(const Events& events, const std::string& head, const std::string& status) const {
    return failing_as_stopped(deadline_, [&] {
      return smt2_text(parts_->encoding, parts_->question, parts_->tracked, events, head, status);
    });
  }

  z3::check_result check(const std::vector<int>& reasons) {
    deadline_.keep();
    return failing_as_stopped(deadline_, [&] {
      z3::expr_vector switches(parts_->z3());
      for (const int reason : reasons) switches.push_back(tracked().switch_at(reason));
      return ask(parts_->solver, deadline_, &switches);
    });
  }

  // After `unsat`.
  std::vector<int> enough() {
    return failing_as_stopped(deadline_, [&] {
      std::vector<int> core;
      const z3::expr_vector switches = parts_->solver.unsat_core();
      for (unsigned i = 0; i < switches.size(); ++i) core.push_back(tracked().number_of(switches[static_cast<int>(i)]));
      return core;
    });
  }

 private:
  struct Parts {
    Parts(std::shared_ptr<Z3Context> made, Kept<EventGraph> graph, const std::vector<Goal>& goals,
          Kept<Deadline> deadline)
        : context(std::move(made)),
          structure(graph->events, OrderGraph::Knows::structure, deadline),
          tracked(z3()),
          encoding(graph, structure, z3(), waits_matter(goals), deadline, &tracked),
          solver(solver_of_positions(z3())),
          question(z3()) {}
    [[nodiscard]] z3::context& z3() const { return **context; }

    std::shared_ptr<Z3Context> context;
    OrderGraph structure;
    TrackedReasons tracked;
    Encoding encoding;
    z3::solver solver;
    z3::expr question;
    Z3Reserve reserve;
  };

  const Deadline& deadline_;
  InContext<Parts> parts_;
};

UnsatCores::UnsatCores(SharedZ3& z3, Kept<EventGraph> graph, const Check& check, Kept<Deadline> deadline)
    : graph_(graph), solver_(failing_as_stopped(*deadline, [&] {
        return std::make_unique<Solver>(z3, graph, goals_of(check, graph), deadline);
      })) {}

UnsatCores::~UnsatCores() = default;

int UnsatCores::size() const { return solver_->tracked().size(); }
const Reason& UnsatCores::reason(int number) const { return solver_->tracked().reason(number); }

std::optional<bool> UnsatCores::exclude(const std::vector<int>& reasons) {
  const z3::check_result result = solver_->check(reasons);
  if (result == z3::unknown) return std::nullopt;
  return result == z3::unsat;
}

namespace {

// What is tried first is left out rather than what is tried last. What the framework orders comes first, so that it is
// named only where the scenario and the nature of a deletion are not enough.
int turn(const Reason& reason) {
  switch (reason.kind) {
    case Reason::Kind::rule: return 0;
    case Reason::Kind::scenario: return 1;
    case Reason::Kind::machine:
    case Reason::Kind::program_order: return 2;
  }
  return 3;
}

}  // namespace

std::optional<bool> UnsatCores::exclude_together() {
  std::vector<int> all(size());
  std::iota(all.begin(), all.end(), 0);
  return exclude(all);
}

std::string UnsatCores::smt2(const std::string& head, std::optional<bool> excluded) const {
  const std::string status = !excluded ? "unknown" : *excluded ? "unsat" : "sat";
  return solver_->smt2(graph_.events, head, status);
}

// All reasons but those of rules that can be left out, one rule after the other, while everything that is not of a rule
// is given. Each rule that stays is needed beside the others that stay; another one may do in its place.
std::vector<int> UnsatCores::with_fewest_rules() {
  std::vector<int> given(size());
  std::iota(given.begin(), given.end(), 0);
  std::set<std::string> rules;
  for (const int number : given)
    if (reason(number).kind == Reason::Kind::rule) rules.insert(reason(number).rule);
  for (const std::string& rule : rules) {
    std::vector<int> others = given;
    std::erase_if(others, [&](int number) { return reason(number).rule == rule; });
    if (exclude(others) == true) given = std::move(others);
  }
  return given;
}

// An event that needs more before it comes later, in every execution, than those that it needs.
void UnsatCores::put_in_order(std::vector<int>& reasons) const {
  std::ranges::sort(reasons, {}, [&](int number) {
    const int event = solver_->tracked().event(number);
    int before = 0;
    for (int e = 0; e < graph_.events.size(); ++e)
      before += event >= 0 && graph_.orders.requires_before(event, e) ? 1 : 0;
    return std::tuple(before, event, number);
  });
}

std::optional<UnsatCore> UnsatCores::smallest() {
  std::vector<int> given = with_fewest_rules();
  if (exclude(given) != true) return std::nullopt;
  UnsatCore core;
  std::vector<int>& needed = core.reasons;
  std::vector<int> open = solver_->enough();
  std::ranges::sort(open, {}, [&](int number) { return std::pair(turn(reason(number)), number); });
  try {
    while (!open.empty()) {
      const int tried = open.front();
      std::vector<int> others = needed;
      others.insert(others.end(), open.begin() + 1, open.end());
      const z3::check_result result = solver_->check(others);
      if (result == z3::unknown) throw Stopped(Stopped::Kind::time);
      open.erase(open.begin());
      if (result == z3::sat) {
        needed.push_back(tried);
        continue;
      }
      const std::vector<int> enough = solver_->enough();
      std::erase_if(open, [&](int number) { return std::ranges::find(enough, number) == enough.end(); });
    }
  } catch (const Stopped& stopped) {
    if (!stopped.by_deadline()) throw;
    core.smallest = false;
    needed.insert(needed.end(), open.begin(), open.end());
  }
  put_in_order(needed);
  return core;
}

}  // namespace afterlife

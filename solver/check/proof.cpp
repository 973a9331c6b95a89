#include "solver/check/proof.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "solver/search/unsat_core.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

// Program order is never shown as a reason, and what is true of every object only where one order was asked for.
bool is_telling(const Check& check, const Reason& reason) {
  switch (reason.kind) {
    case Reason::Kind::rule:
    case Reason::Kind::scenario: return true;
    case Reason::Kind::machine: return check.kind != Check::Kind::never_hazard;
    case Reason::Kind::program_order: break;
  }
  return false;
}

// Each reason once.
void add_reasons(std::vector<Reason>& shown, const Check& check, const std::vector<Reason>& chain) {
  constexpr std::size_t kMostShown = 8;
  for (const Reason& reason : chain) {
    const bool known = std::ranges::find(shown, reason.text, &Reason::text) != shown.end();
    if (is_telling(check, reason) && !known && shown.size() < kMostShown) shown.push_back(reason);
  }
}

// The smallest set of reasons of an encoding.
std::optional<Proof> by_core(SharedZ3& z3, const Check& check, const EventGraph& graph, const Deadline& deadline) {
  UnsatCores cores(z3, graph, check, deadline);
  const std::optional<UnsatCore> core = cores.smallest();
  if (!core) return std::nullopt;
  Proof proof;
  for (const int reason : core->reasons) proof.because.push_back(cores.reason(reason));
  proof.basis = core->smallest ? Verdict::Basis::smallest : Verdict::Basis::enough;
  return proof;
}

std::optional<Proof> by_rules(const Framework& framework, const Excludes& excludes, const Deadline& deadline) {
  std::optional<std::vector<Reason>> rules = needed_rules(framework, excludes, deadline);
  if (!rules) return std::nullopt;
  return Proof{*std::move(rules), Verdict::Basis::rules};
}

}  // namespace

OpenQuestion open_question(Kept<Check> check, const EventGraph& graph, const Deadline& deadline) {
  OpenQuestion question{goals_of(check, graph), {}, {}};
  std::set<std::pair<int, int>> orders;
  std::erase_if(question.goals, [&](const Goal& goal) {
    deadline.keep();
    const Excluded out = excluded(goal, graph);
    if (!out.yes) return false;
    orders.emplace(out.first, out.then);
    if (out.first >= 0 && out.first != out.then)
      add_reasons(question.because, *check, graph.orders.why(out.first, out.then));
    return true;
  });
  if (!question.goals.empty() || orders.size() != 1) return question;
  const auto [first, then] = *orders.begin();
  if (first >= 0 && first != then) question.chain = graph.orders.why(first, then);
  return question;
}

Proof smallest_proof(Proof proof, SharedZ3& z3, const Check& check, const EventGraph& graph, const Excludes& excludes,
                     const Deadline& deadline) {
  if (proof.basis == Verdict::Basis::chain) return proof;
  const auto within_limits = [&](const auto& find) -> std::optional<Proof> {
    try {
      return find();
    } catch (...) {
      if (why_stopped().is_broken()) throw;
      return std::nullopt;
    }
  };
  if (std::optional<Proof> core = within_limits([&] { return by_core(z3, check, graph, deadline); }))
    return *std::move(core);
  const Framework& framework = graph.instances.framework();
  if (std::optional<Proof> rules = within_limits([&] { return by_rules(framework, excludes, deadline); }))
    return *std::move(rules);
  proof.basis = Verdict::Basis::not_found;
  return proof;
}

bool follows_from_its_reasons(SharedZ3& z3, const Check& check, const EventGraph& graph, const Deadline& deadline) {
  const std::optional<UnsatCore> core = UnsatCores(z3, graph, check, deadline).smallest();
  if (!core) return false;
  const std::optional<bool> excluded = UnsatCores(z3, graph, check, deadline).exclude(core->reasons);
  if (excluded == false) throw std::logic_error("an answer does not follow from its own reasons");
  return excluded.has_value();
}

}  // namespace afterlife

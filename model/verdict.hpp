// Verdicts, counterexamples and diagnostics of a run, as data. What the solver answers and every report shows.
//
//   for (const Verdict& v : check_all(scenario, framework, options))      // solver/check.hpp
//     if (v.kind == VerdictKind::violated) for (const TraceStep& s : v.execution->steps) print(s);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostic.hpp"
#include "model/scenario.hpp"

namespace afterlife {

// How an answer was answered again, where that was asked for: an execution by its replay; that there is none by solving
// again from a set of reasons alone, or, where no such set excludes it by itself, the whole question anew; or not at
// all.
enum class SecondAnswer { not_asked, replayed, from_reasons, anew, none };

// `error`: deciding the check ended in a mistake of the program itself, which `reason` tells; it satisfies no
// expectation.
enum class VerdictKind { holds, vacuous, violated, unknown, error };
std::string_view name(VerdictKind);  // as reports and `expect` write it

// One reason why a step was possible, or what forces an order: a rule with the objects it was applied to, or a line
// of the scenario. Explanations are made of these.
struct Reason {
  // What the framework orders, what a line of the scenario says, what is so in every framework; and that one body does
  // one thing after the other.
  enum class Kind { rule, scenario, machine, program_order } kind = Kind::machine;
  std::string rule;    // id, for Kind::rule
  std::string text;    // in words, naming the objects: "Child.cleanup before Lookaside.cleanup"
  std::string source;  // of the rule
  Span at;             // in the scenario, for Kind::scenario
};

struct TraceStep {
  int number = 0;           // 1.. for printed steps, 0 for those that are only in the full trace
  int repeats = 1;          // how many alike steps this line stands for (numbers number .. number+repeats-1)
  std::string agent;        // "teardown", "Worker", "framework", "cleanup of Child"
  std::string event;        // "delete Parent", "EvtCleanupCallback(Memory#1)", "use Memory#1"
  Span at;                  // the scenario line that says so; unknown for framework moves without one
  std::string note;         // why now, or what came of it; may be empty
  std::vector<Reason> why;  // for framework moves: the rules that did apply
  bool violating = false;   // the last step, at which the hazard or order is violated
  bool aside = false;       // shown without a number: no step that is counted, but worth seeing

  [[nodiscard]] bool is_shown() const { return number > 0 || violating || aside; }
};

struct Wait {                // one agent that waits for ever
  std::string agent, words;  // "Worker", "waits for lock L, which teardown holds"
  Span at;
};

struct Execution {
  std::vector<TraceStep> steps;
  std::uint64_t length = 0;          // printed steps, folded ones counted each
  bool minimal = true;               // proved to be a shortest one
  std::string minimal_note;          // why not, or by which argument; empty when by search
  std::string headline;              // "Worker uses Memory#1 after Memory#1 has been cleaned up."
  std::vector<std::string> missing;  // "Child.cleanup before Memory#1.cleanup. No rule of wdf gives this order."
  std::vector<Wait> waits;           // who waits for whom (deadlock)
  bool waits_in_a_cycle = false;
};

enum class Decider { nothing, graph, z3 };  // what decided a check

struct CheckStats {
  Decider decided_by = Decider::nothing;
  std::uint64_t events = 0;       // in the cone of the question
  std::uint64_t orders = 0;       // edges that hold in every execution
  std::uint64_t constraints = 0;  // given to Z3
  std::uint64_t queries = 0;      // solver calls
  double seconds = 0;
};

struct Verdict {
  VerdictKind kind = VerdictKind::unknown;
  const Check* check = nullptr;        // into the scenario
  bool exact = true;                   // else within the loop bound
  std::string argument;                // why exact, or which bound
  std::string reason;                  // unknown, error: why; vacuous: what never happens
  std::optional<Execution> execution;  // violated: the counterexample; possible that holds: the witness
  std::vector<Reason> because;         // holds: what forces it, as far as known
  // What `because` is: some of it; a chain of orders, each of which begins where the one before it ends; a smallest
  // set, of which nothing can be left out; a set that is enough, but of which not everything was tried; the rules
  // without which it would not hold, beside the text of the scenario; or nothing, although it was looked for.
  enum class Basis { part, chain, smallest, enough, rules, not_found } basis = Basis::part;
  // violated, and asked for: what other readings say of the same check, and by which rules it holds there.
  struct Elsewhere {
    std::string reading;
    VerdictKind kind = VerdictKind::unknown;
    std::vector<std::string> rules;
  };
  std::vector<Elsewhere> elsewhere;
  CheckStats stats;
  SecondAnswer again = SecondAnswer::not_asked;

  [[nodiscard]] bool decided() const { return kind != VerdictKind::unknown && kind != VerdictKind::error; }
  [[nodiscard]] bool as_expected() const;  // against check->expect; vacuous satisfies holds
};

}  // namespace afterlife

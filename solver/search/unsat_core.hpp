// Why no execution violates a check (or, for `possible`, does what it asks for): a smallest set of reasons.
//
//   UnsatCores cores(shared_z3, graph, check, deadline);
//   if (const auto core = cores.smallest()) for (int r : core->reasons) print(cores.reason(r));
//
// The set is irreducible: with any one of its reasons taken away, and nothing else given, the encoding permits such an
// execution. That bodies run from their top, and what the question means, is always given.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class SharedZ3;

struct UnsatCore {
  std::vector<int> reasons;  // in the order in which they come to bear
  bool smallest = true;      // false: the time was over before every one of them had been tried
};

class UnsatCores {
 public:
  // Nothing else is made in the shared context as long as this lives. Throws Stopped when the time is over or somebody
  // interrupts.
  UnsatCores(SharedZ3&, Kept<EventGraph>, const Check&, Kept<Deadline>);
  ~UnsatCores();
  UnsatCores(const UnsatCores&) = delete;
  UnsatCores& operator=(const UnsatCores&) = delete;

  // Every reason that the encoding of the question has, by number.
  [[nodiscard]] int size() const;
  [[nodiscard]] const Reason& reason(int number) const;

  // Nothing: the time was over, or all reasons together do not exclude it (at rest, the machine's judgement of single
  // candidates may be needed as well).
  std::optional<UnsatCore> smallest();

  // Whether these reasons alone exclude it; nothing when that was not decided in time.
  std::optional<bool> exclude(const std::vector<int>& reasons);
  std::optional<bool> exclude_together();  // all of them

  // The question with all of its reasons as an SMT-LIB 2 file; `excluded` is the answer that it records.
  [[nodiscard]] std::string smt2(const std::string& head, std::optional<bool> excluded) const;

 private:
  std::vector<int> with_fewest_rules();
  void put_in_order(std::vector<int>& reasons) const;

  class Solver;  // Z3, known to the .cpp alone

  const EventGraph& graph_;
  std::unique_ptr<Solver> solver_;
};

}  // namespace afterlife

// How every two cleanups and destroys of a scenario are ordered: one first in every execution, or either, or never
// both.
//
//   PrecedenceMatrix matrix(scenario, framework, {});
//   for (int i = 0; i < matrix.size(); ++i)
//     for (int j = 0; j < matrix.size(); ++j) print(matrix.at(i, j));
//
// Whether A can come before B is what the check `possible: A before B` asks: A has ended when B begins. Of alike
// instances the first stands for all.
//
// How. Where nothing but a deletion happens the rules are one partial order, and reachability in it says everything.
// Elsewhere the reachable states of the machine are gone through once, for all pairs together; where these are too
// many, the pairs that are still open are asked one by one (solver/check.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"
#include "solver/check.hpp"
#include "solver/orders.hpp"

namespace afterlife {

class Deadline;

// Wherever both come: one has ended when the other begins (before, after); so or the other way round (both); in one
// order, or one begins while the other goes on (overlap); or they never come one after the other.
enum class Relation { before, after, both, overlap, never_both, unknown };

struct PrecedenceOptions {
  std::vector<int> of;  // declarations; empty: all
  int loop_bound = 0;   // overrides the scenario's when above 0
  std::size_t most_states = 100'000;
  double timeout_seconds = 60;  // for all pairs together
  bool self_check = false;      // answer again what Z3 is asked, and leave open what cannot be
  const std::atomic<bool>* interrupted = nullptr;
};

class PrecedenceMatrix {
 public:
  struct Event {
    EventName name;    // of one instance
    std::string text;  // "Memory#1.cleanup"
    int alike = 1;     // instances that it stands for
  };

  PrecedenceMatrix(const Scenario&, const Framework&, const PrecedenceOptions&);

  [[nodiscard]] int size() const { return static_cast<int>(events_.size()); }
  [[nodiscard]] const Event& event(int i) const { return events_[static_cast<std::size_t>(i)]; }
  // Of two different events.
  [[nodiscard]] Relation at(int i, int j) const;
  [[nodiscard]] bool is_decided() const;  // no pair is unknown
  [[nodiscard]] bool exact() const { return exact_; }
  [[nodiscard]] const std::string& argument() const { return argument_; }  // why exact, or within which bound

 private:
  enum class Can : std::uint8_t { open, yes, no };

  void choose_events(const Scenario&, const Framework&, const PrecedenceOptions&);
  [[nodiscard]] bool by_reachability(const Scenario&, const Framework&, const Deadline&);
  void by_states(const Scenario&, const Framework&, const PrecedenceOptions&, const Deadline&);
  void one_by_one(const Scenario&, const Framework&, const PrecedenceOptions&, const Deadline&);
  [[nodiscard]] bool takes_time(const Scenario&, int i) const;
  [[nodiscard]] Can& can(int first, int then) { return can_[index(first, then)]; }
  [[nodiscard]] std::size_t index(int first, int then) const {
    return static_cast<std::size_t>(first) * events_.size() + static_cast<std::size_t>(then);
  }

  std::vector<Event> events_;
  std::vector<Can> can_;              // by first and then: whether first can have ended when then begins
  std::vector<std::uint8_t> during_;  // the same: whether then may begin while first goes on
  bool exact_ = true;
  std::string argument_;
};

// Of the orders that hold whatever happens those that do not follow from others, with what forces each: a Hasse
// diagram.
//
//   for (const HasseEdge& edge : hasse_diagram(matrix, scenario, framework, options)) draw(edge.first, edge.then);
struct HasseEdge {
  int first = 0, then = 0;  // events of the matrix
  std::vector<Reason>
      because;  // empty: nothing is known in short (the order holds where both happen), or there are too
                // many edges
};

// `most_explained`: beyond so many edges none is explained. Where the time is over edges are left without reasons.
std::vector<HasseEdge> hasse_diagram(const PrecedenceMatrix&, const Scenario&, const Framework&,
                                     const PrecedenceOptions&, std::size_t most_explained = 300);

// One question, `A before B`: whether that is always, sometimes or never so.
struct OrderAnswer {
  // `neither`: not in this order, and not in the other one. `unknown`, `broken`: one side could not be decided.
  enum class Word { always, sometimes, never, neither, unknown, broken };
  Word word = Word::unknown;
  Verdict possible, always;          // the two sides, with their executions; their checks are those of the scenario
  std::optional<OrdersShare> share;  // of all orders those with A before B, where they can be counted soon
};

// Of a scenario that asks two checks, that the order is always so and that it is possible (read_scenario_asking).
// Throws Stopped where the scenario cannot be asked about at all.
//
//   const OrderAnswer answer = answer_order(scenario, framework, options);
//   if (answer.word == OrderAnswer::Word::sometimes) print(answer.share->with, answer.share->all);
OrderAnswer answer_order(const Scenario& asking, const Framework&, const CheckOptions&);

}  // namespace afterlife

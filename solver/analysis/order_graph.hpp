// The order graph: which events always come before an event, in every execution that contains it, and why.
//
//   OrderGraph orders(events);
//   if (orders.requires_before(b, a)) for (const Reason& r : orders.why(a, b)) print(r);   // a is before b whenever b happens
//   if (orders.ordered(a, b)) ...                                                         // a before b whenever both happen
//
// Nothing here depends on a choice: program order, ordering rules that no execution can lift, starts, joins, ends.
// What it knows decides most questions by reachability alone and lets the encoding leave most orders out.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "model/kept.hpp"
#include "model/verdict.hpp"
#include "solver/unfolding/events.hpp"

namespace afterlife {

// What an event needs before it: another event, all of several needs, or any one of them.
struct Need {
  enum class Kind { event, all, any };
  Kind kind = Kind::event;
  int event = -1;
  std::vector<Need> parts;
  Reason reason;
};

class OrderGraph {
 public:
  // `structure`: only that bodies run from the top; for explanations, which are to give a reason for everything else.
  enum class Knows { everything, structure };
  // Throws Stopped when the deadline has passed before it is made.
  explicit OrderGraph(Kept<Events>, Knows = Knows::everything, const Deadline& = Deadline());
  ~OrderGraph();
  OrderGraph(const OrderGraph&) = delete;
  OrderGraph& operator=(const OrderGraph&) = delete;

  // `first` has happened before `then` in every execution in which `then` happens.
  [[nodiscard]] bool requires_before(int then, int first) const;
  // In every execution in which both happen, `first` comes before `then`.
  [[nodiscard]] bool ordered(int first, int then) const;
  // The event can happen in no execution: it would have to come before itself, or nothing leads to it.
  [[nodiscard]] bool impossible(int event) const;

  [[nodiscard]] const std::vector<Need>& needs(int event) const { return needs_[event]; }
  // Pairs (first, then) that are ordered whenever both happen, beyond program order and needs.
  [[nodiscard]] const std::vector<std::pair<int, int>>& ordered_pairs() const { return ordered_pairs_; }

  // The chain of reasons that forces `first` before `then`; empty when only a case distinction shows it.
  [[nodiscard]] std::vector<Reason> why(int first, int then) const;
  [[nodiscard]] std::uint64_t edges() const;

 private:
  void close(const Deadline&);
  [[nodiscard]] int latest_required(int then, int agent) const;  // of the agent's events, `then` included; -1: none

  const Events& events_;
  std::vector<std::vector<Need>> needs_;
  std::vector<std::pair<int, int>> ordered_pairs_;
  std::vector<std::vector<int>> ordered_after_;        // the same by their first
  mutable std::map<std::pair<int, int>, int> latest_;  // latest_required by event and agent, made when first asked
  std::vector<std::vector<std::uint64_t>> before_;     // before_[e]: the events that e requires, as bits
  std::vector<std::vector<int>> events_of_;            // by agent, in the order of their ids
  std::vector<int> agent_;                             // event -> dense agent number, -1 for framework moves
  struct Graph;                                        // Boost.Graph, known to the .cpp alone
  std::unique_ptr<Graph> graph_;
};

}  // namespace afterlife

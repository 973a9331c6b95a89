// What is said of events in every formula: which of them happen, and in which order.
//
//   z3::expr late = encoding.context.happens(a) && encoding.context.before(b, a);
//   z3::expr at_all = encoding.context.before(b, EncodingContext::kEnd);
//
// A moment is an event, and means just before it, or kEnd, the end of the prefix.
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include <z3++.h>

#include "model/kept.hpp"
#include "solver/analysis/event_graph.hpp"
#include "solver/encoding/definitions.hpp"
#include "solver/encoding/tracked_reasons.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

class EncodingContext {
 public:
  static constexpr int kEnd = -1;

  EncodingContext(Kept<EventGraph>, Kept<OrderGraph>, z3::context&, bool waits_matter, Kept<Deadline>, TrackedReasons*,
                  Cone&);

  [[nodiscard]] const EventGraph& graph() const { return graph_; }
  [[nodiscard]] const OrderGraph& orders() const { return orders_; }
  [[nodiscard]] z3::context& z3() const { return z3_; }
  [[nodiscard]] Definitions& definitions() { return definitions_; }
  [[nodiscard]] const Deadline& deadline() const { return deadline_; }
  [[nodiscard]] bool waits_matter() const { return waits_matter_; }
  [[nodiscard]] TrackedReasons* tracked() const { return tracked_; }  // nullptr: nobody asks for reasons

  [[nodiscard]] const z3::expr& happens(int event) const { return happens_[event]; }
  [[nodiscard]] int event_of(const z3::expr& constant) const;  // -1: it does not say of an event that it happens
  [[nodiscard]] const z3::expr& position(int event) const { return position_[event]; }
  [[nodiscard]] z3::expr precedes(int first, int then) const;  // where both happen
  [[nodiscard]] z3::expr before(int event, int moment);

 private:
  const EventGraph& graph_;
  const OrderGraph& orders_;
  z3::context& z3_;
  bool waits_matter_;
  const Deadline& deadline_;
  TrackedReasons* tracked_;
  Cone& cone_;

  std::vector<z3::expr> happens_, position_;
  std::map<std::pair<int, int>, z3::expr> earlier_;  // contested pairs, first id below second
  std::set<std::pair<int, int>> settled_;            // pairs that the order graph decides
  std::unordered_map<unsigned, int> mentions_;       // AST id of a `happens` constant -> its event
  Definitions definitions_;
};

}  // namespace afterlife

// The cone of a question: the events that it depends on, and their constraints.
//
//   encoding.cone.add_to(solver, question);
//   solver.add(question);
//   for (const int event : encoding.cone.events()) ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class Cone : Encoder {
 public:
  using Encoder::Encoder;

  // Asserts what the formula depends on: the constraints of every event that can help to make it true.
  void add_to(z3::solver&, const z3::expr& formula);
  // The same with nothing left out.
  void add_everything_to(z3::solver&, const z3::expr& formula);

  // Holds of the constants in it wherever they occur.
  void add_condition(const z3::expr& condition) { conditions_.push_back(condition); }

  [[nodiscard]] const std::vector<int>& events() const { return cone_; }
  [[nodiscard]] std::uint64_t constraints() const { return constraints_; }
  // Printed steps that happen, weighted.
  [[nodiscard]] z3::expr at_most(std::uint64_t printed);

  // Where reasons are tracked: every formula that was asserted, in the order in which it was.
  struct Asserted {
    // What an event needs; that one plays no part in the question; where it stands; what a constant means.
    enum class What { need, absent, position, definition } what;
    int event;  // -1: of none in particular
    z3::expr formula;
  };
  [[nodiscard]] const std::vector<Asserted>& asserted() const { return asserted_; }

 private:
  [[nodiscard]] int false_without(const z3::expr&) const;
  [[nodiscard]] int settled_without(const z3::expr&, bool sign) const;
  void collect(const z3::expr&, bool positive, std::vector<int>& found);
  void constrain(z3::solver&, int event, std::vector<int>& found);
  void include(z3::solver&, std::vector<int> events);
  void positions(z3::solver&);
  void put(z3::solver&, const z3::expr&, Asserted::What, int event = -1);

  std::set<std::pair<unsigned, bool>> collected_;
  // Parts settled as long as the event does not happen.
  std::map<int, std::vector<std::pair<z3::expr, bool>>> waiting_for_;
  std::vector<z3::expr> conditions_, kept_;
  std::size_t asserted_conditions_ = 0;
  std::vector<bool> in_cone_ = std::vector<bool>(events_.size(), false);
  std::vector<int> cone_;
  std::uint64_t constraints_ = 0;
  std::vector<Asserted> asserted_;
};

}  // namespace afterlife

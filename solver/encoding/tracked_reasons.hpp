// What an encoding rests on: each constraint that has a reason worth telling, behind a switch of its own. A set of
// switches that excludes an execution by itself is an explanation; one of which none can be left out is a smallest.
//
//   TrackedReasons tracked(z3);
//   Encoding encoding(graph, structure, z3, false, deadline, &tracked);
//   switches.push_back(tracked.switch_at(0));
//   solver.check(switches);                    // unsat: solver.unsat_core() names reasons
//
// A switch that is off leaves its constraint open, so that what one set excludes every larger set excludes as well.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <z3++.h>

#include "model/verdict.hpp"

namespace afterlife {

class TrackedReasons {
 public:
  explicit TrackedReasons(z3::context& z3) : z3_(z3) {}

  // The constraint, as long as the reason is switched on. `event`: where it holds somebody back; the first one is kept.
  z3::expr when(const Reason& reason, const z3::expr& constraint, int event) {
    return !switch_of(reason, event) || constraint;
  }
  // What is true only as long as the reason is switched on.
  z3::expr only_when(const Reason& reason, const z3::expr& fact, int event) { return switch_of(reason, event) && fact; }

  [[nodiscard]] int size() const { return static_cast<int>(reasons_.size()); }
  [[nodiscard]] const Reason& reason(int i) const { return reasons_[i]; }
  [[nodiscard]] int event(int i) const { return events_[i]; }  // -1: at the end only
  [[nodiscard]] const z3::expr& switch_at(int i) const { return switches_[i]; }
  [[nodiscard]] int number_of(const z3::expr& a_switch) const { return by_id_.at(a_switch.id()); }

 private:
  z3::expr switch_of(const Reason& reason, int event) {
    const std::string key = reason.rule + '\n' + reason.text + '\n' + std::to_string(reason.at.line) + ':' +
                            std::to_string(reason.at.column);
    const auto [known, added] = by_key_.try_emplace(key, size());
    if (added) {
      reasons_.push_back(reason);
      events_.push_back(event);
      switches_.push_back(z3_.bool_const(("reason!" + std::to_string(known->second)).c_str()));
      by_id_.emplace(switches_.back().id(), known->second);
    }
    if (events_[known->second] < 0) events_[known->second] = event;
    return switches_[known->second];
  }

  z3::context& z3_;
  std::vector<Reason> reasons_;
  std::vector<int> events_;
  std::vector<z3::expr> switches_;
  std::unordered_map<std::string, int> by_key_;
  std::unordered_map<unsigned, int> by_id_;
};

}  // namespace afterlife

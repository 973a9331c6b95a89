// What a step violates, and what could be violated at all: docs/semantics.md, Hazards and Verdicts.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "tests/naive/interpreter.hpp"

namespace afterlife::naive {

struct Hit {
  Hazard hazard;
  int object;
};

// The hazards of one access, taken in a given state. Not those that are judged in a state: leak and deadlock at rest,
// wait-at-dispatch wherever an agent stands.
std::vector<Hit> hazards_of(const State& before, const Tree&, const Access&);

bool somebody_waits_at_dispatch(const State&, const Interpreter&);

bool leaked(const State& at_rest, const Tree&, int object);

// What some execution does: for the question whether a verdict is vacuous.
class Seen {
 public:
  explicit Seen(const Interpreter& machine) : machine_(machine) {}

  void state(const State&);
  void step(const Step&);
  // Whether the hazard speaks of anything that some execution does, for one of these objects.
  [[nodiscard]] bool could_have(Hazard, const std::vector<int>& objects) const;
  [[nodiscard]] bool some_begins(const Event& e) const { return begun_.contains(e); }
  [[nodiscard]] bool some_ends(const Event&) const;

 private:
  void standing(const State&, const AgentState&);

  const Interpreter& machine_;
  std::set<int> touched_;         // by others than its own destroy callback
  std::set<int> accessed_;        // touched, dereferenced or deleted, by others than its own destroy callback
  std::set<int> in_own_destroy_;  // its own destroy callback did anything with it
  std::set<int> dereferenced_, deleted_, cleaned_up_, destroy_begun_, may_leak_;
  std::set<int> forbidden_;  // by `delete`, and the framework alone deletes such
  std::set<int> enqueued_, in_a_deletion_;
  std::set<Event> begun_, ended_;
  bool somebody_may_wait_ = false;       // at any action that waits
  bool somebody_comes_to_wait_ = false;  // at one that must not be come to at DISPATCH_LEVEL
};

}  // namespace afterlife::naive

// What all plots are made with: where to put a few actions, and what to ask about them.
#pragma once

#include <vector>

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

class Plotting {
 public:
  Plotting(Scenario& s, Dice& dice) : s_(s), dice_(dice) {}

 protected:
  [[nodiscard]] bool by_thread() { return !s_.threads.empty() && (s_.default_teardown || dice_.chance(50)); }
  Body& thread() { return s_.threads[dice_.below(static_cast<int>(s_.threads.size()))].does; }

  void at_an_end(Body& body, const Body& actions) {
    body.insert(dice_.chance(50) ? body.begin() : body.end(), actions.begin(), actions.end());
  }

  // What is asked of one instance, of all, or of nothing in particular.
  void ask(Hazard hazard, int object = -1, int number = 0) {
    Check c;
    c.hazard = hazard;
    if (object >= 0 && facts(hazard).about_objects) {
      c.of.emplace();
      c.of->index = object;
      c.of->number = number;
    }
    s_.checks.push_back(c);
  }

  void ask_order(EventKind first, int a, EventKind then, int b) {
    Check c;
    c.kind = dice_.chance(50) ? Check::Kind::possible : Check::Kind::always;
    c.order.first.kind = first;
    c.order.first.index = a;
    c.order.then.kind = then;
    c.order.then.index = b;
    s_.checks.push_back(c);
  }

  void about(std::initializer_list<int> objects) { focus_.insert(focus_.end(), objects); }
  [[nodiscard]] const std::vector<int>& focus() const { return focus_; }

  Scenario& s_;
  Dice& dice_;

 private:
  std::vector<int> focus_;
};

}  // namespace afterlife

// Bodies of random actions, for a scenario whose objects, threads and names are there already.
//
//   RandomBodies bodies(scenario, dice, /*budget=*/6);
//   scenario.threads[0].does = bodies.body({.thread = 0}, 3);
#pragma once

#include "model/scenario.hpp"
#include "tests/generate/dice.hpp"

namespace afterlife {

// Where a body is: which names mean something there.
struct Place {
  int object = -1;  // whose callback
  int thread = -1;
  int depth = 0;
  bool in_destroy = false;
};

class RandomBodies {
 public:
  // `budget`: how many actions all bodies have together, so that the enumerator can go through all states.
  RandomBodies(Scenario& scenario, Dice& dice, int budget) : s_(scenario), dice_(dice), budget_(budget) {}

  Body body(const Place&, int most);
  Body inner(const Place&, int most);  // one deeper
  void add_action(Body&, const Place&);
  Action create(int object);
  Action on_object(ActionKind, const Place&, int index = -1);
  // What deletes an object of this type: mostly as its role has it (`remove`, `complete`), sometimes `delete`.
  ActionKind deletion_of(int object);

 private:
  int below(int n) { return dice_.below(n); }
  bool chance(int percent) { return dice_.chance(percent); }
  int pick(std::initializer_list<int> weights) { return dice_.pick(weights); }

  Mention mention(const Place&, int index = -1);
  Mention mention_of_one(const Place&, int index);  // without `each`
  Action on_name(ActionKind, EntityKind, int count);
  void touching(Body&, const Place&);
  bool of_its_role(Body&, const Place&, int object);
  bool runs(Body&, const Place&, int object, bool may_flush);
  bool sends(Body&, const Place&, int object);
  bool collects(Body&, const Place&, int object);
  void about_threads(Body&, const Place&);
  void structured(Body&, const Place&);
  void locking(Body&, const Place&);
  void births(Body&, const Place&);
  // Some object with the role, or -1.
  int some(const std::string& role);

  Scenario& s_;
  Dice& dice_;
  int budget_;
};

}  // namespace afterlife

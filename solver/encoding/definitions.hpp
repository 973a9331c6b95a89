// Constants that mean something.
//
//   Definitions& definitions = encoding.context.definitions();
//   z3::expr there = definitions.counted(encoding.births.born(o, e));
//   z3::expr high = definitions.defined_later("high", [&] { return encoding.levels.at_dispatch(e); });
//
// A meaning may speak of any other constant; so what is `defined_later` gets its meaning when no formula is under
// construction.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <z3++.h>

namespace afterlife {

class Cone;

class Definitions {
 public:
  // The cone is told what holds of each constant.
  Definitions(z3::context& z3, Cone& cone) : z3_(z3), cone_(cone) {}

  // A constant that means the formula. Difference logic gives up where Z3 has to make one of its own, which it does for
  // whatever is counted and is none.
  z3::expr counted(const z3::expr& meaning);
  z3::expr defined_later(const std::string& name, std::function<z3::expr()> meaning);
  void define_pending();
  // The constant implies the meaning, and is free otherwise.
  void define_implying(const z3::expr& constant, const z3::expr& meaning);

  [[nodiscard]] const z3::expr* meaning_of(const z3::expr& constant) const;  // nullptr: it is not defined

 private:
  void define(const z3::expr& constant, const z3::expr& meaning);

  z3::context& z3_;
  Cone& cone_;
  struct Definition {
    z3::expr constant, meaning;
  };
  std::unordered_map<unsigned, Definition> definitions_;  // by AST id of the constant
  std::unordered_map<unsigned, z3::expr> counted_;        // by AST id of the meaning
  struct Pending {
    z3::expr constant;
    std::function<z3::expr()> meaning;
  };
  std::vector<Pending> pending_;
};

}  // namespace afterlife

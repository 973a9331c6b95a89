// Disjunctions, conjunctions and counts of many parts, as one flat term. Z3 takes far longer over terms that are nested
// as deep as they have parts, even only to let go of them.
//
//   AnyOf any(z3);
//   for (int e : events) any |= encoding.context.happens(e);
//   z3::expr some_happens = any;
//
// And one formula, taken together with more:
//
//   z3::expr ready = born(object, moment);
//   if (event.group >= 0) ready &= member_guard(event, moment);
//
// z3++ forgets, when something made on the spot is assigned to a formula, to let go of what that was before; and a
// context with formulas left in it takes time in the square of their depth to be freed. So formulas are not assigned
// to: these two copy, and let go.
#pragma once

#include <z3++.h>

namespace afterlife {

inline z3::expr& operator&=(z3::expr& all, const z3::expr& part) {
  const z3::expr both = all && part;
  return all = both;
}

inline z3::expr& operator|=(z3::expr& any, const z3::expr& part) {
  const z3::expr either = any || part;
  return any = either;
}

class AnyOf {
 public:
  explicit AnyOf(z3::context& z3) : parts_(z3) {}
  AnyOf& operator|=(const z3::expr& part) {
    if (!part.is_false()) parts_.push_back(part);
    return *this;
  }
  operator z3::expr() const {  // NOLINT(google-explicit-constructor): it is a formula, only not yet built
    if (parts_.empty()) return parts_.ctx().bool_val(false);
    return parts_.size() == 1 ? parts_[0] : z3::mk_or(parts_);
  }

 private:
  z3::expr_vector parts_;
};

class AllOf {
 public:
  explicit AllOf(z3::context& z3) : parts_(z3) {}
  AllOf& operator&=(const z3::expr& part) {
    if (!part.is_true()) parts_.push_back(part);
    return *this;
  }
  operator z3::expr() const {  // NOLINT(google-explicit-constructor): it is a formula, only not yet built
    if (parts_.empty()) return parts_.ctx().bool_val(true);
    return parts_.size() == 1 ? parts_[0] : z3::mk_and(parts_);
  }

 private:
  z3::expr_vector parts_;
};

// How many of some constants hold, less how many of others. Compared as a cardinality, not as a sum, so that positions
// are all the arithmetic that there is (solver_of_positions).
class CountOf {
 public:
  explicit CountOf(z3::context& z3) : parts_(z3) {}
  void add(const z3::expr& constant) { parts_.push_back(constant); }
  void subtract(const z3::expr& constant) {  // one less than if it did not hold
    parts_.push_back(!constant);
    ++subtracted_;
  }
  [[nodiscard]] z3::expr at_least(int value) const {
    const int hold = value + subtracted_;
    if (hold <= 0 || hold > size()) return parts_.ctx().bool_val(hold <= 0);
    return z3::atleast(parts_, static_cast<unsigned>(hold));
  }
  [[nodiscard]] z3::expr at_most(int value) const {
    const int hold = value + subtracted_;
    if (hold < 0 || hold >= size()) return parts_.ctx().bool_val(hold >= 0);
    return z3::atmost(parts_, static_cast<unsigned>(hold));
  }
  [[nodiscard]] z3::expr is(int value) const { return at_least(value) && at_most(value); }
  [[nodiscard]] int in(const z3::model& model) const {
    int value = -subtracted_;
    for (int i = 0; i < size(); ++i) value += model.eval(parts_[i], true).is_true() ? 1 : 0;
    return value;
  }

 private:
  [[nodiscard]] int size() const { return static_cast<int>(parts_.size()); }

  z3::expr_vector parts_;
  int subtracted_ = 0;
};

}  // namespace afterlife

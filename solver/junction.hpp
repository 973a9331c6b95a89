// Disjunctions, conjunctions and sums of many parts, as one flat term. Z3 takes far longer over terms that are nested as
// deep as they have parts, even only to let go of them.
//
//   AnyOf any(z3);
//   for (int e : events) any |= encoding.happens(e);
//   z3::expr some_happens = any;
//
// And one formula, taken together with more:
//
//   z3::expr ready = born(object, moment);
//   if (event.group >= 0) ready &= member_guard(event, moment);
//
// z3++ forgets, when something made on the spot is assigned to a formula, to let go of what that was before; and a context
// with formulas left in it takes time in the square of their depth to be freed. So formulas are not assigned to: these two
// copy, and let go.
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

class SumOf {
 public:
  explicit SumOf(z3::context& z3) : parts_(z3) {}
  void add(const z3::expr& condition, int value) {
    z3::context& z3 = parts_.ctx();
    parts_.push_back(z3::ite(condition, z3.int_val(value), z3.int_val(0)));
  }
  operator z3::expr() const {  // NOLINT(google-explicit-constructor): it is a term, only not yet built
    if (parts_.empty()) return parts_.ctx().int_val(0);
    return parts_.size() == 1 ? parts_[0] : z3::sum(parts_);
  }

 private:
  z3::expr_vector parts_;
};

}  // namespace afterlife

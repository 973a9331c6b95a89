#include "solver/encoding/definitions.hpp"

#include <utility>

#include "solver/encoding/cone.hpp"

namespace afterlife {

z3::expr Definitions::counted(const z3::expr& meaning) {
  if (meaning.is_const()) return meaning;
  if (const auto found = counted_.find(meaning.id()); found != counted_.end()) return found->second;
  const z3::expr constant = z3_.bool_const(("counted!" + std::to_string(counted_.size())).c_str());
  counted_.emplace(meaning.id(), constant);
  define(constant, meaning);
  return constant;
}

z3::expr Definitions::defined_later(const std::string& name, std::function<z3::expr()> meaning) {
  const z3::expr constant = z3_.bool_const(name.c_str());
  pending_.push_back({constant, std::move(meaning)});
  return constant;
}

void Definitions::define_pending() {
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    define(next.constant, next.meaning());
  }
}

void Definitions::define(const z3::expr& constant, const z3::expr& meaning) {
  definitions_.emplace(constant.id(), Definition{constant, meaning});
  cone_.add_condition(constant == meaning);
}

void Definitions::define_implying(const z3::expr& constant, const z3::expr& meaning) {
  definitions_.emplace(constant.id(), Definition{constant, meaning});
  cone_.add_condition(z3::implies(constant, meaning));
}

const z3::expr* Definitions::meaning_of(const z3::expr& constant) const {
  const auto found = definitions_.find(constant.id());
  return found == definitions_.end() ? nullptr : &found->second.meaning;
}

}  // namespace afterlife

// A context of Z3, or std::bad_alloc where there is no memory for one: z3++ does not look whether it got one.
//
//   Z3Context context;
//   const z3::expr x = (*context).bool_const("x");
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

#include <z3++.h>

namespace afterlife {

// Memory that is let go of before something of Z3's is: for to go, that may need some, and where there is none it ends the
// whole program. The last member of whoever owns such a thing.
class Z3Reserve {
  static constexpr std::size_t kBytes = std::size_t{4} << 20U;
  std::unique_ptr<char[]> held_ = std::make_unique_for_overwrite<char[]>(kBytes);
};

class Z3Context {
 public:
  Z3Context() : made_(make()), context_(made_.get()) {}
  z3::context& operator*() { return context_(); }

 private:
  struct Deleter {
    void operator()(Z3_context made) const { Z3_del_context(made); }
  };
  using Made = std::unique_ptr<std::remove_pointer_t<Z3_context>, Deleter>;

  static Made make() {
    z3::config config;
    Made made(Z3_mk_context_rc(config));
    if (made == nullptr) throw std::bad_alloc();
    return made;
  }

  Made made_;
  z3::scoped_context context_;
  Z3Reserve reserve_;
};

// A solver of formulas in which positions are compared, constants counted, and nothing else is arithmetic: difference logic.
// Over a body of thousands of actions the solver that Z3 takes for any arithmetic needs minutes only to take in the order
// of the body, and is deaf to interruptions as long as it does.
inline z3::solver solver_of_positions(z3::context& z3) {
  constexpr unsigned kDifferenceLogic = 1;
  z3::params params(z3);
  params.set("arith.solver", kDifferenceLogic);
  z3::solver solver(z3, z3::solver::simple());
  solver.set(params);
  return solver;
}

}  // namespace afterlife

// A context of Z3, or std::bad_alloc where there is no memory for one: z3++ does not look whether it got one.
//
//   Z3Context context;
//   const z3::expr x = (*context).bool_const("x");
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include <z3++.h>

#include "solver/util/aside.hpp"
#include "solver/util/deadline.hpp"
#include "solver/util/memory.hpp"

namespace afterlife {

// Memory that is let go of before something of Z3's is: for to go, that may need some, and where there is none it ends
// the whole program. The last member of whoever owns such a thing.
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

// The context that questions share which are asked one after the other: making one costs more than most of them do.
//
//   SharedZ3 shared;
//   std::shared_ptr<Z3Context> context = shared.context();   // made when first needed
class SharedZ3 {
 public:
  [[nodiscard]] std::shared_ptr<Z3Context> context() {
    if (context_ == nullptr) context_ = std::make_shared<Z3Context>();
    return context_;
  }
  // Nothing that is left in the context is used again.
  void reset() { context_.reset(); }

 private:
  std::shared_ptr<Z3Context> context_;
};

// All that Z3 holds of a question. Once the deadline has passed it is freed aside, and the context with it.
//
//   struct Parts {
//     explicit Parts(std::shared_ptr<Z3Context> made) : context(std::move(made)), formula(**context) {}
//     std::shared_ptr<Z3Context> context;   // which nothing else is in as long as the parts live
//     z3::expr formula;
//   };
//   InContext<Parts> parts(shared_z3, deadline, shared_z3.context());
//   const z3::expr not_asked = !parts->formula;
template <class Parts>
class InContext {
 public:
  template <class... Arguments>
  InContext(SharedZ3& z3, const Deadline& deadline, Arguments&&... arguments)
      : z3_(z3), deadline_(deadline), parts_(std::make_shared<Parts>(std::forward<Arguments>(arguments)...)) {}
  ~InContext() {
    if (!deadline_.passed() || memory_is_short()) return;
    z3_.reset();
    free_aside(std::move(parts_));
  }
  InContext(const InContext&) = delete;
  InContext& operator=(const InContext&) = delete;

  Parts* operator->() const { return parts_.get(); }

 private:
  SharedZ3& z3_;
  const Deadline& deadline_;
  std::shared_ptr<Parts> parts_;
};

// A solver of formulas in which positions are compared, constants counted, and nothing else is arithmetic: difference
// logic. Over a body of thousands of actions the solver that Z3 takes for any arithmetic needs minutes only to take in
// the order of the body, and is deaf to interruptions as long as it does.
inline z3::solver solver_of_positions(z3::context& z3, unsigned seed = 0) {
  constexpr unsigned kDifferenceLogic = 1;
  z3::params params(z3);
  params.set("arith.solver", kDifferenceLogic);
  params.set("random_seed", seed);
  z3::solver solver(z3, z3::solver::simple());
  solver.set(params);
  return solver;
}

}  // namespace afterlife

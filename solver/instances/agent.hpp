// Who takes steps: the teardown, a thread, the body of a callback, or the framework itself.
//
//   const Agent worker{Agent::Kind::thread, 0};
#pragma once

#include <compare>

namespace afterlife {

// Bodies of callbacks are agents of their own; `index` is a thread, or the instance whose callback it is. `number`
// tells the runs of one object apart: those in progress on the machine, from 0; all that there may be in the unfolding,
// from 1.
struct Agent {
  enum class Kind { teardown, thread, cleanup, destroy, run, framework };
  Kind kind = Kind::framework;
  int index = -1;
  int number = 0;

  // The body of an object's callback.
  [[nodiscard]] bool is_callback() const { return kind == Kind::cleanup || kind == Kind::destroy || kind == Kind::run; }
  friend auto operator<=>(const Agent&, const Agent&) = default;
};

}  // namespace afterlife

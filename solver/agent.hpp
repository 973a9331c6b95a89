// Who takes steps: the teardown, a thread, the body of a callback, or the framework itself.
#pragma once

#include <compare>

namespace afterlife {

// Bodies of callbacks are agents of their own; `index` is a thread, or the instance whose callback it is.
struct Agent {
  enum class Kind { teardown, thread, cleanup, destroy, framework };
  Kind kind = Kind::framework;
  int index = -1;
  friend auto operator<=>(const Agent&, const Agent&) = default;
};

}  // namespace afterlife

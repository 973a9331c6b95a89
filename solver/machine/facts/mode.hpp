// How steps are taken: within the loop bounds and under the assumptions, or without one of them.
//
//   const Mode unbounded{.bounded = false};
#pragma once

namespace afterlife {

struct Mode {
  bool bounded = true;
  bool assumptions = true;
  bool history = true;  // false: of what has ended once only that is kept which an assumption asks for
};

}  // namespace afterlife

// References, those of the driver and those that the framework holds.
//
//   z3::expr dropped = encoding.references.unreferenced(o, e);
//   z3::expr kept = encoding.references.held_by_framework(o, e);
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"
#include "solver/encoding/terms.hpp"

namespace afterlife {

class ReferenceEncoder : Encoder {
 public:
  using Encoder::Encoder;

  // How many explicit references there are; that there is none.
  [[nodiscard]] CountOf outstanding(int object, int moment);
  [[nodiscard]] z3::expr unreferenced(int object, int moment);
  [[nodiscard]] z3::expr held_by_framework(int object, int moment);
  [[nodiscard]] z3::expr let_go(int object, int moment);  // the contrary, each holder with its reason
  [[nodiscard]] z3::expr thread_holds(int thread, int object);

 private:
  z3::expr reference_effective(int event, int object);
  z3::expr effective_drop(int event, int object);
  [[nodiscard]] int lets_go_of_items(const HeldReference&, int collection) const;

  Memo<int, int> effective_{deadline_};                                    // by object and event
  Memo<int, int> drops_{deadline_};                                        // by event and object
  Memo<int, int> unreferenced_{deadline_}, held_by_framework_{deadline_};  // by object and moment
};

}  // namespace afterlife

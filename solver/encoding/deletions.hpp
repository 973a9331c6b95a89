// Deletions: who belongs to one, and how far it has come.
//
//   z3::expr doomed = encoding.deletions.in_deletion(o, e);
//   z3::expr gone = encoding.deletions.destroyed(o, EncodingContext::kEnd);
#pragma once

#include <vector>

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class DeletionEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr requested(int object, int moment);    // some delete of it was asked for
  [[nodiscard]] z3::expr in_deletion(int object, int moment);  // of it, or of one above it
  [[nodiscard]] z3::expr taken(int object, int moment);        // by a deletion, so that another delete has no effect
  [[nodiscard]] z3::expr reached(int object, int moment);      // by the walk that cleans up
  [[nodiscard]] z3::expr root(int object, int moment);
  [[nodiscard]] z3::expr no_root_on(const std::vector<int>& objects, int moment);
  [[nodiscard]] z3::expr is_root_of(int up, int object, int moment);  // of the deletion that the object belongs to
  [[nodiscard]] z3::expr document_order(int first, int then, int moment);

  [[nodiscard]] z3::expr cleaned(int object, int moment);
  [[nodiscard]] z3::expr destroy_begun(int object, int moment);
  [[nodiscard]] z3::expr destroyed(int object, int moment);
  [[nodiscard]] z3::expr settled(int object, Phase, int moment);  // ended, for those who wait for it

 private:
  Memo<int, int> in_deletion_{deadline_}, root_{deadline_}, reached_{deadline_};  // by object and moment
};

}  // namespace afterlife

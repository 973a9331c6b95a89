// Collections: what is in one, and what may be taken out of it.
//
//   z3::expr in = encoding.collections.item_in(a, b, e);       // of the collection b
#pragma once

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class CollectionEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr item_in(int item, int collection, int moment);
  [[nodiscard]] z3::expr may_be_taken(int take, int item);
  [[nodiscard]] z3::expr take_ready(int take, int moment);

 private:
  Memo<int, int, int> item_in_{deadline_};  // by item, collection and moment
};

}  // namespace afterlife

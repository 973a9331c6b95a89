#include "solver/encoding/encoder.hpp"

#include "solver/encoding/encoding.hpp"

namespace afterlife {

Encoder::Encoder(Encoding& encoding)
    : encoding_(encoding),
      context_(encoding.context),
      definitions_(context_.definitions()),
      z3_(context_.z3()),
      deadline_(context_.deadline()),
      events_(context_.graph().events),
      instances_(context_.graph().instances),
      may_(context_.graph().may),
      reasons_(instances_) {}

}  // namespace afterlife

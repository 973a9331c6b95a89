// A Hasse diagram in the language of Graphviz.
//
//   afterlife orders lookaside.yaml --graph | dot -Tsvg > lookaside.svg
#pragma once

#include <string>
#include <vector>

#include "solver/orders/hasse.hpp"

namespace afterlife {

std::string as_dot(const OrderMatrix&, const std::vector<HasseEdge>&, const std::string& title);

}  // namespace afterlife

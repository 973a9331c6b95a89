// A Hasse diagram in the language of Graphviz.
//
//   afterlife orders lookaside.yaml --graph | dot -Tsvg > lookaside.svg
#pragma once

#include <string>
#include <vector>

#include "solver/precedence.hpp"

namespace afterlife {

std::string as_dot(const PrecedenceMatrix&, const std::vector<HasseEdge>&, const std::string& title);

}  // namespace afterlife

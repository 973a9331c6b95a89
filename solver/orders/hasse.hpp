// The orders that hold whatever happens, as a Hasse diagram: only those that do not follow from others, with what forces each.
//
//   for (const HasseEdge& edge : hasse_diagram(matrix, scenario, framework, options)) draw(edge.first, edge.then);
#pragma once

#include <vector>

#include "model/verdict.hpp"
#include "solver/orders/precedence.hpp"

namespace afterlife {

struct HasseEdge {
  int first = 0, then = 0;  // events of the matrix
  std::vector<Reason>
      because;  // empty: nothing is known in short (the order holds where both happen), or there are too many edges
};

// `most_explained`: beyond so many edges none is explained.
std::vector<HasseEdge> hasse_diagram(const OrderMatrix&, const Scenario&, const Framework&, const MatrixOptions&,
                                     std::size_t most_explained = 300);

}  // namespace afterlife

// The precedence matrix as a table: a sign for each pair, then how many pairs there are of each kind.
//
//   out.write(render(matrix, framework, look));    // "  1  Child.cleanup   .  <  x", …, "3 pairs: 2 in one order, …"
#pragma once

#include <string>

#include "cli/report/look.hpp"
#include "model/framework.hpp"
#include "solver/precedence.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

// Of a matrix that is wider than `look` the pairs are counted only.
std::string render(const PrecedenceMatrix&, const Framework&, const Look& look);

// One that could not be made.
std::string render_unmade(const Stopped&, const Framework&);

}  // namespace afterlife

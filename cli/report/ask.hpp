// The answer to one question, `A before B`, under each reading: a line that says always, sometimes or never, and below
// it a shortest execution for each side that is possible, and what forces the other one.
//
//   Sometimes  Child.cleanup before Memory.cleanup  [wdf]
//     Child.cleanup has ended when Memory#1.cleanup begins.
//       …
#pragma once

#include <string>

#include "cli/report/look.hpp"
#include "model/framework.hpp"
#include "model/scenario.hpp"
#include "solver/precedence.hpp"

namespace afterlife {

std::string render(const OrderAnswer&, const Scenario&, const Framework&, const Look&);

// Title and file, above the first answer about a scenario.
std::string render_title(const Scenario&, const Look&);

}  // namespace afterlife

// A question as an SMT-LIB 2 file that explains itself: for other solvers, and for whoever wants to see what was asked.
//
//   file << smt2_text(encoding, question, tracked, events, head, "unsat");   // what UnsatCores::smt2 writes
#pragma once

#include <string>

#include <z3++.h>

#include "solver/encoding/encoding.hpp"

namespace afterlife {

// `head`: what the file is about, in lines that become comments. `status`: sat, unsat or unknown, the recorded answer.
std::string smt2_text(const Encoding&, const z3::expr& question, const TrackedReasons&, const Events&,
                      const std::string& head, const std::string& status);

}  // namespace afterlife

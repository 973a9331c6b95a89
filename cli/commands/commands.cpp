#include "cli/commands/commands.hpp"

#include <algorithm>

#include "cli/commands/ask.hpp"
#include "cli/commands/check.hpp"
#include "cli/commands/conform.hpp"
#include "cli/commands/export.hpp"
#include "cli/commands/matrix.hpp"
#include "cli/commands/orders.hpp"
#include "cli/commands/simulate.hpp"

namespace afterlife {
namespace {

using C = Command;

// clang-format off
constexpr CommandFacts kCommands[] = {
    {C::check,    "check",    "Decide every check of the scenarios",                                         check_files},
    {C::compare,  "compare",  "Put the verdicts of several readings side by side, and say why they differ",  check_files},
    {C::ask,      "ask",      "Say whether an event always, sometimes or never comes before another",        ask_files},
    {C::matrix,   "",         "",                                                                            print_matrix},
    {C::orders,   "orders",   "Print every permitted order of the cleanups and destroys",                    print_orders},
    {C::conform,  "conform",  "Say whether a recorded run is an execution that is permitted",                print_conformance},
    {C::export_,  "export",   "Write every question as a file that other solvers can answer",                export_smt2},
    {C::simulate, "simulate", "Go through an execution step by step, or take a random one",                  simulate},
};
// clang-format on

constexpr bool is_in_order() {
  std::size_t next = 0;
  return std::ranges::all_of(kCommands, [&](const CommandFacts& row) { return row.command == static_cast<C>(next++); });
}
static_assert(is_in_order());

}  // namespace

const CommandFacts& facts(Command command) { return kCommands[static_cast<std::size_t>(command)]; }

}  // namespace afterlife

// What was asked for on the command line.
//
//   const Parsed parsed = parse_options(argc, argv);
//   if (!parsed) say(parsed.error());      // --help, --version or a mistake
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/exit_code.hpp"
#include "cli/terminal/terminal.hpp"
#include "solver/check.hpp"

namespace afterlife {

enum class Command { check, compare, ask, matrix, orders, conform, export_, simulate };

struct Options {
  Command command = Command::check;
  std::vector<std::string> files;       // "-" is standard input
  std::vector<std::string> frameworks;  // empty: each scenario's own
  CheckOptions check;
  std::optional<double> timeout_seconds;  // as it was given; each command has its own default
  Colour colour = Colour::automatic;
  bool quiet = false;
  bool stats = false;
  std::vector<std::string> without;  // rules and references that are taken away from every reading

  std::string question;         // ask
  std::vector<std::string> of;  // orders, matrix: only these objects; empty: all
  std::uint64_t limit = 0;      // orders: no more than so many; 0: all
  bool count = false;           // orders: only how many
  bool graph = false;           // orders: the Hasse diagram
  std::uint64_t seed = 1;       // simulate: of the dice
  std::uint64_t steps = 0;      // simulate: as many steps by chance; 0: somebody chooses them
  std::string save;             // simulate: the log of the run
  std::string smt2;             // export: the folder for the files
  std::string events;           // conform: the log; "-" is standard input
  bool complete = false;        // conform: the log has every cleanup and destroy
  bool allow_empty = false;     // conform: a log without any event is one, too
  bool all_instances = false;   // orders: also those that only exchange alike instances
};

// Nothing is to be run: what to say instead, and how to end.
struct Answer {
  ExitCode code = ExitCode::expected;
  std::string text;
};

using Parsed = tl::expected<Options, Answer>;

Parsed parse_options(int argc, const char* const* argv);

}  // namespace afterlife

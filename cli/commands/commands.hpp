// The commands: what each is called, what its help says, and what does it. One row for each, which the command line,
// its help and the program read.
//
//   std::cout << facts(Command::check).help;   // "Decide every check of the scenarios"
#pragma once

#include <atomic>
#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace afterlife {

struct CommandFacts {
  Command command;
  std::string_view name;  // empty: `ask` without a question
  std::string_view help;
  ExitCode (*run)(const Options&, const std::atomic<bool>& interrupted);
};

const CommandFacts& facts(Command);

}  // namespace afterlife

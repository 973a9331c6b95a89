// The commands: what each is called, what its help says, and what does it. One row for each; the words of the command line,
// the help and the program read this table.
//
//   for (const CommandFacts& row : commands()) std::cout << row.name << "  " << row.help << '\n';
//   std::cout << facts(Command::check).help;
#pragma once

#include <atomic>
#include <span>
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

std::span<const CommandFacts> commands();  // in the order of the enumerators
const CommandFacts& facts(Command);

}  // namespace afterlife

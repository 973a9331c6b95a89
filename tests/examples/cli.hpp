// What the examples of cli/ use without declaring it.
//
//   const Diagnostics& diagnostics = examples::diagnostics;
#pragma once

#include <unistd.h>

#include "cli/options.hpp"
#include "cli/report/report.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/output.hpp"
#include "tests/examples/model.hpp"

namespace afterlife::examples {

extern Report& report;
extern Verdict verdict;
extern Diagnostics diagnostics;
extern std::function<void(std::string_view)> err;
extern bool colour;
extern std::string file, text;
extern int argc;
extern const char* const* argv;
extern std::atomic<bool> interrupted;
void complain(const Span&);

// Names that mean something else in these headers.
namespace cli_commands_each_reading {
extern Options options;
ExitCode print(const Scenario&, const Framework&);
}  // namespace cli_commands_each_reading
namespace cli_input_input {
extern Options options;
}  // namespace cli_input_input
namespace cli_input_named_objects {
extern Options options;
extern Output err;
}  // namespace cli_input_named_objects
namespace cli_terminal_terminal {
extern Options options;
}  // namespace cli_terminal_terminal

}  // namespace afterlife::examples

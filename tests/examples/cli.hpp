// What the examples of cli/ use without declaring it.
//
//   const Diagnostics& diagnostics = examples::diagnostics;
#pragma once

#include <unistd.h>

#include "cli/input/event_log.hpp"
#include "cli/options.hpp"
#include "cli/report/look.hpp"
#include "cli/report/report.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/output.hpp"
#include "solver/conform.hpp"
#include "solver/export.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/simulation.hpp"
#include "solver/util/deadline.hpp"
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
extern Output out;
extern Look look;
extern Stopped stopped;
extern Deadline deadline;
extern PrecedenceMatrix matrix;
extern Simulation run;
extern EventLog recorded;
void complain(const Span&);
void obey(const std::string&);

// Names that mean something else in these headers.
namespace cli_commands_each_reading {
extern Options options;
ExitCode print(const Scenario&, const Framework&);
}  // namespace cli_commands_each_reading
namespace cli_input_declared_names {
extern std::string name;
void complain(const std::string&);
}  // namespace cli_input_declared_names
namespace cli_input_input {
extern Options options;
}  // namespace cli_input_input
namespace cli_input_named_objects {
extern Options options;
extern Output err;
}  // namespace cli_input_named_objects
namespace cli_report_conform {
extern Conformance found;
}  // namespace cli_report_conform
namespace cli_report_export {
extern ExportedQuestion question;
}  // namespace cli_report_export
namespace cli_report_look {
extern Options options;
}  // namespace cli_report_look
namespace cli_report_orders {
extern LifecycleOrder order;
}  // namespace cli_report_orders
namespace cli_report_report {
extern Tally section, total;
}  // namespace cli_report_report
namespace cli_terminal_terminal {
extern Options options;
}  // namespace cli_terminal_terminal

}  // namespace afterlife::examples

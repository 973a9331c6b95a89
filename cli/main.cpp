// afterlife COMMAND …
//
// The words of the command line become options, and the row of the command in cli/commands/commands.cpp does the rest.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include "cli/commands/commands.hpp"
#include "cli/options.hpp"
#include "cli/terminal/control_group.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/output.hpp"
#include "solver/util/aside.hpp"

namespace {

using namespace afterlife;

ExitCode run(int argc, const char* const* argv) {
  const Parsed options = parse_options(argc, argv);
  if (options) {
    const Interrupt interrupt;
    const ExitCode code = facts(options->command).run(*options, interrupt.flag());
    return interrupt.requested() ? worse(code, ExitCode::interrupted) : code;
  }
  const Answer& answer = options.error();
  Output(answer.code == ExitCode::expected ? STDOUT_FILENO : STDERR_FILENO).write(answer.text);
  return answer.code;
}

// The last words of a run that cannot go on. If not even they can be written, the exit code still says it.
ExitCode give_up(std::string_view before, std::string_view why) noexcept {
  try {
    Output err(STDERR_FILENO);
    err.write("afterlife: ");
    err.write(before);
    err.write(why);
    err.write("\n");
  } catch (...) {
  }
  return ExitCode::internal_error;
}

}  // namespace

int main(int argc, char** argv) {
  reserve_standard_descriptors();
  heed_control_group();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is one that cannot be written
  ExitCode code = ExitCode::internal_error;
  try {
    code = run(argc, argv);
  } catch (const OutputLost& lost) {
    code = give_up("", lost.what());
  } catch (const std::bad_alloc&) {
    code = give_up("", "out of memory");
  } catch (const std::exception& error) {
    code = give_up("internal error: ", error.what());
  } catch (...) {
    code = give_up("internal error: ", "an exception of an unknown kind");
  }
  if (freeing_aside()) std::_Exit(static_cast<int>(code));
  return static_cast<int>(code);
}

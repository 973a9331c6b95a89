#include "cli/commands/simulate.hpp"

#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <optional>
#include <random>
#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/input/lines.hpp"
#include "cli/report/look.hpp"
#include "cli/report/simulation.hpp"
#include "cli/terminal/layout.hpp"
#include "cli/terminal/whole_file.hpp"
#include "solver/simulation.hpp"

namespace afterlife {
namespace {

constexpr std::string_view kHelp =
    "  NUMBER   take that step\n"
    "  n        go on to the next callback, the shortest way\n"
    "  u        undo the last step\n"
    "  s        show every object and agent\n"
    "  l        list what may come next\n"
    "  w FILE   save the run as a log that 'afterlife conform' reads\n"
    "  q        quit\n";

class Stepper {
 public:
  Stepper(const Options& options, const Scenario& scenario, const Framework& framework,
          const std::atomic<bool>& interrupted)
      : options_(options),
        interrupted_(interrupted),
        deadline_(reading_time(options, interrupted)),
        run_(scenario, framework, options.check.loop_bound),
        text_(scenario, framework, look_of(options)) {}

  // Chance chooses.
  ExitCode random() {
    std::mt19937_64 dice(options_.seed);
    while (run_.taken().size() < options_.steps && !run_.permitted().empty() && !deadline_.passed()) {
      run_.take(std::uniform_int_distribution<std::size_t>(0, run_.permitted().size() - 1)(dice));
      if (!options_.quiet) show_last();
    }
    out_.write(text_.ended(run_, options_.seed, end()));
    if (!options_.save.empty() && !save(options_.save)) return not_saved();
    if (interrupted_) return ExitCode::interrupted;
    return deadline_.passed() ? ExitCode::unknown : ExitCode::expected;
  }

  // Somebody at a terminal or in a pipe does.
  ExitCode by_hand() {
    Lines lines(deadline_);
    const bool asks = ::isatty(STDIN_FILENO) != 0;
    out_.write(text_.title());
    list();
    for (;;) {
      if (asks) out_.write("> ");
      const std::optional<std::string> line = lines.next();
      if (!line || *line == "q") break;
      // A person sees the mistake and goes on; a program that feeds lines must hear of it.
      failed_ = (!obey(*line) && !asks) || failed_;
    }
    if (asks) out_.write("\n");
    if ((!options_.save.empty() && !save(options_.save)) || lost_) return not_saved();
    if (interrupted_) return ExitCode::interrupted;
    if (deadline_.passed()) return ExitCode::unknown;
    return failed_ ? ExitCode::bad_input : ExitCode::expected;
  }

 private:
  [[nodiscard]] RunEnd end() const {
    if (interrupted_) return RunEnd::interrupted;
    if (deadline_.passed()) return RunEnd::time;
    return run_.permitted().empty() ? RunEnd::nothing_further : RunEnd::enough_steps;
  }

  // False: the line could not be understood, or not be done.
  bool obey(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return true;
    const std::string word = line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
    if (word == "u") {
      if (!run_.undo()) return complain("nothing to undo");
    } else if (word == "n") {
      const std::size_t before = run_.taken().size();
      const bool begun = go_on_to_callback();
      for (std::size_t i = before; i < run_.taken().size(); ++i) show(i);
      if (!begun) out_.write("no callback can begin from here\n");
    } else if (word == "s") {
      out_.write(SimulationText::state(run_));
      return true;
    } else if (word.starts_with("w ")) {
      const bool saved = save(word.substr(2));
      failed_ = !saved || failed_;
      return saved;
    } else if (const std::optional<std::size_t> number = number_in(word)) {
      if (*number == 0 || *number > run_.permitted().size())
        return complain("there is no step " + word + "; 'l' lists those that may come next");
      run_.take(*number - 1);
      show_last();
    } else if (word != "l") {
      return complain("'" + printable(word) + "' is no command:\n" + std::string(kHelp, 0, kHelp.size() - 1));
    }
    list();
    return true;
  }

  bool go_on_to_callback() {
    try {
      return run_.to_next_callback(deadline_);
    } catch (const Stopped& stopped) {  // no step was taken; whoever waits for the next line ends the run
      if (!stopped.by_deadline()) throw;
      return false;
    }
  }

  bool complain(const std::string& what) {
    out_.write(what + "\n");
    return false;
  }

  static std::optional<std::size_t> number_in(const std::string& word) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return number;
  }

  void show(std::size_t step) { out_.write(text_.taken(run_, step)); }
  void show_last() { show(run_.taken().size() - 1); }
  void list() { out_.write(text_.choices(run_)); }

  [[nodiscard]] ExitCode not_saved() const { return lost_ ? ExitCode::internal_error : ExitCode::bad_input; }

  bool save(const std::string& file) {
    try {
      write_whole(file, as_log(run_));
      out_.write("saved " + printable(file) + "\n");
      return true;
    } catch (const std::filesystem::filesystem_error& failure) {
      err_.write("afterlife: " + printable(in_words(failure)) + "\n");
      return false;
    } catch (const OutputLost& lost) {  // the run itself is not: it can be saved elsewhere
      err_.write("afterlife: " + printable(lost.what()) + "\n");
      lost_ = true;
      return false;
    }
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Deadline deadline_;
  Simulation run_;
  SimulationText text_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  bool failed_ = false;
  bool lost_ = false;  // what was to be saved
};

}  // namespace

ExitCode simulate(const Options& options, const std::atomic<bool>& interrupted) {
  EachReading each_reading(options, interrupted);
  const std::string& file = options.files.front();
  if (options.steps == 0 && file == "-") {
    Output(STDERR_FILENO)
        .write("afterlife: the steps are chosen on standard input, so the scenario must be a file (or give --steps)\n");
    return ExitCode::bad_input;
  }
  if (!options.save.empty() && options.frameworks.size() > 1) {
    Output(STDERR_FILENO).write("afterlife: --save: there is one run for each reading, so ask for one\n");
    return ExitCode::bad_input;
  }
  return each_reading.of(file, [&](const Scenario& scenario, const Framework& framework) {
    Stepper stepper(options, scenario, framework, interrupted);
    return options.steps > 0 ? stepper.random() : stepper.by_hand();
  });
}

}  // namespace afterlife

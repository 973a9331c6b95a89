#include "cli/commands/matrix.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

#include "cli/commands/each_reading.hpp"
#include "cli/input/input.hpp"
#include "cli/input/named_objects.hpp"
#include "cli/terminal/layout.hpp"
#include "solver/precedence.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kCell = 3;
constexpr const char* kLegend =
    "Wherever both come, the row's event against the column's:\n"
    "  < has ended when it begins   > the other way round   x either   ~ may overlap   - never both   ? not decided\n";

char sign(Relation relation) {
  switch (relation) {
    case Relation::before: return '<';
    case Relation::after: return '>';
    case Relation::both: return 'x';
    case Relation::overlap: return '~';
    case Relation::never_both: return '-';
    case Relation::unknown: break;
  }
  return '?';
}

class Printer {
 public:
  Printer(const Options& options, const std::atomic<bool>& interrupted)
      : options_(options), interrupted_(interrupted), each_reading_(options, interrupted) {}

  ExitCode run() {
    return each_reading_.of(options_.files.front(), [&](const Scenario& scenario, const Framework& framework) {
      return one(scenario, framework);
    });
  }

 private:
  ExitCode one(const Scenario& scenario, const Framework& framework) {
    const std::string under = "  [" + printable(shown_name(framework)) + "]\n";
    PrecedenceOptions asked;
    asked.loop_bound = options_.check.loop_bound;
    asked.timeout_seconds = options_.check.timeout_seconds;
    asked.self_check = options_.check.self_check;
    asked.interrupted = &interrupted_;
    if (!named_objects(scenario, options_.of, err_, asked.of)) return ExitCode::bad_input;
    try {
      const PrecedenceMatrix matrix(scenario, framework, asked);
      if (!first_) out_.write("\n");
      first_ = false;
      return show(matrix, under);
    } catch (const Stopped& stopped) {
      if (!stopped.by_deadline()) throw;
      out_.write((interrupted_ ? "interrupted" : "the time was over") + (" before all pairs were decided" + under));
      return interrupted_ ? ExitCode::interrupted : ExitCode::unknown;
    }
  }

  ExitCode show(const PrecedenceMatrix& matrix, const std::string& under) {
    std::size_t widest = 0;
    for (int i = 0; i < matrix.size(); ++i) widest = std::max(widest, width(label(matrix.event(i))));
    const std::size_t taken = 2 + 4 + 2 + widest;
    const bool fits =
        taken + kCell * static_cast<std::size_t>(matrix.size()) <= std::max<std::size_t>(width_of(STDOUT_FILENO), 120);
    if (fits) table(matrix, widest);
    std::array<std::uint64_t, 5> count = {};  // one order, either, overlap, never both, not decided
    for (int i = 0; i < matrix.size(); ++i)
      for (int j = i + 1; j < matrix.size(); ++j) ++count.at(column(matrix.at(i, j)));
    std::string line = counted(count[0] + count[1] + count[2] + count[3] + count[4], "pair", "pairs");
    auto part = [&, separator = ": "](std::uint64_t number, const std::string& what) mutable {
      if (number == 0) return;
      line += separator + std::to_string(number) + " " + what;
      separator = ", ";
    };
    part(count[0], "in one order");
    part(count[1], "in either");
    part(count[2], "may overlap");
    part(count[3], "never both");
    part(count[4], "not decided in time");
    out_.write(line + under);
    if (!fits && !options_.quiet) out_.write("  too wide to be shown; --of NAMES looks at some objects only\n");
    if (!matrix.exact()) out_.write(hanging("  Bounded: ", matrix.argument() + ".", width_of(STDOUT_FILENO)));
    return count[4] > 0 ? ExitCode::unknown : ExitCode::expected;
  }

  static std::size_t column(Relation relation) {
    switch (relation) {
      case Relation::before:
      case Relation::after: return 0;
      case Relation::both: return 1;
      case Relation::overlap: return 2;
      case Relation::never_both: return 3;
      case Relation::unknown: break;
    }
    return 4;
  }

  static std::string label(const PrecedenceMatrix::Event& event) {
    return printable(event.text) + (event.alike > 1 ? " (one of " + std::to_string(event.alike) + ")" : "");
  }

  void table(const PrecedenceMatrix& matrix, std::size_t widest) {
    std::string text = options_.quiet ? "" : kLegend + std::string("\n");
    text += std::string(8 + widest, ' ');
    for (int j = 0; j < matrix.size(); ++j) text += right_aligned(std::to_string(j + 1), kCell);
    text += "\n";
    for (int i = 0; i < matrix.size(); ++i) {
      text += "  " + right_aligned(std::to_string(i + 1), 4) + "  " + padded(label(matrix.event(i)), widest);
      for (int j = 0; j < matrix.size(); ++j) text += std::string("  ") + (i == j ? '.' : sign(matrix.at(i, j)));
      text += "\n";
    }
    out_.write(text + (options_.quiet ? "" : "\n"));
  }

  const Options& options_;
  const std::atomic<bool>& interrupted_;
  Output out_{STDOUT_FILENO}, err_{STDERR_FILENO};
  EachReading each_reading_;
  bool first_ = true;
};

}  // namespace

ExitCode print_matrix(const Options& options, const std::atomic<bool>& interrupted) {
  return Printer(options, interrupted).run();
}

}  // namespace afterlife

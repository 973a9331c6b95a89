#include "cli/report/matrix.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "cli/report/reading.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kCell = 3;
constexpr std::size_t kNarrowest = 120;  // a table so wide is shown on every terminal
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

std::string label(const PrecedenceMatrix::Event& event) {
  return printable(event.text) + (event.alike > 1 ? " (one of " + std::to_string(event.alike) + ")" : "");
}

std::string table(const PrecedenceMatrix& matrix, std::size_t widest, const Look& look) {
  std::string text = look.quiet ? "" : kLegend + std::string("\n");
  text += std::string(8 + widest, ' ');
  for (int j = 0; j < matrix.size(); ++j) text += right_aligned(std::to_string(j + 1), kCell);
  text += "\n";
  for (int i = 0; i < matrix.size(); ++i) {
    text += "  " + right_aligned(std::to_string(i + 1), 4) + "  " + padded(label(matrix.event(i)), widest);
    for (int j = 0; j < matrix.size(); ++j) text += std::string("  ") + (i == j ? '.' : sign(matrix.at(i, j)));
    text += "\n";
  }
  return text + (look.quiet ? "" : "\n");
}

std::string pairs(const PrecedenceMatrix& matrix) {
  constexpr std::array kParts = {"in one order", "in either", "may overlap", "never both", "not decided in time"};
  std::array<std::uint64_t, kParts.size()> count = {};
  std::uint64_t all = 0;
  const auto part_of = [](Relation relation) -> std::size_t {
    switch (relation) {
      case Relation::before:
      case Relation::after: return 0;
      case Relation::both: return 1;
      case Relation::overlap: return 2;
      case Relation::never_both: return 3;
      case Relation::unknown: break;
    }
    return 4;
  };
  for (int i = 0; i < matrix.size(); ++i)
    for (int j = i + 1; j < matrix.size(); ++j, ++all) ++count.at(part_of(matrix.at(i, j)));
  std::string line = counted(all, "pair", "pairs");
  const char* separator = ": ";
  for (std::size_t part = 0; part < count.size(); ++part) {
    if (count.at(part) == 0) continue;
    line += separator + std::to_string(count.at(part)) + " " + kParts.at(part);
    separator = ", ";
  }
  return line;
}

}  // namespace

std::string render(const PrecedenceMatrix& matrix, const Framework& framework, const Look& look) {
  std::size_t widest = 0;
  for (int i = 0; i < matrix.size(); ++i) widest = std::max(widest, width(label(matrix.event(i))));
  const std::size_t taken = 2 + 4 + 2 + widest + kCell * static_cast<std::size_t>(matrix.size());
  const bool fits = taken <= std::max(look.width, kNarrowest);
  std::string text = fits ? table(matrix, widest, look) : "";
  text += pairs(matrix) + under(framework);
  if (!fits && !look.quiet) text += "  too wide to be shown; --of NAMES looks at some objects only\n";
  if (!matrix.exact()) text += hanging("  Bounded: ", matrix.argument() + ".", look.width);
  return text;
}

std::string render_unmade(const Stopped& stopped, const Framework& framework) {
  return why_ended(stopped) + " before all pairs were decided" + under(framework);
}

}  // namespace afterlife

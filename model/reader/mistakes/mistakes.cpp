#include "model/reader/mistakes/mistakes.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace afterlife {
namespace {

constexpr std::size_t kMostListed = 10'000;
// A longer line is not quoted: ten thousand mistakes in one line of five megabytes would fill the memory.
constexpr std::size_t kLongestLine = 4'096;

std::vector<std::size_t> starts_of_lines(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1))
    starts.push_back(i + 1);
  return starts;
}

}  // namespace

std::uint32_t Mistakes::add_file(const Source& source) {
  files_.push_back({&source, {}});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Mistakes::line_of(const Span& at) const {
  const File& file = files_[at.file];
  const std::string_view text = file.source->text;
  if (file.line_starts.empty()) file.line_starts = starts_of_lines(text);
  if (!at.known() || at.line > file.line_starts.size()) return {};
  const std::size_t start = file.line_starts[at.line - 1];
  const bool is_last = at.line == file.line_starts.size();
  const std::size_t end = is_last ? text.size() : file.line_starts[at.line] - 1;
  std::string_view line = text.substr(start, end - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void Mistakes::add(Mistake mistake, Span at, std::string message, std::string hint) {
  if (found_.size() >= kMostListed) {
    ++not_listed_;
    return;
  }
  Diagnostic d;
  d.code = code(mistake);
  d.message = std::move(message);
  d.hint = std::move(hint);
  d.at = at;
  if (at.file < files_.size()) {
    d.file = files_[at.file].source->name;
    const std::string_view line = line_of(at);
    if (line.size() <= kLongestLine) d.line = line;
  }
  found_.push_back(std::move(d));
}

Diagnostics Mistakes::in_order() const {
  const auto place = [&](std::size_t i) {
    const Span& at = found_[i].at;
    return std::tuple(at.file, at.line, at.column, i);  // at one place, in the order of finding
  };
  std::vector<std::size_t> order(found_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, place);
  Diagnostics sorted;
  for (const std::size_t i : order) sorted.push_back(found_[i]);
  // One alias may be read at many places; its mistakes are mistakes of the one text that they stand in.
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.at == b.at && a.code == b.code && a.message == b.message;
  };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  if (not_listed_ > 0) {
    Diagnostic rest;
    rest.code = code(Mistake::many_mistakes);
    rest.message = "the file has " + std::to_string(not_listed_) + " more mistakes that are not listed";
    rest.file = sorted.front().file;
    sorted.push_back(std::move(rest));
  }
  return sorted;
}

std::string Mistakes::did_you_mean(std::string_view wrong, const std::vector<std::string_view>& words) {
  const std::string_view word = nearest_.among(wrong, words);
  return word.empty() ? std::string() : "did you mean " + in_quotes(word) + "?";
}

Span Mistakes::part(const Span& scalar, std::string_view text, std::size_t begin, std::size_t end) const {
  if (!scalar.known() || scalar.line != scalar.end_line || scalar.file >= files_.size()) return scalar;
  const std::size_t width = scalar.end_column - scalar.column;
  const std::size_t quote = width == text.size() ? 0 : 1;
  if (width != text.size() + 2 * quote) return scalar;
  const std::string_view line = line_of(scalar);
  if (scalar.column - 1 + quote + text.size() > line.size()) return scalar;
  if (line.substr(scalar.column - 1 + quote, text.size()) != text) return scalar;
  Span part = scalar;
  part.column = static_cast<std::uint32_t>(scalar.column + quote + begin);
  part.end_column = static_cast<std::uint32_t>(scalar.column + quote + end);
  return part;
}

}  // namespace afterlife

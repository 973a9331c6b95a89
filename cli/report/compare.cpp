#include "cli/report/compare.hpp"

#include <algorithm>
#include <utility>

#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kWidestRow = 60;

bool decided(const Compared& one) { return one.kind != VerdictKind::unknown && one.kind != VerdictKind::error; }

// The reading permits an execution of the kind that the check is about: one that violates it, or, where it asks whether
// an order is possible, one that shows it.
bool permits(const Compared& one) {
  return one.by_possible ? one.kind == VerdictKind::holds : one.kind == VerdictKind::violated;
}

std::string listed(const std::vector<const Compared*>& readings) {
  std::string text;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (i > 0) text += i + 1 == readings.size() ? " and " : ", ";
    text += readings[i]->reading;
  }
  return text;
}

// The rules that one reading has and the other has not.
std::string rules_beyond(const Compared& more, const Compared& fewer) {
  std::string text;
  for (const Rule& rule : more.rules) {
    if (std::ranges::find(fewer.rules, rule.id, &Rule::id) != fewer.rules.end()) continue;
    text += (text.empty() ? "" : "; ") + rule.id + ": " + rule.says;
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

// Readings of one text that answer differently: what the stricter one adds to the one that it is compared with.
std::string by_reading(const std::vector<const Compared*>& permitting, const std::vector<const Compared*>& excluding) {
  std::string text = "Depends on how the text is read: " + listed(permitting) +
                     (permitting.size() == 1 ? " permits it, " : " permit it, ") + listed(excluding) +
                     (excluding.size() == 1 ? " does not" : " do not");
  const std::string rules = rules_beyond(*excluding.front(), *permitting.back());
  return text + (rules.empty() ? "." : " (" + rules + ").");
}

}  // namespace

std::vector<std::string> differences(const std::vector<Compared>& readings) {
  std::vector<const Compared*> permit, exclude, permit_in_code, exclude_in_code;
  for (const Compared& one : readings) {
    if (!decided(one)) continue;
    if (one.implementation)
      (permits(one) ? permit_in_code : exclude_in_code).push_back(&one);
    else
      (permits(one) ? permit : exclude).push_back(&one);
  }
  std::vector<std::string> found;
  if (!permit.empty() && !exclude.empty()) found.push_back(by_reading(permit, exclude));
  const bool asks_possible = !readings.empty() && readings.front().by_possible;
  const bool of_order = !readings.empty() && readings.front().of_order;
  if (!permit.empty() && exclude.empty() && !exclude_in_code.empty())
    found.push_back(asks_possible ? "Permitted by the text, and never done by the implementation (" +
                                        listed(exclude_in_code) + ")."
                                  : std::string("Relies on ") +
                                        (of_order ? "an order that only the implementation provides ("
                                                  : "what only the implementation does (") +
                                        listed(exclude_in_code) + "): no reading of the text promises it.");
  if (!exclude.empty() && !permit_in_code.empty())
    found.push_back((of_order ? "The text promises what the code does not keep: "
                              : "By the text it cannot happen, in the code it can: ") +
                    listed(exclude) + (exclude.size() == 1 ? " excludes it, " : " exclude it, ") +
                    listed(permit_in_code) + (permit_in_code.size() == 1 ? " permits it." : " permit it."));
  return found;
}

void CompareReport::begin(const Scenario& scenario, const Framework& framework) {
  if (scenario.source.name != file_) table();
  if (names_.empty()) {
    ++files_;
    file_ = scenario.source.name;
    title_ = scenario.title;
    for (const Check& check : scenario.checks)
      rows_.push_back({check.text, check.at.known() ? ":" + std::to_string(check.at.line) : "default check", {}});
  }
  names_.push_back(framework.name);
  implementation_ = framework.implementation;
  rules_ = framework.rules;
  next_ = 0;
}

void CompareReport::verdict(const Verdict& verdict) {
  if (next_ >= rows_.size()) return;
  rows_[next_++].readings.push_back({names_.back(), implementation_, rules_, verdict.kind,
                                     expectation_result(verdict) == ExpectationResult::as_expected,
                                     verdict.check->kind == Check::Kind::possible,
                                     verdict.check->kind != Check::Kind::never_hazard});
}

std::string CompareReport::cell(const Compared& one) const {
  const Paint paint(look_.colour);
  const std::string text = std::string(name(one.kind)) + (one.as_expected ? "" : " (!)");
  if (!one.as_expected) return paint.bad(text);
  return one.kind == VerdictKind::violated ? paint.expected_bad(text) : text;
}

// Nothing is printed for a file, under `quiet`, of which everything is as expected.
void CompareReport::table() {
  const auto unexpected = [](const Row& row) {
    return std::ranges::any_of(row.readings, [](const Compared& one) { return !one.as_expected; });
  };
  const std::vector<Row> rows = std::exchange(rows_, {});
  const std::vector<std::string> names = std::exchange(names_, {});
  if (rows.empty() || (look_.quiet && std::ranges::none_of(rows, unexpected))) return;
  std::size_t widest = 0, place_width = 0;
  for (const Row& row : rows) {
    if (width(row.check) <= kWidestRow) widest = std::max(widest, width(printable(row.check)));
    place_width = std::max(place_width, width(row.where));
  }
  const Paint paint(look_.colour);
  std::string text = paint.strong(printable(title_)) + "\n" + paint.faint(printable(file_)) + "\n\n";
  text += std::string(widest + 2 + place_width, ' ');
  for (const std::string& name : names) text += "  " + padded(printable(name), 12);
  while (text.ends_with(' ')) text.pop_back();
  text += "\n";
  for (const Row& row : rows) {
    std::string line = padded(printable(row.check), widest) + "  " + padded(row.where, place_width);
    for (const Compared& one : row.readings) {
      const std::size_t plain = width(name(one.kind)) + (one.as_expected ? 0 : 4);
      const std::size_t column = std::max<std::size_t>(12, width(one.reading));
      line += "  " + cell(one) + std::string(column > plain ? column - plain : 0, ' ');
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
    const std::vector<std::string> why = differences(row.readings);
    if (!why.empty()) ++differing_;
    for (const std::string& sentence : why) text += hanging("    ", printable(sentence), look_.width);
  }
  out_(text + "\n");
}

void CompareReport::total(const Tally& total) {
  table();
  out_("total: " + counted(files_, "file", "files") + ", " + total.summary());
  out_(look_.quiet ? "\n" : "; " + counted(differing_, "check differs", "checks differ") + " between readings\n");
}

}  // namespace afterlife

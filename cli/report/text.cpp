#include "cli/report/text.hpp"

#include <utility>

#include "cli/input/input.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {

std::string render_heading(const Scenario& scenario, const Framework& framework, const Look& look) {
  std::string second = printable(scenario.source.name) + " under " + printable(shown_name(framework));
  if (!framework.title.empty()) second += ": " + printable(framework.title);
  return Paint(look.colour).strong(printable(scenario.title)) + "\n" + Paint(look.colour).faint(second) + "\n\n";
}

void TextReport::begin(const Scenario& scenario, const Framework& framework) {
  scenario_ = &scenario;
  framework_ = &framework;
  heading_shown_ = false;
  first_in_section_ = true;
  argument_.clear();
  after_note_ = false;
  ++sections_;
  files_.insert(scenario.source.name);
  if (!look_.quiet) heading_once();
}

void TextReport::heading_once() {
  if (std::exchange(heading_shown_, true)) return;
  if (headings_++ > 0) out_("\n");
  out_(render_heading(*scenario_, *framework_, look_));
}

// A block of several lines stands apart from its neighbours, one-line verdicts stand together.
void TextReport::block(const std::string& text, bool tall) {
  heading_once();
  if (!std::exchange(first_in_section_, false) && (tall || after_tall_)) out_("\n");
  out_(text);
  after_tall_ = tall;
}

void TextReport::verdict(const Verdict& verdict) {
  if (look_.quiet && expectation_result(verdict) == ExpectationResult::as_expected) return;
  block(render(*scenario_, verdict, look_, argument_), verdict.execution.has_value());
  if (!verdict.argument.empty() && speaks_of_all(verdict)) argument_ = verdict.argument;
}

// Notes are only remarks: `quiet` leaves them out.
void TextReport::note(const Note& note) {
  if (look_.quiet) return;
  block(render(*scenario_, note, look_), !std::exchange(after_note_, true));
  after_tall_ = false;
}

void TextReport::end(const Tally& section) {
  if (!look_.quiet) out_("\n" + section.summary() + "\n");
}

void TextReport::total(const Tally& total) {
  const bool one_section =
      sections_ == 1 && total.rejected + total.given_up + (total.broken - total.broken_checks) == 0;
  if (look_.quiet && one_section) out_((headings_ > 0 ? "\n" : "") + total.summary() + "\n");
  if (one_section || sections_ == 0) return;
  std::string what = counted(files_.size(), "file", "files");
  if (sections_ != files_.size()) what += ", " + counted(sections_, "reading", "readings");
  out_((look_.quiet && headings_ == 0 ? "" : "\n") + std::string("total: ") + what + ", " + total.summary() + "\n");
}

}  // namespace afterlife

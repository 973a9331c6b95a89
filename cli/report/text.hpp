// The report for people: one line per check, and below it whatever makes the verdict believable.
//
//   violated  never use-after-cleanup                                  lookaside.yaml:27  (expected)
//     Worker uses Memory#1 after Memory#1 has been cleaned up.
//     …
//   holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "cli/report/execution.hpp"
#include "cli/report/rejected_inputs.hpp"
#include "cli/report/report.hpp"

namespace afterlife {

// Title, file and reading.
std::string render_heading(const Scenario&, const Framework&, const Look&);

// Whether the verdict speaks of all executions, so that a bound would weaken it. The others show one.
bool speaks_of_all(const Verdict&);

// The line of the check, then its execution or reasons, indented. `known_argument` is the argument for exactness that
// the reader has just seen above: it is not repeated.
std::string render(const Scenario&, const Verdict&, const Look&, const std::string& known_argument = {});

// "note  redundant-delete  driver.yaml:12  …"
std::string render(const Scenario&, const Note&, const Look&);

class TextReport : public Report {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `out` gets the report, `err` the mistakes in the input.
  TextReport(Sink out, Sink err, Look look, bool colour_on_err = false);

  void begin(const Scenario&, const Framework&) override;
  void verdict(const Verdict&) override;
  void note(const Note&) override;
  void end() override;
  void mistakes(const Diagnostics&) override;
  void not_begun(const std::string& file) override;
  void stopped(const std::string& where, const Stopped&) override;
  Tally total() override;

 private:
  void heading_once();
  void block(const std::string& text, bool tall);

  Sink out_;
  RejectedInputs rejected_;
  Look look_;
  const Scenario* scenario_ = nullptr;
  const Framework* framework_ = nullptr;
  bool heading_shown_ = false;
  bool first_in_section_ = true;
  std::string argument_;  // the last one shown in this section
  bool after_tall_ = false, after_note_ = false;
  std::size_t sections_ = 0, headings_ = 0;
  std::set<std::string> files_;
  Tally section_, total_;
};

}  // namespace afterlife

// The report for people: one line per check, and below it whatever makes the verdict believable.
//
//   violated  never use-after-cleanup                                  lookaside.yaml:27  (expected)
//     Worker uses Memory#1 after Memory#1 has been cleaned up.
//     …
//   holds     always Child.cleanup before Memory.destroy   (exact)     lookaside.yaml:29
#pragma once

#include <set>
#include <string>
#include <utility>

#include "cli/report/execution.hpp"
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
  TextReport(Sink out, const Look& look) : out_(std::move(out)), look_(look) {}

  void begin(const Scenario&, const Framework&) override;
  void verdict(const Verdict&) override;
  void note(const Note&) override;
  void end(const Tally& section) override;
  void total(const Tally&) override;

 private:
  void heading_once();
  void block(const std::string& text, bool tall);

  Sink out_;
  Look look_;
  const Scenario* scenario_ = nullptr;
  const Framework* framework_ = nullptr;
  bool heading_shown_ = false;
  bool first_in_section_ = true;
  std::string argument_;  // the last one shown in this section
  bool after_tall_ = false, after_note_ = false;
  std::size_t sections_ = 0, headings_ = 0;
  std::set<std::string> files_;
};

}  // namespace afterlife

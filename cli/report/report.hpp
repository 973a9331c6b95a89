// What the verdicts of `check` and `compare` are shown by: one small file for each format. A report only shows. Who
// runs the checks counts them, complains of inputs that are rejected, and knows the exit code.
//
//   report.begin(scenario, framework);          // one reading of one file
//   report.verdict(verdict);                    // for each check, as soon as it is decided
//   report.end(section);
//   report.total(total);                        // after the last reading
#pragma once

#include <functional>
#include <string_view>

#include "cli/report/tally.hpp"
#include "model/framework.hpp"
#include "model/notes.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"

namespace afterlife {

class Report {
 public:
  using Sink = std::function<void(std::string_view)>;

  Report() = default;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  virtual ~Report() = default;

  virtual void begin(const Scenario&, const Framework&) = 0;
  virtual void verdict(const Verdict&) = 0;
  virtual void note(const Note&) {}            // after the verdicts of a reading; fails nothing
  virtual void end(const Tally& section) = 0;  // what came of this reading
  virtual void total(const Tally&) = 0;        // the closing words
};

}  // namespace afterlife

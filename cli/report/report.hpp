// A report: what the reader of a run is told, in the order in which it becomes known. One small file per format.
//
//   report.begin(scenario, framework);          // one reading of one file
//   report.verdict(verdict);                    // for each check, as soon as it is decided
//   report.end();
//   return report.total().exit_code();          // after the last reading
//
// To add a format: derive from Report in a file of its own.
#pragma once

#include <string>
#include <vector>

#include "cli/report/tally.hpp"
#include "model/framework.hpp"
#include "model/notes.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"

namespace afterlife {

class Report {
 public:
  Report() = default;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  virtual ~Report() = default;

  virtual void begin(const Scenario&, const Framework&) = 0;
  virtual void verdict(const Verdict&) = 0;
  virtual void note(const Note&) = 0;  // after the verdicts of a reading; fails nothing
  virtual void end() = 0;

  // A file, or one reading of it, is rejected: nothing was claimed about it. Never between begin and end.
  virtual void mistakes(const Diagnostics&) = 0;
  // The run was interrupted before this file was checked at all.
  virtual void not_begun(const std::string& file) = 0;
  // A file, or a reading of it, could not be answered as a whole: nothing was claimed about it.
  virtual void stopped(const std::string& where, const Stopped&) = 0;

  // After the last reading: the closing words, and what the exit code follows from.
  virtual Tally total() = 0;
};

}  // namespace afterlife

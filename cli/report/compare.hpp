// `afterlife compare`: for each file one table, its checks by the readings, and a sentence for each check about which
// the readings differ.
//
//   check                                            wdf-immediate  wdf       wdf-book  wdf-source
//   never use-after-cleanup                       :27  violated       violated  violated  holds
//     Relies on an order that only the implementation provides: …
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/report/execution.hpp"
#include "cli/report/report.hpp"

namespace afterlife {

// What one reading says about one check, and what is needed to put the difference to another into words.
struct Compared {
  std::string reading;
  bool implementation = false;  // evidence of what some code does, not a promise
  std::vector<Rule> rules;
  VerdictKind kind = VerdictKind::unknown;
  bool as_expected = true;
  bool by_possible = false;  // the check asks whether an order is possible
  bool of_order = true;      // of two events; otherwise it rules out a hazard
};

// Why the readings differ, in sentences; empty when they agree.
std::vector<std::string> differences(const std::vector<Compared>&);

class CompareReport : public Report {
 public:
  CompareReport(Sink out, const Look& look) : out_(std::move(out)), look_(look) {}

  void begin(const Scenario&, const Framework&) override;
  void verdict(const Verdict&) override;
  void end(const Tally&) override {}
  void total(const Tally&) override;

 private:
  struct Row {
    std::string check, where;
    std::vector<Compared> readings;
  };

  void table();
  [[nodiscard]] std::string cell(const Compared&) const;

  Sink out_;
  Look look_;
  std::string file_, title_;
  std::vector<std::string> names_;  // of the readings of this file
  std::vector<Row> rows_;
  std::size_t next_ = 0;  // the row of the next verdict
  bool implementation_ = false;
  std::vector<Rule> rules_;
  std::size_t files_ = 0, differing_ = 0;
};

}  // namespace afterlife

// The answer to one question, `A before B`, under each reading: a line that says always, sometimes or never, and below it a
// shortest execution for each side that is possible, and what forces the other one.
//
//   Sometimes  Child.cleanup before Memory.cleanup  [wdf]
//     Child.cleanup has ended when Memory#1.cleanup begins.
//       …
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/report/execution.hpp"
#include "cli/report/rejected_inputs.hpp"
#include "cli/report/report.hpp"
#include "solver/check.hpp"

namespace afterlife {

class AskReport : public Report {
 public:
  using Sink = std::function<void(std::string_view)>;
  AskReport(Sink out, Sink err, Look look, bool colour_on_err = false, CheckOptions limits = {});

  void begin(const Scenario&, const Framework&) override;
  void verdict(const Verdict&) override;  // two for each reading: `always`, then `possible`
  void note(const Note&) override {}
  void end() override;
  void mistakes(const Diagnostics&) override;
  void not_begun(const std::string& file) override;
  void stopped(const std::string& where, const Stopped&) override;
  Tally total() override { return total_; }

 private:
  void side(const Verdict&, std::string_view excluded, std::string_view where = "");

  Sink out_;
  RejectedInputs rejected_;
  Look look_;
  CheckOptions limits_;
  const Scenario* scenario_ = nullptr;
  const Framework* framework_ = nullptr;
  std::optional<Verdict> always_, possible_;
  std::string file_;
  bool first_ = true;
  Tally total_;
};

}  // namespace afterlife

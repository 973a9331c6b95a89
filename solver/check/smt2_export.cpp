#include "solver/export.hpp"

#include "solver/check/proof.hpp"
#include "solver/encoding/z3_context.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/search/unsat_core.hpp"

namespace afterlife {
namespace {

std::string what_it_asks(const Check& check) {
  const bool at_rest = check.kind == Check::Kind::never_hazard && facts(check.hazard).at_rest;
  if (at_rest)
    return "sat: a candidate for a violation, which only its replay can confirm (threads in loops may not rest);\n"
           "unsat: none within the bounds";
  if (check.kind == Check::Kind::possible) return "sat: it is possible; unsat: not within the bounds";
  return "sat: the check is violated; unsat: not within the bounds";
}

std::string head(const Scenario& scenario, const Framework& framework, const Check& check) {
  const std::string& path = scenario.source.name;
  std::string text = scenario.title + "\n" + path.substr(path.rfind('/') + 1) + " under " + framework.name;
  for (const std::string& rule : framework.without) text += " without " + rule;
  text += "\ncheck: " + check.text;
  if (check.at.known()) text += " (line " + std::to_string(check.at.line) + ")";
  text += "\nbounds: " + std::to_string(scenario.bounds.loop) + " rounds of a loop, " +
          std::to_string(scenario.bounds.runs) + " runs of a callback";
  return text + "\n" + what_it_asks(check);
}

}  // namespace

void export_questions(const Scenario& scenario, const Framework& framework, const CheckOptions& options,
                      const std::function<void(const ExportedQuestion&)>& take) {
  const Scenario asked = with_loop_bound(scenario, options.loop_bound);
  const Deadline preparing(options.timeout_seconds, options.interrupted);
  const IdleReduction reduction(asked, framework, options.slice, preparing);
  const EventGraph graph(reduction.scenario(), framework, preparing);
  SharedZ3 z3, again;  // a question and its second answer at a time, each in a context of its own
  for (std::size_t i = 0; i < scenario.checks.size(); ++i) {
    const Deadline deadline(options.timeout_seconds, options.interrupted);
    const Check& check = reduction.scenario().checks[i];
    UnsatCores cores(z3, graph, check, deadline);
    ExportedQuestion question;
    question.check = &scenario.checks[i];
    question.excluded = cores.exclude_together();
    if (options.self_check && question.excluded == true && !follows_from_its_reasons(again, check, graph, deadline))
      question.excluded.reset();
    question.smt2 = cores.smt2(head(asked, framework, check), question.excluded);
    take(question);
  }
}

}  // namespace afterlife

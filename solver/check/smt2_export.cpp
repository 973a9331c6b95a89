#include "solver/check/smt2_export.hpp"

#include "solver/search/unsat_reasons.hpp"
#include "solver/reduction/idle_objects.hpp"
#include "solver/unfolding/limits.hpp"
#include "solver/encoding/z3_context.hpp"

namespace afterlife {
namespace {

std::string what_it_asks(const Check& check) {
  const bool at_rest =
      check.kind == Check::Kind::never_hazard && (check.hazard == Hazard::leak || check.hazard == Hazard::deadlock);
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
  Scenario asked = scenario;
  if (options.loop_bound > 0) asked.bounds.loop = options.loop_bound;
  const Deadline preparing(options.timeout_seconds, options.interrupted);
  const Reduction reduction(asked, framework, options.slice, preparing);
  const World world(reduction.scenario(), framework);
  if (std::optional<std::string> why = too_large(world, asked.bounds)) throw TooLarge{*why};
  const Events events(world, asked.bounds, preparing);
  const Statics statics(events, preparing);
  SharedZ3 z3, again;  // a question and its second answer at a time, each in a context of its own
  for (std::size_t i = 0; i < scenario.checks.size(); ++i) {
    const Deadline deadline(options.timeout_seconds, options.interrupted);
    const Check& check = reduction.scenario().checks[i];
    Forcing forcing(z3, events, statics, check, deadline);
    ExportedQuestion question;
    question.check = &scenario.checks[i];
    question.excluded = forcing.exclude_together();
    if (options.self_check && question.excluded == true &&
        !follows_from_its_reasons(again, check, events, statics, deadline))
      question.excluded.reset();
    question.smt2 = forcing.smt2(head(asked, framework, check), question.excluded);
    take(question);
  }
}

}  // namespace afterlife

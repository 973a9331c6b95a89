#include "cli/report/ask.hpp"

#include <string_view>

#include "cli/report/basis.hpp"
#include "cli/report/execution.hpp"
#include "cli/report/reading.hpp"
#include "cli/report/tally.hpp"
#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

using Word = OrderAnswer::Word;

std::string_view headline(Word word) {
  switch (word) {
    case Word::always: return "Always";
    case Word::sometimes: return "Sometimes";
    case Word::never: return "Never";
    case Word::neither: return "Neither";
    case Word::unknown: return "Unknown";
    case Word::broken: break;
  }
  return "Error";
}

// An instance that is not born yet constrains nothing, unless the question is about its `create`.
bool may_be_unborn(const Scenario& scenario, const EventName& name) {
  return presupposes_birth(name.kind) && scenario.objects[name.index].created;
}

// One side of the question: an execution that takes it, or why none does.
std::string render_side(const Verdict& verdict, const Scenario& scenario, const Look& look, const std::string& excluded,
                        const std::string& where = "") {
  if (verdict.execution) return "\n" + render(scenario, *verdict.execution, look);
  if (!verdict.decided())
    return "\n" + hanging("  ", "Not decided: " + sentence(printable(verdict.reason)), look.width);
  const std::string why = verdict.reason.empty() ? "no permitted execution does it" + where : printable(verdict.reason);
  std::string text =
      "\n" + hanging("  ", excluded + sentence(": " + why), look.width) + render_basis(scenario, verdict, look);
  if (!verdict.exact) text += hanging("  Bounded: ", sentence(printable(verdict.argument)), look.width);
  return text;
}

// Of what always comes first where it comes at all: what the orders without it look like.
std::string render_others(const OrdersShare& share, const std::string& then, const std::string& unborn,
                          const Look& look) {
  const std::string never = then + " never begins", not_born = unborn + " is not born when " + then + " begins";
  const bool always_begins = share.then == share.all, only_then = share.then == share.with;
  const std::string what = unborn.empty() || only_then ? never : always_begins ? not_born : never + ", or " + not_born;
  return hanging("  ", "In the other orders " + what + ".", look.width);
}

}  // namespace

std::string render(const OrderAnswer& answer, const Scenario& scenario, const Framework& framework, const Look& look) {
  const Order& order = answer.always.check->order;
  const std::string first = printable(order.first.text), then = printable(order.then.text);
  const std::string unborn = may_be_unborn(scenario, order.first) ? first.substr(0, first.rfind('.')) : "";
  const std::string share = answer.share ? answer.share->with + "/" + answer.share->all + "  " : "";
  const std::string line = padded(headline(answer.word), 9) + "  " + share + printable(answer.always.check->text) +
                           "  " + in_brackets(framework);
  std::string text = Paint(look.colour).strong(line) + "\n";
  if (!look.quiet && answer.word == Word::neither) {
    const bool never_both = answer.always.kind == VerdictKind::vacuous;
    text += render_side(never_both ? answer.always : answer.possible, scenario, look, "Neither order");
  } else if (!look.quiet) {
    if (answer.word == Word::always && answer.share && answer.share->with != answer.share->all)
      text += render_others(*answer.share, then, unborn, look);
    text += render_side(answer.possible, scenario, look, "Never in this order");
    text += render_side(answer.always, scenario, look, "Never does " + then + " begin before the end of " + first,
                        unborn.empty() ? "" : " once " + unborn + " is born");
  }
  Tally sides;
  sides.add(answer.always);
  sides.add(answer.possible);
  const std::string again = sides.second_answers();
  return again.empty() ? text : text + "\n  " + again + "\n";
}

std::string render_title(const Scenario& scenario, const Look& look) {
  const Paint paint(look.colour);
  return paint.strong(printable(scenario.title)) + "\n" + paint.faint(printable(scenario.source.name)) + "\n\n";
}

}  // namespace afterlife

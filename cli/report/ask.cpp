#include "cli/report/ask.hpp"

#include <algorithm>
#include <utility>

#include "cli/input/input.hpp"
#include "cli/report/basis.hpp"
#include "cli/report/text.hpp"
#include "cli/terminal/layout.hpp"
#include "solver/orders.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

std::string_view headline(const Verdict& always, const Verdict& possible) {
  if (always.kind == VerdictKind::error || possible.kind == VerdictKind::error) return "Error";
  if (always.kind == VerdictKind::unknown || possible.kind == VerdictKind::unknown) return "Unknown";
  const bool forth = possible.kind != VerdictKind::violated, back = always.kind == VerdictKind::violated;
  if (forth && back) return "Sometimes";
  if (forth) return "Always";
  return back ? "Never" : "Neither";
}

// In how many of all orders the first comes before the other. Nothing where that would be another question (a callback
// takes time, and the other may begin meanwhile), or too much to count.
std::optional<OrdersShare> share(const Scenario& scenario, const Framework& framework, const Order& order,
                                 std::string_view word, const CheckOptions& limits) {
  constexpr std::size_t kMostStates = 20'000;
  constexpr std::uint64_t kMostSteps = 50'000'000;
  constexpr std::size_t kLongest = 12;
  constexpr double kMostSeconds = 5;
  if (word == "Neither" || word == "Unknown" || word == "Error") return std::nullopt;
  const auto single = [&](const EventName& name) {
    const bool lifecycle = is_lifecycle(name.kind);
    return lifecycle && (name.number > 0 || scenario.objects[name.index].count == 1);
  };
  if (!single(order.first) || !single(order.then)) return std::nullopt;
  const ObjectDecl& first = scenario.objects[order.first.index];
  const auto& callback = order.first.kind == EventKind::cleanup ? first.cleanup : first.destroy;
  if (callback && word != "Always") return std::nullopt;
  OrderOptions asked;
  asked.all_instances = true;
  asked.most_states = kMostStates;
  asked.most_steps = kMostSteps;
  asked.timeout_seconds = std::min(limits.timeout_seconds, kMostSeconds);
  asked.interrupted = limits.interrupted;
  std::optional<OrdersShare> found;
  try {
    found = Orders(scenario, framework, asked).share(order.first, order.then);
  } catch (...) {  // the answer does without
    if (why_stopped().is_broken()) throw;
  }
  if (found && found->with.size() + found->all.size() >= kLongest) return std::nullopt;
  return found;
}

// An instance that is not born yet constrains nothing, unless the question is about its `create`.
bool may_be_unborn(const Scenario& scenario, const EventName& name) {
  return presupposes_birth(name.kind) && scenario.objects[name.index].created;
}

}  // namespace

AskReport::AskReport(Sink out, Sink err, Look look, bool colour_on_err, CheckOptions limits)
    : out_(std::move(out)), rejected_(std::move(err), colour_on_err), look_(look), limits_(limits) {}

void AskReport::begin(const Scenario& scenario, const Framework& framework) {
  scenario_ = &scenario;
  framework_ = &framework;
  always_.reset();
  possible_.reset();
  if (scenario.source.name != file_) {
    const Paint paint(look_.colour);
    out_((file_.empty() ? "" : "\n") + paint.strong(printable(scenario.title)) + "\n" +
         paint.faint(printable(scenario.source.name)) + "\n\n");
    first_ = true;
  }
  file_ = scenario.source.name;
}

void AskReport::verdict(const Verdict& verdict) { (always_ ? possible_ : always_) = verdict; }

// One side of the question: an execution that takes it, or why none does.
void AskReport::side(const Verdict& verdict, std::string_view excluded, std::string_view where) {
  if (verdict.execution) return out_("\n" + render(*scenario_, *verdict.execution, look_));
  std::string text;
  if (!verdict.decided()) {
    text = hanging("  ", "Not decided: " + sentence(printable(verdict.reason)), look_.width);
  } else {
    const std::string why =
        verdict.reason.empty() ? "no permitted execution does it" + std::string(where) : printable(verdict.reason);
    text = hanging("  ", std::string(excluded) + sentence(": " + why), look_.width) +
           render_basis(*scenario_, verdict, look_);
    if (!verdict.exact) text += hanging("  Bounded: ", sentence(printable(verdict.argument)), look_.width);
  }
  out_("\n" + text);
}

void AskReport::end() {
  if (!always_ || !possible_) return;
  const std::string_view word = headline(*always_, *possible_);
  const Paint paint(look_.colour);
  const EventName &first = always_->check->order.first, &then = always_->check->order.then;
  const bool unborn = may_be_unborn(*scenario_, first);
  const std::string instance = unborn ? printable(first.text.substr(0, first.text.rfind('.'))) : "";
  const std::optional<OrdersShare> counts = share(*scenario_, *framework_, always_->check->order, word, limits_);
  const std::string line = padded(word, 9) + "  " + (counts ? counts->with + "/" + counts->all + "  " : "") +
                           printable(always_->check->text) + "  [" + printable(shown_name(*framework_)) + "]";
  out_((std::exchange(first_, false) ? "" : "\n") + paint.strong(line) + "\n");
  if (word == "Neither") {
    if (!look_.quiet) side(always_->kind == VerdictKind::vacuous ? *always_ : *possible_, "Neither order");
  } else if (!look_.quiet) {
    if (word == "Always" && counts && counts->with != counts->all) {
      const std::string never = printable(then.text) + " never begins",
                        not_born = instance + " is not born when " + printable(then.text) + " begins";
      const bool always_begins = counts->then == counts->all, only_then = counts->then == counts->with;
      out_(hanging("  ",
                   "In the other orders " +
                       (!unborn || only_then ? never
                        : always_begins      ? not_born
                                             : never + ", or " + not_born) +
                       ".",
                   look_.width));
    }
    side(*possible_, "Never in this order");
    side(*always_, "Never does " + printable(then.text) + " begin before the end of " + printable(first.text),
         unborn ? " once " + instance + " is born" : "");
  }
  Tally answers;
  answers.add(*always_);
  answers.add(*possible_);
  if (const std::string again = answers.second_answers(); !again.empty()) out_("\n  " + again + "\n");
  total_.not_again += answers.not_again;
  if (word == "Error")
    total_.add(Stopped(Stopped::Kind::broken));
  else if (word == "Unknown")
    ++total_.undecided;
  else
    ++total_.as_expected;
}

void AskReport::mistakes(const Diagnostics& diagnostics) {
  ++total_.rejected;
  rejected_.show(diagnostics);
}

void AskReport::not_begun(const std::string& file) { rejected_.not_begun(file); }

void AskReport::stopped(const std::string& where, const Stopped& stopped) {
  total_.add(stopped);
  rejected_.stopped(where, stopped);
}

}  // namespace afterlife

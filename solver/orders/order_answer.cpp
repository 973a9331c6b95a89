#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solver/check.hpp"
#include "solver/orders.hpp"
#include "solver/precedence.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {
namespace {

using Word = OrderAnswer::Word;

Word word_of(const Verdict& always, const Verdict& possible) {
  if (always.kind == VerdictKind::error || possible.kind == VerdictKind::error) return Word::broken;
  if (always.kind == VerdictKind::unknown || possible.kind == VerdictKind::unknown) return Word::unknown;
  const bool forth = possible.kind != VerdictKind::violated, back = always.kind == VerdictKind::violated;
  if (forth && back) return Word::sometimes;
  if (forth) return Word::always;
  return back ? Word::never : Word::neither;
}

// In how many of all orders the first comes before the other. Nothing where that would be another question (a callback
// takes time, and the other may begin meanwhile), or too much to count.
std::optional<OrdersShare> share_of(const Scenario& scenario, const Framework& framework, const Order& order, Word word,
                                    const CheckOptions& limits) {
  constexpr std::size_t kMostStates = 20'000;
  constexpr std::uint64_t kMostSteps = 50'000'000;
  constexpr std::size_t kLongest = 12;
  constexpr double kMostSeconds = 5;
  if (word == Word::neither || word == Word::unknown || word == Word::broken) return std::nullopt;
  const auto single = [&](const EventName& name) {
    return is_lifecycle(name.kind) && (name.number > 0 || scenario.objects[name.index].count == 1);
  };
  if (!single(order.first) || !single(order.then)) return std::nullopt;
  const ObjectDecl& first = scenario.objects[order.first.index];
  const auto& callback = order.first.kind == EventKind::cleanup ? first.cleanup : first.destroy;
  if (callback && word != Word::always) return std::nullopt;
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

}  // namespace

OrderAnswer answer_order(const Scenario& asking, const Framework& framework, const CheckOptions& options) {
  std::vector<Verdict> sides = check_all(asking, framework, options);
  if (sides.size() != 2) throw std::logic_error("a question has two sides");
  OrderAnswer answer;
  answer.always = std::move(sides[0]);
  answer.possible = std::move(sides[1]);
  answer.word = word_of(answer.always, answer.possible);
  answer.share = share_of(asking, framework, answer.always.check->order, answer.word, options);
  return answer;
}

}  // namespace afterlife

// `afterlife orders` and `conform` against the naive enumerator: the same orders of callbacks in every reading, each listed once, and as
// many as the count says; and logs that are permitted or excluded alike.
//
//   orders --seed 1 --random 500 --small 1000 specs/scenarios
#include "solver/orders.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "solver/conform.hpp"
#include "solver/world.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {
namespace {

constexpr std::uint64_t kMostOrders = 20'000;

class Comparison {
 public:
  explicit Comparison(const Options& options) : options_(options) {
    for (const std::string& name : shipped_readings()) readings_.push_back(*read_framework(name));
  }

  int run() {
    for_each_candidate(options_, [&](const Candidate& candidate) {
      ++scenarios_;
      for (const Framework& framework : readings_) look_at(candidate, framework);
      return wrong_ < 10;
    });
    std::cout << "seed " << options_.seed << ": " << scenarios_ << " scenarios, " << compared_ << " runs compared, "
              << too_large_ << " too large, " << orders_ << " orders, " << folded_
              << " of them left when alike ones are folded, " << logs_ << " logs held against it, " << excluded_
              << " of them excluded, " << wrong_ << " differences\n";
    if (compared_ < options_.scenarios_least) {
      std::cout << "FAILED: fewer than " << options_.scenarios_least << " runs were compared\n";
      return 1;
    }
    return wrong_ == 0 && folded_ < orders_ ? 0 : 1;
  }

 private:
  void look_at(const Candidate& candidate, const Framework& framework) {
    const Read<Scenario> scenario = read_scenario(candidate.source, framework);
    if (!scenario) throw std::runtime_error(candidate.source.name + ": " + scenario.error().front().message);
    const auto expected = naive::callback_orders(*scenario, framework, naive::Executions::maximal,
                                                 scenario->bounds.loop, options_.states);
    if (!expected) {
      ++too_large_;
      return;
    }
    OrderOptions asked;
    asked.all_instances = true;
    asked.most_states = options_.states * 10;
    const World world(*scenario, framework);
    std::set<naive::CallbackOrder> resting;
    std::uint64_t listed = 0;
    bool twice = false;
    Orders orders(*scenario, framework, asked);
    const OrdersSeen seen = orders.each([&](const LifecycleOrder& order) {
      ++listed;
      if (!order.rests) return listed < kMostOrders;
      naive::CallbackOrder as_naive;
      for (const LifecycleEvent& event : order.events)
        as_naive.push_back({world.instance(event.object).decl, world.instance(event.object).number, event.phase});
      twice = twice || !resting.insert(std::move(as_naive)).second;
      return listed < kMostOrders;
    });
    if (!seen.refusal.empty() || listed >= kMostOrders) {
      ++too_large_;
      return;
    }
    ++compared_;
    orders_ += listed;
    const OrdersCounted counted = orders.count();
    asked.all_instances = false;
    const OrdersCounted fewer = Orders(*scenario, framework, asked).count();
    folded_ += std::stoull(fewer.number);
    std::string what = conformance(*scenario, framework, world, *expected);
    if (resting != *expected)
      what = "naive: " + std::to_string(expected->size()) + " orders, listed: " + std::to_string(resting.size());
    if (twice) what = "an order was listed twice";
    if (counted.number != std::to_string(listed))
      what = "listed: " + std::to_string(listed) + ", counted: " + counted.number;
    if (what.empty()) return;
    ++wrong_;
    std::cout << "DIFFERENCE " << framework.name << ": " << what << "; again: orders " << candidate.repeat << '\n'
              << candidate.source.text << '\n';
  }

  // A few of the orders, as logs, and the same with two neighbours exchanged, which may be permitted or not.
  std::string conformance(const Scenario& scenario, const Framework& framework, const World& world,
                          const std::set<naive::CallbackOrder>& expected) {
    const auto prefixes =
        naive::callback_orders(scenario, framework, naive::Executions::prefixes, scenario.bounds.loop, options_.states);
    if (!prefixes) return {};
    std::size_t number = 0;
    for (const naive::CallbackOrder& order : expected) {
      if (++number > 6) break;
      for (std::size_t swap = 0; swap < order.size(); ++swap) {
        naive::CallbackOrder asked = order;
        if (swap + 1 < asked.size()) std::swap(asked[swap], asked[swap + 1]);
        std::vector<RecordedEvent> log;
        for (const naive::CallbackBegin& begin : asked) {
          RecordedEvent event;
          event.kind = begin.phase == Phase::cleanup ? EventKind::cleanup : EventKind::destroy;
          event.index = world.id(begin.object, begin.number);
          log.push_back(std::move(event));
        }
        ConformOptions complete;
        complete.complete = true;
        const Conformance found = conform(scenario, framework, log, complete);
        const bool permitted = prefixes->contains(asked);
        ++logs_;
        if (!permitted) ++excluded_;
        if (found.kind == Conformance::Kind::unknown) continue;
        if (permitted != (found.kind == Conformance::Kind::permitted))
          return std::string("a log that is ") + (permitted ? "permitted" : "excluded") + " is judged otherwise";
        if (permitted) continue;
        // The first event that could not have happened: everything before it is the beginning of a permitted order.
        asked.resize(found.at);
        if (!prefixes->contains(asked)) return "what came before the first excluded event is excluded itself";
      }
    }
    return {};
  }

  const Options& options_;
  std::vector<Framework> readings_;
  std::uint64_t scenarios_ = 0, compared_ = 0, too_large_ = 0, logs_ = 0, excluded_ = 0, orders_ = 0, folded_ = 0,
                wrong_ = 0;
};

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (!parse(argc, argv, options)) return 2;
  try {
    return Comparison(options).run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

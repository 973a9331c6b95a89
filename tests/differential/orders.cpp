// `afterlife orders` against the naive enumerator: the same orders of callbacks in every reading, each listed once, and as
// many as the count says.
//
//   orders --seed 1 --random 500 --small 1000 specs/scenarios
#include "solver/orders.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "model/reader/reader.hpp"
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
              << " of them left when alike ones are folded, " << wrong_ << " differences\n";
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
    std::string what;
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

  const Options& options_;
  std::vector<Framework> readings_;
  std::uint64_t scenarios_ = 0, compared_ = 0, too_large_ = 0, orders_ = 0, folded_ = 0, wrong_ = 0;
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

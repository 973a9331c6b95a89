// The readings are nested: every order of callbacks that wdf-book permits is permitted by wdf, and every one that wdf
// permits by wdf-immediate. Asked of the naive enumerator, over all executions and their prefixes.
//
//   nesting --seed 1 --random 500 --small 1000 specs/scenarios
#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {
namespace {

using Orders = std::set<naive::CallbackOrder>;

class Nesting {
 public:
  explicit Nesting(const Options& options) : options_(options) {
    for (const char* name : {"wdf-book", "wdf", "wdf-immediate"}) readings_.push_back(read_framework(name).value());
  }

  int run() {
    for_each_candidate(options_, [&](const Candidate& candidate) {
      look_at(candidate);
      return wrong_ < 10;
    });
    std::cout << "seed " << options_.seed << ": " << scenarios_ << " scenarios, " << compared_ << " compared, "
              << too_large_ << " too large; orders of callbacks: " << orders_[0] << " in wdf-book, " << orders_[1]
              << " in wdf, " << orders_[2] << " in wdf-immediate; " << strictly_
              << " scenarios with fewer in wdf-book than in wdf-immediate; " << wrong_ << " not nested\n";
    if (compared_ < options_.scenarios_least) {
      std::cout << "FAILED: fewer than " << options_.scenarios_least << " scenarios were compared\n";
      return 1;
    }
    return wrong_ == 0 && strictly_ > 0 ? 0 : 1;
  }

 private:
  void look_at(const Candidate& candidate) {
    ++scenarios_;
    std::vector<Orders> permitted;
    for (const Framework& framework : readings_) {
      const Read<Scenario> scenario = read_scenario(candidate.source, framework);
      if (!scenario) throw std::runtime_error(candidate.source.name + ": " + scenario.error().front().message);
      std::optional<Orders> orders = naive::callback_orders(*scenario, framework, naive::Executions::prefixes,
                                                            scenario->bounds.loop, options_.states);
      if (!orders) {
        ++too_large_;
        return;
      }
      permitted.push_back(std::move(*orders));
    }
    ++compared_;
    for (std::size_t r = 0; r < permitted.size(); ++r) orders_[r] += permitted[r].size();
    if (permitted[0].size() < permitted[2].size()) ++strictly_;
    for (std::size_t r = 0; r + 1 < permitted.size(); ++r)
      if (!std::ranges::includes(permitted[r + 1], permitted[r])) report(candidate, r);
  }

  void report(const Candidate& candidate, std::size_t reading) {
    ++wrong_;
    std::cout << "an order that " << readings_[reading].name << " permits and " << readings_[reading + 1].name
              << " does not; again: nesting " << candidate.repeat << '\n'
              << candidate.source.text << '\n';
  }

  const Options& options_;
  std::vector<Framework> readings_;  // each permits what the one before it permits
  std::uint64_t scenarios_ = 0, compared_ = 0, too_large_ = 0, strictly_ = 0, wrong_ = 0;
  std::uint64_t orders_[3] = {};
};

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (!parse(argc, argv, options)) return 2;
  try {
    return Nesting(options).run();
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

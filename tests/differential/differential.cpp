// Generated scenarios, answered twice: by the naive enumerator and by the engine under test. Every difference is
// shrunk, printed, and kept as a file.
//
//   differential --engine machine --seed 7 --random 2000 --small all --keep tests/disagreements
#include <chrono>
#include <iostream>
#include <map>

#include "model/reader/reader.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/tally.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_scenario.hpp"
#include "tests/generate/shrink.hpp"
#include "tests/generate/small_scenarios.hpp"
#include "tests/naive/building.hpp"

namespace afterlife::differential {
namespace {

constexpr int kEnoughDifferences = 10;

class Driver {
 public:
  explicit Driver(Options options) : options_(std::move(options)), begin_(std::chrono::steady_clock::now()) {}

  bool load_readings();
  int run();

 private:
  [[nodiscard]] bool time_is_up() const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
    return differences_ >= kEnoughDifferences || (options_.minutes > 0 && spent.count() > 60 * options_.minutes);
  }
  void compare(const Scenario&);
  void compare(const Scenario&, const Framework&, Engine, const naive::NaiveAnswer&);
  std::vector<Difference> differences(const Scenario&, const Framework&, Engine, const naive::NaiveAnswer&);
  void report(const Scenario&, const Framework&, Engine, const Difference&);
  [[nodiscard]] std::optional<Scenario> as_read(const std::string& text, const Framework&);

  Options options_;
  std::chrono::steady_clock::time_point begin_;
  std::vector<Framework> frameworks_;
  std::map<std::string, Tally> tallies_;
  Tally all_;
  std::uint64_t scenarios_ = 0, too_large_ = 0, refused_ = 0;
  std::size_t states_ = 0, unknowns_ = 0;
  int differences_ = 0;
};

bool Driver::load_readings() {
  for (const std::string& name : options_.readings) {
    if (options_.in_code) {
      frameworks_.push_back(naive::reading(name));
      continue;
    }
    const Read<Framework> framework = read_framework(name);
    if (!framework) {
      std::cerr << "cannot read " << name << ": " << framework.error().front().message << '\n';
      return false;
    }
    frameworks_.push_back(*framework);
  }
  return true;
}

// The scenario as the reader gives it; what is printed again must be the text that was read.
std::optional<Scenario> Driver::as_read(const std::string& text, const Framework& framework) {
  const Read<Scenario> scenario = read_scenario({"generated.yaml", text}, framework);
  if (!scenario) {
    if (++refused_ <= 5) {
      const Diagnostic& d = scenario.error().front();
      std::cerr << "refused: " << d.code << ' ' << d.message << "\n  " << d.line << '\n';
    }
    return std::nullopt;
  }
  return *scenario;
}

std::vector<Difference> Driver::differences(const Scenario& scenario, const Framework& framework, Engine engine,
                                            const naive::NaiveAnswer& expected) {
  if (engine == Engine::machine) return against_machine(scenario, framework, expected);
#ifdef AFTERLIFE_HAS_CHECK
  return against_check(scenario, framework, expected, engine, unknowns_);
#else
  return {{0, "this build has no checker"}};
#endif
}

void Driver::compare(const Scenario& scenario, const Framework& framework, Engine engine,
                     const naive::NaiveAnswer& expected) {
  const std::vector<Difference> found = differences(scenario, framework, engine, expected);
  if (found.empty()) return;
  ++differences_;
  report(scenario, framework, engine, found.front());
}

void Driver::report(const Scenario& scenario, const Framework& framework, Engine engine, const Difference& first) {
  Scenario focused = scenario;
  if (!focused.checks.empty()) focused.checks = {scenario.checks[first.check]};
  Difference last = first;
  const Scenario small = shrink(focused, [&](const Scenario& candidate) {
    std::optional<Scenario> tried = candidate;
    if (!options_.in_code) {
      const Read<Scenario> read = read_scenario({"shrunk.yaml", print_scenario(candidate)}, framework);
      if (!read) return false;
      tried = *read;
    }
    const naive::NaiveAnswer all = naive::answer(*tried, framework, tried->bounds.loop, options_.states);
    if (all.too_large) return false;
    const std::vector<Difference> found = differences(*tried, framework, engine, all);
    if (!found.empty()) last = found.front();
    return !found.empty();
  });
  const std::string why = framework.name + ": " + last.what;
  std::cout << "DIFFERENCE " << why << "\n" << print_scenario(small) << '\n';
  if (!options_.keep.empty()) std::cout << "kept as " << keep(options_.keep, small, why) << '\n';
}

void Driver::compare(const Scenario& made) {
  ++scenarios_;
  const std::string text = options_.in_code ? std::string() : print_scenario(made);
  for (const Framework& framework : frameworks_) {
    std::optional<Scenario> scenario = made;
    if (!options_.in_code) {
      scenario = as_read(text, framework);
      if (!scenario) return;
      if (print_scenario(*scenario) != text) {
        std::cout << "DIFFERENCE between what was written and what was read:\n" << text << "---\n" << print_scenario(*scenario);
        ++differences_;
        return;
      }
    }
    const naive::NaiveAnswer all = naive::answer(*scenario, framework, scenario->bounds.loop, options_.states);
    states_ += all.states;
    if (all.too_large) {
      ++too_large_;
      continue;
    }
    tallies_[framework.name].count(*scenario, all);
    all_.count(*scenario, all);
    for (const Engine engine : options_.engines) compare(*scenario, framework, engine, all);
  }
}

int Driver::run() {
  for (const std::string& file : options_.files) {
    const Read<Source> source = read_source(file);
    const Read<Scenario> scenario = source ? read_scenario(*source, frameworks_.front()) : tl::unexpected(source.error());
    if (scenario) compare(*scenario);
    else std::cerr << file << ": " << scenario.error().front().message << '\n';
  }
  for (std::uint64_t i = 0; i < options_.random && !time_is_up(); ++i) compare(random_scenario(options_.seed * 1000003 + i));
  if (options_.all_small || options_.small > 0)
    for_each_small(options_.all_small ? 0 : options_.small, options_.seed, [&](const Scenario& scenario) {
      if (!time_is_up()) compare(scenario);
    });

  for (const auto& [reading, tally] : tallies_) {
    std::cout << reading << ":\n";
    tally.print(std::cout);
  }
  if (options_.coverage) all_.print_coverage(std::cout);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
  std::cout << scenarios_ << " scenarios, " << states_ << " states, " << too_large_ << " too large, " << refused_ << " refused, "
            << unknowns_ << " checks not decided, " << differences_ << " differences, " << spent.count() << " s\n";
  return differences_ == 0 && refused_ == 0 ? 0 : 1;
}

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (!parse(argc, argv, options)) return 2;
  Driver driver(std::move(options));
  return driver.load_readings() ? driver.run() : 2;
}

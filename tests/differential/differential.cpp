// Scenarios answered twice: by the naive enumerator and by the engine under test. Every difference is shrunk, printed,
// and kept as a file.
//
//   differential --engine default --seed 7 --random 2000 --small all --keep tests/disagreements
#include <chrono>
#include <iostream>
#include <map>
#include <stdexcept>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "model/reader/reader.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/differential/tally.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/shrink.hpp"

namespace afterlife::differential {
namespace {

constexpr int kEnoughDifferences = 10;

class Driver {
 public:
  explicit Driver(Options options)
      : options_(std::move(options)), begin_(std::chrono::steady_clock::now()), readings_(options_) {}

  int run();

 private:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }
  [[nodiscard]] bool time_is_up() const {
    return differences_ >= kEnoughDifferences || (options_.minutes > 0 && seconds() > 60 * options_.minutes);
  }
  void compare(const Candidate&);
  void compare(const Candidate&, const Scenario&, const Framework&, Engine, const naive::NaiveAnswer&);
  [[nodiscard]] std::optional<Scenario> as_read(const Candidate&, const Framework&);
  std::vector<Difference> differences(const Scenario&, const Framework&, Engine, const naive::NaiveAnswer&);
  void report(const Candidate&, const Scenario&, const Framework&, Engine, const Difference&);
  void print_summary() const;
  [[nodiscard]] bool met_what_was_asked() const;

  Options options_;
  std::chrono::steady_clock::time_point begin_;
  Readings readings_;
  std::map<std::string, Tally> tallies_;
  Tally all_;
  std::uint64_t scenarios_ = 0, complete_ = 0, runs_ = 0, too_large_ = 0, refused_ = 0, checks_ = 0;
  std::size_t states_ = 0, unknowns_ = 0;
  int differences_ = 0;
};

// The scenario as the reader gives it; what was generated must be printed again as it was.
std::optional<Scenario> Driver::as_read(const Candidate& candidate, const Framework& framework) {
  const Read<Scenario> scenario = read_scenario(candidate.source, framework);
  if (!scenario) {
    const Diagnostic& d = scenario.error().front();
    if (++refused_ <= 5) std::cout << "REFUSED " << candidate.source.name << ": " << d.code << ' ' << d.message << '\n';
    return std::nullopt;
  }
  if (!candidate.generated || print_scenario(*scenario) == candidate.source.text) return *scenario;
  ++differences_;
  std::cout << "DIFFERENCE between what was written and what was read:\n"
            << candidate.source.text << "---\n"
            << print_scenario(*scenario);
  return std::nullopt;
}

std::vector<Difference> Driver::differences(const Scenario& scenario, const Framework& framework, Engine engine,
                                            const naive::NaiveAnswer& expected) {
  if (engine == Engine::machine) return against_machine(scenario, framework, expected);
  return against_check(scenario, framework, expected, engine, options_.timeout, unknowns_);
}

void Driver::compare(const Candidate& candidate, const Scenario& scenario, const Framework& framework, Engine engine,
                     const naive::NaiveAnswer& expected) {
  checks_ += scenario.checks.size();
  const std::vector<Difference> found = differences(scenario, framework, engine, expected);
  if (found.empty()) return;
  ++differences_;
  report(candidate, scenario, framework, engine, found.front());
}

void Driver::report(const Candidate& candidate, const Scenario& scenario, const Framework& framework, Engine engine,
                    const Difference& first) {
  const std::string reading = options_.own_types ? framework.name.substr(4) + " --own-types" : framework.name;
  const std::string again =
      " --engine " + in_words(engine) + " --readings " + reading + " --states " + std::to_string(options_.states);
  std::cout << "DIFFERENCE " << framework.name << ", engine " << in_words(engine) << ": " << first.what
            << "\n  again: differential " << candidate.repeat << again << std::endl;
  Scenario focused = scenario;
  if (!focused.checks.empty()) focused.checks = {scenario.checks[first.check]};
  Difference last = first;
  const Scenario small = shrink(focused, [&](const Scenario& tried) {
    const Read<Scenario> read = read_scenario({"shrunk.yaml", print_scenario(tried)}, framework);
    if (!read) return false;
    const naive::NaiveAnswer all = naive::answer(*read, framework, read->bounds.loop, options_.states);
    if (all.too_large) return false;
    const std::vector<Difference> found = differences(*read, framework, engine, all);
    if (!found.empty()) last = found.front();
    return !found.empty();
  });
  std::cout << last.what << '\n' << print_scenario(small) << '\n';
  if (options_.keep.empty()) return;
  const std::string file = keep(options_.keep, small, framework.name + ", " + in_words(engine) + ": " + last.what);
  std::cout << "kept; again: differential " << file << again << std::endl;
}

void Driver::compare(const Candidate& candidate) {
  ++scenarios_;
  bool complete = true;
  for (const Framework& framework : readings_.next()) {
    const std::optional<Scenario> scenario = as_read(candidate, framework);
    if (!scenario) return;
    ++runs_;
    const naive::NaiveAnswer all = naive::answer(*scenario, framework, scenario->bounds.loop, options_.states);
    states_ += all.states;
    if (all.too_large) {
      ++too_large_;
      complete = false;
      if (!candidate.generated) std::cout << candidate.source.name << ": too large under " << framework.name << '\n';
      continue;
    }
    tallies_[framework.name].count(*scenario, all);
    all_.count(*scenario, all);
    for (const Engine engine : options_.engines) compare(candidate, *scenario, framework, engine, all);
  }
  if (complete) ++complete_;
}

void Driver::print_summary() const {
  for (const auto& [reading, tally] : tallies_) {
    std::cout << reading << ":\n";
    tally.print(std::cout);
  }
  if (options_.every_pair) all_.print_coverage(std::cout);
  std::cout << "seed " << options_.seed << ": " << scenarios_ << " scenarios, " << complete_
            << " compared in every reading asked for, " << runs_ << " runs, " << too_large_ << " of them too large, "
            << refused_ << " refused, " << states_ << " states, " << checks_ << " checks compared, " << unknowns_
            << " of them without a verdict, " << differences_ << " differences, " << seconds() << " s\n";
}

bool Driver::met_what_was_asked() const {
  bool met = true;
  const auto fail = [&](const std::string& why) {
    std::cout << "FAILED: " << why << '\n';
    met = false;
  };
  if (scenarios_ == 0) fail("no scenario was compared");
  if (complete_ < options_.scenarios_least)
    fail("fewer than " + std::to_string(options_.scenarios_least) +
         " scenarios were compared in every reading asked for");
  if (100 * too_large_ > static_cast<std::uint64_t>(options_.too_large_percent) * runs_)
    fail("more than " + std::to_string(options_.too_large_percent) + "% of the runs were too large for the enumerator");
  if (100 * unknowns_ > checks_) fail("more than 1% of the checks were left without a verdict");
  for (const std::string& missing : all_.hazards_without_both_verdicts(options_.both_verdicts)) fail(missing);
  if (options_.every_pair)
    for (const std::string& missing : all_.pairs_never_met()) fail(missing);
  return met;
}

int Driver::run() {
  for_each_candidate(options_, [&](const Candidate& candidate) {
    compare(candidate);
    return !time_is_up();
  });
  print_summary();
  const bool met = met_what_was_asked();
  return met && differences_ == 0 && refused_ == 0 ? 0 : 1;
}

// Solver contexts come and go by the thousand: giving their memory back each time costs more than the solving.
void keep_memory() {
#if defined(__GLIBC__)
  constexpr int kMuch = 1 << 30;
  mallopt(M_TRIM_THRESHOLD, kMuch);
  mallopt(M_MMAP_THRESHOLD, kMuch);
  mallopt(M_TOP_PAD, 1 << 26);
#endif
}

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  keep_memory();
  Options options;
  if (!parse(argc, argv, options)) return 2;
  try {
    return Driver(std::move(options)).run();
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

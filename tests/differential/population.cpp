#include "tests/differential/population.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "tests/generate/own_framework.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_scenario.hpp"
#include "tests/generate/small_scenarios.hpp"

namespace afterlife::differential {
namespace {

constexpr std::uint64_t kRolesInASample = 31;  // one of so many

std::vector<std::string> scenario_files(const std::vector<std::string>& given) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const std::string& path : given) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
      if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
    if (found.empty()) throw std::runtime_error("no scenarios in " + path);
    std::ranges::sort(found);
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

bool visit_files(const Options& options, const std::function<bool(const Candidate&)>& visit) {
  for (const std::string& file : scenario_files(options.files)) {
    const Read<Source> source = read_source(file);
    if (!source) throw std::runtime_error(file + ": " + source.error().front().message);
    if (!visit({*source, false, file})) return false;
  }
  return true;
}

// The scenarios that are made, part by part, until `visit` has had enough.
class Made {
 public:
  Made(const Options& options, const std::function<bool(const Candidate&)>& visit) : options_(options), visit_(visit) {}

  void all() {
    random();
    if (!options_.all_small && options_.small == 0) return;
    if (options_.own_types) return roles();
    if (options_.bounds.empty()) pairs_and_waits();
    small();
  }

 private:
  [[nodiscard]] bool mine(std::uint64_t number) const { return number % options_.parts == options_.part - 1; }

  void show(const char* name, Scenario scenario, std::uint64_t number, const std::string& repeat) {
    if (!options_.bounds.empty()) scenario.bounds = options_.bounds[number % options_.bounds.size()];
    go_on_ = go_on_ && visit_({{name, print_scenario(scenario)}, true, repeat});
  }

  void random() {
    for (std::uint64_t i = options_.from; i < options_.from + options_.random && go_on_; ++i) {
      if (!mine(i)) continue;
      const std::string repeat = "--seed " + std::to_string(options_.seed) + " --random 1 --from " + std::to_string(i);
      show("random.yaml", random_scenario(options_.seed * 1000003 + i), i, repeat);
    }
  }

  void roles() {
    std::uint64_t number = 0;
    for_each_role([&](const Scenario& scenario) {
      const bool chosen = options_.all_small || (++number + options_.seed) % kRolesInASample == 0;
      if (go_on_ && chosen && mine(number / kRolesInASample)) show("role.yaml", scenario, number, kKept);
    });
  }

  void pairs_and_waits() {
    for_each_pair([&](const Scenario& scenario) {
      if (go_on_) show("pair.yaml", scenario, 0, kKept);
    });
    const std::uint64_t one_of = options_.every_pair || options_.small == 0 ? 1 : 6;
    std::uint64_t waits = 0;
    for_each_wait([&](const Scenario& scenario) {
      if (go_on_ && (++waits + options_.seed) % one_of == 0 && mine(numbered_++)) show("wait.yaml", scenario, 0, kKept);
    });
  }

  void small() {
    for_each_small(options_.all_small ? 0 : options_.small, options_.seed, [&](const Scenario& scenario) {
      if (go_on_ && mine(numbered_)) show("small.yaml", scenario, numbered_, kKept);
      ++numbered_;
    });
  }

  static constexpr const char* kKept = "the file that it was kept in";

  const Options& options_;
  const std::function<bool(const Candidate&)>& visit_;
  bool go_on_ = true;
  std::uint64_t numbered_ = 0;  // waits and small ones
};

}  // namespace

void for_each_candidate(const Options& options, const std::function<bool(const Candidate&)>& visit) {
  if (!visit_files(options, visit)) return;
  const Framework own_types = own_framework("wdf");
  std::optional<GeneratingFor> own;
  if (options.own_types) own.emplace(own_types);
  Made(options, visit).all();
}

}  // namespace afterlife::differential

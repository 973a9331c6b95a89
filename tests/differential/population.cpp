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

constexpr std::uint64_t kRolesInASample = 9;  // one of so many

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

}  // namespace

void for_each_candidate(const Options& options, const std::function<bool(const Candidate&)>& visit) {
  if (!visit_files(options, visit)) return;
  const auto mine = [&](std::uint64_t number) { return number % options.parts == options.part - 1; };
  std::optional<GeneratingFor> own;
  const Framework own_types = own_framework("wdf");
  if (options.own_types) own.emplace(own_types);
  const auto text_of = [&](Scenario scenario) {
    if (options.bounds) scenario.bounds = *options.bounds;
    return print_scenario(scenario);
  };

  for (std::uint64_t i = options.from; i < options.from + options.random; ++i) {
    if (!mine(i)) continue;
    const std::string repeat = "--seed " + std::to_string(options.seed) + " --random 1 --from " + std::to_string(i);
    const std::string text = text_of(random_scenario(options.seed * 1000003 + i));
    if (!visit({{"random.yaml", text}, true, repeat})) return;
  }

  if (!options.all_small && options.small == 0) return;
  bool go_on = true;
  if (options.own_types) {
    std::uint64_t roles = 0;
    for_each_role([&](const Scenario& scenario) {
      if (!go_on || (!options.all_small && ++roles % kRolesInASample != 0) || !mine(roles / kRolesInASample)) return;
      go_on = visit({{"role.yaml", text_of(scenario)}, true, "the file that it was kept in"});
    });
    return;
  }
  for_each_pair([&](const Scenario& scenario) {
    if (go_on) go_on = visit({{"pair.yaml", text_of(scenario)}, true, "the file that it was kept in"});
  });
  std::uint64_t number = 0;
  const std::uint64_t one_of = options.every_pair || options.small == 0 ? 1 : 6;
  std::uint64_t waits = 0;
  for_each_wait([&](const Scenario& scenario) {
    if (!go_on || (++waits + options.seed) % one_of != 0 || !mine(number++)) return;
    go_on = visit({{"wait.yaml", text_of(scenario)}, true, "the file that it was kept in"});
  });
  for_each_small(options.all_small ? 0 : options.small, options.seed, [&](const Scenario& scenario) {
    if (!go_on || !mine(number++)) return;
    go_on = visit({{"small.yaml", text_of(scenario)}, true, "the file that it was kept in"});
  });
}

}  // namespace afterlife::differential

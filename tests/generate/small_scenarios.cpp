#include "tests/generate/small_scenarios.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <unordered_set>

#include "model/reader/reader.hpp"
#include "tests/generate/own_framework.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

std::uint64_t each_once(const std::vector<Family>& families, const std::function<void(const Scenario&)>& visit) {
  std::unordered_set<std::string> seen;
  for (const Family& family : families)
    for (std::uint64_t i = 0; i < family.size(); ++i) {
      const std::optional<Scenario> scenario = family.at(i);
      if (scenario && seen.insert(print_scenario(*scenario)).second) visit(*scenario);
    }
  return seen.size();
}

}  // namespace

SmallScenarios::SmallScenarios() {
  add_families_of_objects(families_);
  add_families_of_runs(families_);
  add_families_of_requests(families_);
  add_families_of_collections(families_);
  add_families_of_levels(families_);
  add_families_of_removal(families_);
  add_families_of_calls(families_);
}

std::uint64_t SmallScenarios::size() const {
  std::uint64_t all = 0;
  for (const Family& family : families_) all += family.size();
  return all;
}

std::optional<Scenario> SmallScenarios::at(std::uint64_t number) const {
  for (const Family& family : families_) {
    if (number < family.size()) return family.at(number);
    number -= family.size();
  }
  return std::nullopt;
}

std::string canonical_text(const Scenario& s) {
  const int objects = static_cast<int>(s.objects.size());
  std::vector<int> to(objects);  // where each object goes
  std::iota(to.begin(), to.end(), 0);
  std::string least;
  do {
    const auto keeps_siblings = [&] {
      for (int a = 0; a < objects; ++a)
        for (int b = a + 1; b < objects; ++b)
          if (s.objects[a].parent && s.objects[a].parent == s.objects[b].parent && to[a] > to[b]) return false;
      return true;
    };
    if (!keeps_siblings()) continue;
    Scenario other = s;
    other.checks.clear();  // those of a small scenario follow from its objects
    for (int i = 0; i < objects; ++i) {
      ObjectDecl& moved = other.objects[to[i]] = s.objects[i];
      moved.name = std::string(1, static_cast<char>('A' + to[i]));
      if (moved.parent) moved.parent = to[*moved.parent];
      if (moved.from) moved.from = to[*moved.from];
    }
    for_each_mention(other, [&](Mention& m) {
      if (m.entity == EntityKind::object) m.index = to[m.index];
    });
    for (Order& order : other.assume)
      for (EventName* e : {&order.first, &order.then})
        if (e->kind != EventKind::thread_start && e->kind != EventKind::thread_end) e->index = to[e->index];
    for (ThreadDecl& thread : other.threads)
      for (Mention& held : thread.holds) held.index = to[held.index];
    const std::string text = print_scenario(other);
    if (least.empty() || text < least) least = text;
  } while (std::next_permutation(to.begin(), to.end()));
  return least;
}

std::uint64_t for_each_small(std::uint64_t sample, std::uint64_t seed,
                             const std::function<void(const Scenario&)>& visit) {
  const SmallScenarios small;
  std::mt19937_64 random(seed);
  std::unordered_set<std::size_t> seen;
  const auto take = [&](std::uint64_t number) {
    const std::optional<Scenario> scenario = small.at(number);
    if (scenario && seen.insert(std::hash<std::string>()(canonical_text(*scenario))).second) visit(*scenario);
  };
  if (sample == 0)
    for (std::uint64_t i = 0; i < small.size(); ++i) take(i);
  else
    while (seen.size() < std::min(sample, small.size() / 4)) take(random() % small.size());
  return seen.size();
}

std::uint64_t for_each_pair(const std::function<void(const Scenario&)>& visit) {
  return each_once(families_of_pairs(), visit);
}

std::uint64_t for_each_wait(const std::function<void(const Scenario&)>& visit) {
  return each_once({family_of_waits()}, visit);
}

std::uint64_t for_each_role(const std::function<void(const Scenario&)>& visit) {
  return each_once({family_of_roles()}, [&](const Scenario& scenario) {
    if (read_scenario({"role.yaml", print_scenario(scenario)}, framework_to_generate_for())) visit(scenario);
  });
}

}  // namespace afterlife

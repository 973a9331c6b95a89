#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "model/reader/reader.hpp"
#include "tests/generate/print_scenario.hpp"
#include "tests/generate/random_scenario.hpp"
#include "tests/generate/settle.hpp"
#include "tests/generate/shrink.hpp"
#include "tests/generate/small_scenarios.hpp"

namespace afterlife {
namespace {

std::string first_mistake(const Read<Scenario>& read) {
  return read ? std::string() : read.error().front().message + " | " + read.error().front().line;
}

TEST_CASE("random scenarios are good input, and reading them gives what was printed") {
  const Framework wdf = *read_framework("wdf");
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const std::string text = random_scenario_text(seed);
    const Read<Scenario> read = read_scenario({"random.yaml", text}, wdf);
    CAPTURE(text);
    REQUIRE(first_mistake(read) == "");
    CHECK(print_scenario(*read) == text);
  }
}

TEST_CASE("the same seed gives the same scenario, another seed another") {
  CHECK(random_scenario_text(7) == random_scenario_text(7));
  CHECK(random_scenario_text(7) != random_scenario_text(8));
}

TEST_CASE("random scenarios use every action") {
  std::set<ActionKind> used;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Scenario s = random_scenario(seed);
    for_each_body(s, [&](const Body& body) { for_each_action(body, [&](const Action& a) { used.insert(a.kind); }); });
  }
  for (int kind = 0; kind <= static_cast<int>(ActionKind::at_irql); ++kind) {
    CAPTURE(name(static_cast<ActionKind>(kind)));
    CHECK(used.contains(static_cast<ActionKind>(kind)));
  }
}

// Good input, which is printed again as it was.
void is_read_back(const Scenario& made, const Framework& framework) {
  const std::string text = print_scenario(made);
  const Read<Scenario> read = read_scenario({"made.yaml", text}, framework);
  CAPTURE(text);
  REQUIRE(first_mistake(read) == "");
  CHECK(print_scenario(*read) == text);
}

TEST_CASE("small scenarios are good input, distinct, and the same for the same seed") {
  const Framework wdf = *read_framework("wdf");
  std::set<std::string> first, again;
  for_each_small(4000, 5, [&](const Scenario& s) {
    is_read_back(s, wdf);
    first.insert(canonical_text(s));
  });
  CHECK(first.size() == 4000);
  for_each_small(4000, 5, [&](const Scenario& s) { again.insert(canonical_text(s)); });
  CHECK(first == again);
}

TEST_CASE("the small scenarios are more than a hundred thousand, each once") {
  const std::uint64_t distinct = for_each_small(0, 1, [](const Scenario&) {});
  MESSAGE(distinct << " small scenarios, distinct up to renaming");
  CHECK(distinct >= 100000);
}

TEST_CASE("the pairs of an action and a hazard are good input, and have every action") {
  const Framework wdf = *read_framework("wdf");
  std::set<ActionKind> used;
  const std::uint64_t pairs = for_each_pair([&](const Scenario& s) {
    is_read_back(s, wdf);
    for_each_body(s, [&](const Body& body) { for_each_action(body, [&](const Action& a) { used.insert(a.kind); }); });
  });
  MESSAGE(pairs << " pairs");
  CHECK(used.size() == static_cast<std::size_t>(ActionKind::at_irql) + 1);
}

TEST_CASE("the waits are good input") {
  const Framework wdf = *read_framework("wdf");
  const std::uint64_t waits = for_each_wait([&](const Scenario& s) { is_read_back(s, wdf); });
  MESSAGE(waits << " waits");
  CHECK(waits >= 500);
}

TEST_CASE("renaming the objects of a scenario does not make another one") {
  const auto with_thread_on = [](int object) {
    Scenario s;
    for (const char* each : {"A", "B"}) {
      ObjectDecl& o = s.objects.emplace_back();
      o.name = each;
      o.type = "WDFOBJECT";
    }
    Action a;
    a.target.index = object;
    s.threads.emplace_back().name = "T";
    s.threads[0].does = {a};
    return s;
  };
  Scenario a = with_thread_on(0), b = with_thread_on(1);
  CHECK(print_scenario(a) != print_scenario(b));
  CHECK(canonical_text(a) == canonical_text(b));
  b.objects[1].parent = 0;
  CHECK(canonical_text(a) != canonical_text(b));
}

TEST_CASE("shrinking takes away what the failure does not need") {
  const auto deletes_in_a_thread = [](const Scenario& s) {
    return std::ranges::any_of(s.threads, [](const ThreadDecl& t) {
      bool found = false;
      for_each_action(t.does, [&](const Action& a) { found = found || a.kind == ActionKind::delete_; });
      return found;
    });
  };
  int shrunk = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Scenario s = random_scenario(seed);
    if (!deletes_in_a_thread(s)) continue;
    const Scenario small = shrink(s, deletes_in_a_thread);
    ++shrunk;
    CHECK(small.objects.size() == 1);
    CHECK(small.threads.size() == 1);
    CHECK(small.threads[0].does.size() == 1);
    CHECK(small.teardown.empty());
    CHECK(small.checks.size() <= 1);
  }
  CHECK(shrunk > 5);
}

}  // namespace
}  // namespace afterlife

// The table of actions, and the visitor of all bodies.
#include "model/action.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "model/bodies.hpp"
#include "tests/support/build.hpp"

using namespace afterlife;
using namespace afterlife::build;

namespace {

TEST_CASE("every action is found by its word, and has a row of its own") {
  std::set<std::string_view> words;
  for (const ActionFacts& row : actions()) {
    CHECK(words.insert(row.word).second);
    CHECK(&facts(row.kind) == &row);
    CHECK(action_named(row.word) == &row);
    // What a log can record is done to something, and has words for that.
    CHECK(row.targets.empty() == row.does.empty());
  }
  CHECK(action_named("delete_") == nullptr);
  CHECK(action_named("") == nullptr);
}

TEST_CASE("only what removes or deletes requests a deletion") {
  std::set<std::string> requesting, removing, binding;
  for (const ActionFacts& row : actions()) {
    if (requests_deletion(row.kind)) requesting.emplace(row.word);
    if (removes(row.kind)) removing.emplace(row.word);
    if (binds(row.kind)) binding.emplace(row.word);
  }
  CHECK(requesting == std::set<std::string>{"delete", "complete", "remove", "unload", "close"});
  CHECK(removing == std::set<std::string>{"remove", "unload", "close"});
  CHECK(binding == std::set<std::string>{"create", "take"});
}

TEST_CASE("every body is visited once, with whose it is") {
  const Scenario scenario = ScenarioBuilder()
                                .object("A", {.cleanup = Steps{use("A")}})
                                .object("B", {.destroy = Steps{context("B")}})
                                .thread("T", {loop({use("A"), maybe({use("B")})})})
                                .teardown({delete_("A")})
                                .build();
  std::vector<std::string> seen;
  for_each_body(scenario, [&](const Body& body, const BodyRole& role) {
    std::string text = std::to_string(static_cast<int>(role.kind)) + ":" + std::to_string(role.index);
    for_each_action(body, [&](const Action& action) { text += " " + std::string(name(action.kind)); });
    seen.push_back(text);
  });
  CHECK(seen == std::vector<std::string>{"0:-1 delete", "1:0 loop use maybe use", "2:0 use", "3:1 context"});
  const auto is_use = [](const Action& action) { return action.kind == ActionKind::use; };
  CHECK(any_action(scenario.threads.front().does, is_use));
  CHECK_FALSE(any_action(scenario.teardown, is_use));
}

}  // namespace

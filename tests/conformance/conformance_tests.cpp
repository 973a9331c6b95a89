// What the published framework code was seen to do, against the readings: wdf-source permits it, and nothing else where
// the table says so; the readings of the contract permit it too, or the deviation is named.
#include <doctest/doctest.h>

#include <algorithm>

#include "model/reader/reader.hpp"
#include "tests/conformance/orders.hpp"

namespace afterlife::conformance {
namespace {

const Table& table() {
  static const Table read = read_table();
  return read;
}

const Framework& reading(const std::string& name) {
  static std::map<std::string, Framework> read;
  if (!read.contains(name)) read[name] = read_framework(name).value();
  return read[name];
}

TEST_CASE("every scenario is in the table, and every run of the table has its scenario") {
  Order named;
  for (const auto& [name, run] : table().runs) named.push_back(name);
  const std::set<std::string> files = scenario_files();
  CHECK(to_string(named) == to_string({files.begin(), files.end()}));
}

TEST_CASE("the source does what was seen, and nothing else where the table says so") {
  const Framework& source = reading("wdf-source");
  for (const auto& [name, run] : table().runs) {
    const std::set<Order> permitted = permitted_orders(scenario_of(name, source), source);
    CAPTURE(name);
    CAPTURE(to_string(run.observed));
    CAPTURE(nearest(permitted, run.observed));
    CHECK(permitted.contains(run.observed) == run.excluded.empty());
    if (run.excluded.empty()) CHECK((permitted.size() == 1) == run.only);
  }
}

// Whether the runs would tell this framework from the source.
bool is_noticed(const Framework& framework) {
  return std::ranges::any_of(table().runs, [&](const auto& entry) {
    const auto& [name, run] = entry;
    if (!run.excluded.empty()) return false;
    const std::set<Order> permitted = permitted_orders(scenario_of(name, framework), framework);
    return !permitted.contains(run.observed) || (permitted.size() == 1) != run.only;
  });
}

// The source with one thing changed, by the name of what was.
std::map<std::string, Framework> neighbours_of(const Framework& source) {
  std::map<std::string, Framework> made;
  const auto with = [&](const std::string& name, const auto& change) { change(made[name] = source); };
  for (std::size_t i = 0; i < source.rules.size(); ++i) {
    const std::string& id = source.rules[i].id;
    with(id, [i](Framework& f) { f.rules.erase(f.rules.begin() + static_cast<std::ptrdiff_t>(i)); });
    if (source.rules[i].unless) with(id + ", unless", [i](Framework& f) { f.rules[i].unless.reset(); });
    if (source.rules[i].where) with(id + ", where", [i](Framework& f) { f.rules[i].where.reset(); });
  }
  for (const HeldReference& held : source.held_references)
    with(held.id,
         [&](Framework& f) { std::erase_if(f.held_references, [&](const auto& h) { return h.id == held.id; }); });
  using Facts = DeletionFacts;
  with("returns", [](Framework& f) { f.deletion.returns = Facts::Returns::any_time; });
  with("takes", [](Framework& f) { f.deletion.takes = Facts::Takes::at_once; });
  with("leaves-list", [](Framework& f) { f.deletion.leaves_list = false; });
  with("destroy-pass", [](Framework& f) { f.deletion.destroy_pass = false; });
  with("at-dispatch", [](Framework& f) { f.deletion.puts_off_at_dispatch = false; });
  with("enqueue-during", [](Framework& f) { f.deletion.enqueue_ignored_when_reached = false; });
  return made;
}

TEST_CASE("the runs tell the source from its neighbours") {
  // These are about levels, touches and runs of entry callbacks, which orders of cleanups and destroys do not show, or
  // about what nobody ran.
  const std::set<std::string> not_shown{
      "descendants-before-self, unless",        "earlier-before-later, unless",          "enqueue-during",
      "destroy-after-ancestors-cleanup, where", "earlier-destroyed-before-later, where", "usb-child-holds-its-parent",
      "waiting-child-holds-its-parent",         "wmi-instance-holds-its-provider"};
  REQUIRE_FALSE(is_noticed(reading("wdf-source")));
  for (const auto& [changed, neighbour] : neighbours_of(reading("wdf-source"))) {
    CAPTURE(changed);
    CHECK(is_noticed(neighbour) != not_shown.contains(changed));
  }
}

TEST_CASE("the source hangs where that was seen, and in no execution elsewhere") {
  const Framework& source = reading("wdf-source");
  for (const auto& [name, run] : table().runs) {
    if (!run.excluded.empty()) continue;
    CAPTURE(name);
    CHECK(can_hang(scenario_of(name, source), source) == run.deadlock);
  }
}

TEST_CASE("the contract permits what was seen, or the deviation is named") {
  for (const char* name_of_reading : {"wdf-book", "wdf", "wdf-immediate"}) {
    const Framework& framework = reading(name_of_reading);
    for (const auto& [name, run] : table().runs) {
      if (!run.excluded.empty()) continue;
      const Following following = follow(scenario_of(name, framework), framework, run.observed);
      CAPTURE(name_of_reading);
      CAPTURE(name);
      CAPTURE(to_string(run.observed));
      CAPTURE(where_they_part(run.observed, following));
      CHECK(following.permitted != run.deviating.contains(name_of_reading));
    }
  }
}

TEST_CASE("following one order agrees with all orders") {
  const Framework& source = reading("wdf-source");
  for (const auto& [name, run] : table().runs) {
    CAPTURE(name);
    const Scenario scenario = scenario_of(name, source);
    CHECK(follow(scenario, source, run.observed).permitted == run.excluded.empty());
  }
}

TEST_CASE("what is said of an order that is not permitted") {
  const Framework& source = reading("wdf-source");
  const Scenario scenario = scenario_of("grandchildren", source);
  const Order wrong = order_from("C:A1 C:A2 C:B1 C:A C:B2 C:B C:C C:P D:A1 D:A2 D:A D:B1 D:B2 D:B D:C D:P");
  const Following following = follow(scenario, source, wrong);
  CHECK_FALSE(following.permitted);
  CHECK(where_they_part(wrong, following) == "permitted is C:A1 C:A2, then one of C:A");
  CHECK(nearest(permitted_orders(scenario, source), wrong) ==
        "1 permitted, the nearest are\n"
        "  C:A1 C:A2 C:A C:B1 C:B2 C:B C:C C:P D:A1 D:A2 D:A D:B1 D:B2 D:B D:C D:P");
}

}  // namespace
}  // namespace afterlife::conformance

// `afterlife orders` and `conform` against the naive enumerator: the same orders of callbacks in every reading, each
// listed once, and as many as the count says; and logs that are permitted or excluded alike.
//
//   orders --seed 1 --random 500 --small 1000 specs/scenarios
#include "solver/orders.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "solver/conform.hpp"
#include "solver/instances/instances.hpp"
#include "solver/precedence.hpp"
#include "solver/reduction/symmetry.hpp"
#include "solver/simulation.hpp"
#include "tests/differential/options.hpp"
#include "tests/differential/population.hpp"
#include "tests/naive/enumerator.hpp"

namespace afterlife::differential {
namespace {

constexpr std::uint64_t kMostOrders = 20'000;

class Comparison {
 public:
  explicit Comparison(const Options& options) : options_(options), readings_(options) {}

  int run() {
    for_each_candidate(options_, [&](const Candidate& candidate) {
      ++scenarios_;
      for (const Framework& framework : readings_.next()) look_at(candidate, framework);
      return wrong_ < 10;
    });
    // The others rarely have nothing but a deletion in them.
    constexpr std::uint64_t kPlain = 60;
    for (std::uint64_t number = 0; number < kPlain && wrong_ < 10; ++number) {
      ++scenarios_;
      for (const Framework& framework : readings_.next()) look_at(plain_deletion(options_.seed + number), framework);
    }
    std::cout << "seed " << options_.seed << ": " << scenarios_ << " scenarios, " << compared_ << " runs compared, "
              << too_large_ << " too large, " << orders_ << " orders, " << folded_
              << " of them left when alike ones are folded, " << logs_ << " logs held against it, " << excluded_
              << " of them excluded, " << at_once_ << " counts without states, " << shares_ << " shares counted, "
              << pairs_ << " pairs of the matrix, " << pairs_possible_ << " possible and " << pairs_impossible_
              << " not, " << simulated_ << " random runs of " << steps_ << " steps, " << wrong_ << " differences\n";
    if (compared_ < options_.scenarios_least) {
      std::cout << "FAILED: fewer than " << options_.scenarios_least << " runs were compared\n";
      return 1;
    }
    const bool met = folded_ < orders_ && at_once_ > 0 && at_once_ < compared_ && shares_ > 0 && pairs_possible_ > 0 &&
                     pairs_impossible_ > 0;
    return wrong_ == 0 && met ? 0 : 1;
  }

 private:
  // A random tree that is deleted, and perhaps another one.
  static Candidate plain_deletion(std::uint64_t seed) {
    std::mt19937_64 dice(seed);
    const auto below = [&](int most) { return std::uniform_int_distribution<int>(0, most - 1)(dice); };
    const int objects = 2 + below(3), roots = 1 + below(2);
    std::string text = "scenario: Nothing but a deletion\nobjects:\n", deletes;
    for (int i = 0; i < objects; ++i) {
      const bool root = i < roots;
      text += "  O" + std::to_string(i) + ": { " + (root ? "" : "parent: O" + std::to_string(below(i)));
      if (!root && below(3) == 0) text += ", count: 2";
      text += " }\n";
      if (root && (i == 0 || below(2) == 0)) deletes += "  - delete: O" + std::to_string(i) + "\n";
    }
    return {{"plain.yaml", text + "teardown:\n" + deletes}, true, "the file that it was kept in"};
  }

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
    const Instances instances(*scenario, framework);
    std::set<naive::CallbackOrder> resting;
    std::vector<std::vector<LifecycleEvent>> all;
    std::uint64_t listed = 0;
    bool twice = false;
    Orders orders(*scenario, framework, asked);
    const OrdersSeen seen = orders.each([&](const LifecycleOrder& order) {
      ++listed;
      all.push_back(order.events);
      if (!order.rests) return listed < kMostOrders;
      naive::CallbackOrder as_naive;
      for (const LifecycleEvent& event : order.events)
        as_naive.push_back({instances[event.object].decl, instances[event.object].number, event.phase});
      twice = twice || !resting.insert(std::move(as_naive)).second;
      return listed < kMostOrders;
    });
    if (seen.stopped || listed >= kMostOrders) {
      ++too_large_;
      return;
    }
    ++compared_;
    orders_ += listed;
    const OrdersCounted counted = orders.count();
    at_once_ += counted.at_once ? 1 : 0;
    asked.all_instances = false;
    const OrdersCounted fewer = Orders(*scenario, framework, asked).count();
    folded_ += std::stoull(fewer.number);
    std::string what = folding(*scenario, framework, instances, asked, all);
    if (what.empty() && std::stoull(fewer.number) != folded_now_)
      what = "listed, alike ones folded: " + std::to_string(folded_now_) + ", counted: " + fewer.number;
    if (what.empty()) what = conformance(*scenario, framework, *expected);
    if (what.empty()) what = shares(orders, *scenario, instances, all);
    if (what.empty()) what = matrix(*scenario, framework, all);
    if (what.empty()) what = simulations(*scenario, framework, instances);
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

  using Names = std::vector<std::pair<Phase, int>>;  // an order

  static Names names_of(const std::vector<LifecycleEvent>& order) {
    Names names;
    for (const LifecycleEvent& event : order) names.emplace_back(event.phase, event.object);
    return names;
  }

  // Alike instances can be exchanged in every order, and it is one again; and of all orders that only exchange some,
  // the one that names them as they come is listed.
  std::string folding(const Scenario& scenario, const Framework& framework, const Instances& instances,
                      const OrderOptions& asked, const std::vector<std::vector<LifecycleEvent>>& all) {
    const std::vector<bool> alike = interchangeable(scenario, framework);
    std::set<Names> whole, expected, found;
    for (const auto& order : all) whole.insert(names_of(order));
    for (const Names& order : whole) {
      std::map<int, int> name;  // by instance: what it is called when its turn comes
      std::map<int, int> next;  // by declaration
      Names first_names;
      for (const auto& [phase, object] : order) {
        const int decl = instances[object].decl;
        if (alike[decl] && !name.contains(object)) name[object] = instances.first(decl) + next[decl]++;
        first_names.emplace_back(phase, alike[decl] ? name[object] : object);
      }
      expected.insert(std::move(first_names));
      for (int d = 0; d < static_cast<int>(alike.size()); ++d)
        for (int number = 1; alike[d] && number < scenario.objects[d].count; ++number) {
          Names exchanged = order;
          for (auto& [phase, object] : exchanged) {
            const int a = instances.first(d), b = a + number;
            object = object == a ? b : object == b ? a : object;
          }
          if (!whole.contains(exchanged))
            return "alike instances of " + scenario.objects[d].name + " cannot be exchanged";
        }
    }
    folded_now_ = 0;
    Orders(scenario, framework, asked).each([&](const LifecycleOrder& order) {
      ++folded_now_;
      found.insert(names_of(order.events));
      return true;
    });
    if (found.size() != folded_now_) return "an order was listed twice when alike ones were folded";
    if (found != expected)
      return "alike ones folded: " + std::to_string(expected.size()) +
             " orders, listed: " + std::to_string(found.size());
    return {};
  }

  // In how many of the listed orders one event comes before another, for a few pairs.
  std::string shares(Orders& orders, const Scenario& scenario, const Instances& instances,
                     const std::vector<std::vector<LifecycleEvent>>& all) {
    std::vector<EventName> names;
    for (int object = 0; object < instances.size() && names.size() < 6; ++object)
      for (const EventKind kind : {EventKind::cleanup, EventKind::destroy}) {
        EventName name;
        name.kind = kind;
        name.index = instances[object].decl;
        name.number = scenario.objects[name.index].count > 1 ? instances[object].number : 0;
        name.text = instances.name(object) + (kind == EventKind::cleanup ? ".cleanup" : ".destroy");
        names.push_back(name);
      }
    for (const EventName& first : names)
      for (const EventName& then : names) {
        if (first.text == then.text) continue;
        std::uint64_t with = 0, then_comes = 0;
        for (const std::vector<LifecycleEvent>& order : all) {
          const auto a = std::ranges::find(order, first.text, &LifecycleEvent::name);
          const auto b = std::ranges::find(order, then.text, &LifecycleEvent::name);
          with += a != order.end() && b != order.end() && a < b ? 1 : 0;
          then_comes += b != order.end() ? 1 : 0;
        }
        const std::optional<OrdersShare> share = orders.share(first, then);
        if (!share) return "no share although all orders were listed";
        ++shares_;
        if (share->with != std::to_string(with) || share->then != std::to_string(then_comes) ||
            share->all != std::to_string(all.size()))
          return first.text + " before " + then.text + ": " + share->with + "/" + share->all + ", but listed " +
                 std::to_string(with) + "/" + std::to_string(all.size());
      }
    return {};
  }

  // Random runs: what they show of cleanups and destroys is the beginning of a permitted order, and of one that is
  // complete where they have come to rest. Undone they are as before.
  std::string simulations(const Scenario& scenario, const Framework& framework, const Instances& instances) {
    const auto prefixes =
        naive::callback_orders(scenario, framework, naive::Executions::prefixes, scenario.bounds.loop, options_.states);
    if (!prefixes) return {};
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      constexpr std::size_t kMostSteps = 80;
      std::mt19937_64 dice(seed);
      Simulation run(scenario, framework, scenario.bounds.loop);
      const std::size_t at_first = run.permitted().size();
      while (!run.permitted().empty() && run.taken().size() < kMostSteps)
        run.take(std::uniform_int_distribution<std::size_t>(0, run.permitted().size() - 1)(dice));
      naive::CallbackOrder shown;
      for (const Simulation::Begin& begin : run.begins())
        shown.push_back({instances[begin.object].decl, instances[begin.object].number, begin.phase});
      ++simulated_;
      steps_ += run.taken().size();
      if (!prefixes->contains(shown)) return "a random run of seed " + std::to_string(seed) + " is not permitted";
      while (run.undo()) {
      }
      if (run.permitted().size() != at_first || !run.begins().empty()) return "undone it is not as before";
    }
    return {};
  }

  // What the matrix says of one order is true of every order that was listed and has both.
  std::string contradicted(const PrecedenceMatrix& matrix, const std::vector<std::vector<LifecycleEvent>>& all) {
    for (int i = 0; i < matrix.size(); ++i)
      for (int j = 0; j < matrix.size(); ++j) {
        if (i == j || matrix.at(i, j) != Relation::before) continue;
        for (const std::vector<LifecycleEvent>& order : all) {
          const auto a = std::ranges::find(order, matrix.event(i).text, &LifecycleEvent::name);
          const auto b = std::ranges::find(order, matrix.event(j).text, &LifecycleEvent::name);
          if (a != order.end() && b != order.end() && b < a)
            return matrix.event(i).text + " < " + matrix.event(j).text + " in the matrix, and not in every order";
        }
      }
    return {};
  }

  // Every pair of the matrix, as a check for the enumerator; found by going through states, and one by one.
  std::string matrix(const Scenario& scenario, const Framework& framework,
                     const std::vector<std::vector<LifecycleEvent>>& all) {
    for (const std::size_t most_states : {std::size_t{100'000}, std::size_t{5}}) {
      PrecedenceOptions asked;
      asked.most_states = most_states;
      const PrecedenceMatrix matrix(scenario, framework, asked);
      if (matrix.size() > (most_states > 5 ? 12 : 4)) continue;
      if (std::string what = contradicted(matrix, all); !what.empty()) return what;
      Scenario asking = scenario;
      asking.checks.clear();
      std::vector<std::pair<int, int>> pairs;
      for (int i = 0; i < matrix.size(); ++i)
        for (int j = 0; j < matrix.size(); ++j) {
          if (i == j) continue;
          Check check;
          check.kind = Check::Kind::possible;
          check.order = {matrix.event(i).name, matrix.event(j).name, {}};
          check.text = "possible " + matrix.event(i).text + " before " + matrix.event(j).text;
          asking.checks.push_back(check);
          pairs.emplace_back(i, j);
        }
      if (pairs.empty()) continue;
      const naive::NaiveAnswer answer = naive::answer(asking, framework, asking.bounds.loop, options_.states);
      for (std::size_t c = 0; c < pairs.size(); ++c) {
        if (answer.checks[c].verdict == VerdictKind::unknown) continue;
        const Relation relation = matrix.at(pairs[c].first, pairs[c].second);
        if (relation == Relation::unknown || relation == Relation::overlap) continue;
        const bool can = relation == Relation::before || relation == Relation::both;
        ++pairs_;
        (can ? pairs_possible_ : pairs_impossible_) += 1;
        if (can != (answer.checks[c].verdict == VerdictKind::holds))
          return asking.checks[c].text + ": the matrix says " + (can ? "yes" : "no") + ", with at most " +
                 std::to_string(most_states) + " states";
      }
    }
    return {};
  }

  // A few of the orders, as logs, and the same with two neighbours exchanged, which may be permitted or not.
  std::string conformance(const Scenario& scenario, const Framework& framework,
                          const std::set<naive::CallbackOrder>& expected) {
    const auto prefixes =
        naive::callback_orders(scenario, framework, naive::Executions::prefixes, scenario.bounds.loop, options_.states);
    if (!prefixes) return {};
    std::size_t number = 0;
    for (const naive::CallbackOrder& order : expected) {
      if (++number > 6) break;
      for (std::size_t swap = 0; swap < order.size(); ++swap) {
        naive::CallbackOrder asked = order;
        if (swap + 1 < asked.size()) std::swap(asked[swap], asked[swap + 1]);
        std::vector<RecordedEvent> log;
        for (const naive::CallbackBegin& begin : asked) {
          RecordedEvent event;
          event.kind = begin.phase == Phase::cleanup ? EventKind::cleanup : EventKind::destroy;
          event.index = begin.object;
          event.number = begin.number;
          log.push_back(std::move(event));
        }
        ConformOptions complete;
        complete.complete = true;
        complete.loop_bound = scenario.bounds.loop;  // as the enumerator does
        const Conformance found = conform(scenario, framework, log, complete);
        const bool permitted = prefixes->contains(asked);
        ++logs_;
        if (!permitted) ++excluded_;
        if (found.kind == Conformance::Kind::unknown) continue;
        if (permitted != (found.kind == Conformance::Kind::permitted))
          return std::string("a log that is ") + (permitted ? "permitted" : "excluded") + " is judged otherwise";
        if (permitted) continue;
        // The first event that could not have happened: everything before it is the beginning of a permitted order.
        asked.resize(found.at);
        if (!prefixes->contains(asked)) return "what came before the first excluded event is excluded itself";
      }
    }
    return {};
  }

  const Options& options_;
  Readings readings_;
  std::uint64_t at_once_ = 0, scenarios_ = 0, compared_ = 0, too_large_ = 0, logs_ = 0, excluded_ = 0, orders_ = 0,
                folded_ = 0, folded_now_ = 0, shares_ = 0, pairs_ = 0, pairs_possible_ = 0, pairs_impossible_ = 0,
                simulated_ = 0, steps_ = 0, wrong_ = 0;
};

}  // namespace
}  // namespace afterlife::differential

int main(int argc, char** argv) {
  using namespace afterlife::differential;
  Options options;
  if (!parse(argc, argv, options, Enumeration::sample)) return 2;
  try {
    return Comparison(options).run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

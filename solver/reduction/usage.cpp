#include "solver/reduction/usage.hpp"

#include <algorithm>

namespace afterlife {
namespace {

constexpr std::uint64_t kOften = 1U << 20U;

class Reader {
 public:
  explicit Reader(const Scenario& scenario) : scenario_(scenario), found_(scenario.objects.size()) {}

  std::vector<Mentioned> read() {
    body(scenario_.teardown, 1);
    for (const ThreadDecl& thread : scenario_.threads) {
      body(thread.does, 1);
      for (const Mention& held : thread.holds) all_or_one(held.index, held.number);
    }
    for (const ObjectDecl& object : scenario_.objects) {
      const auto count = static_cast<std::uint64_t>(object.count);
      for (const auto* callback : {&object.cleanup, &object.destroy})
        if (*callback) body((*callback)->body, count);
      if (object.entry) body(object.entry->body, count * static_cast<std::uint64_t>(scenario_.bounds.runs));
      for (const Callback& callback : object.removals) body(callback.body, kOften);
    }
    for (const Order& order : scenario_.assume)
      for (const EventName* event : {&order.first, &order.then}) assumed(*event);
    for (const Check& check : scenario_.checks) {
      if (check.of) asked(*check.of, false);
      if (check.kind == Check::Kind::never_hazard) continue;
      asked(check.order.first, true);
      asked(check.order.then, true);
    }
    return std::move(found_);
  }

 private:
  static bool of_thread(const EventName& event) {
    return event.kind == EventKind::thread_start || event.kind == EventKind::thread_end;
  }

  void body(const Body& body, std::uint64_t times) {
    for (const Action& action : body) {
      if (action.target.entity == EntityKind::object && action.target.index >= 0) mention(action.target, times);
      if (action.other) {
        // Which items are in a collection, or sent where, tells alike instances apart.
        all_or_one(action.target.index, 0);
        all_or_one(action.other->index, 0);
      }
      const std::uint64_t inside =
          action.kind == ActionKind::loop ? times * static_cast<std::uint64_t>(scenario_.bounds.loop) : times;
      for (const Body& inner : action.bodies) this->body(inner, std::min<std::uint64_t>(inside, kOften));
    }
  }

  void mention(const Mention& mention, std::uint64_t times) {
    Mentioned& found = found_[mention.index];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, mention.number);
    if (mention.which == Mention::Which::each) found.all_of_them = true;
    if (mention.which == Mention::Which::bare) found.picks += times;
  }

  void all_or_one(int declaration, int number) {
    Mentioned& found = found_[declaration];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, number);
    if (number == 0) found.all_of_them = true;
  }

  void assumed(const EventName& event) {
    if (!of_thread(event)) all_or_one(event.index, event.number);
  }

  void asked(const EventName& event, bool order) {
    if (of_thread(event)) return;
    Mentioned& found = found_[event.index];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, event.number);
    found.in_orders = found.in_orders || order;
  }

  const Scenario& scenario_;
  std::vector<Mentioned> found_;
};

}  // namespace

std::vector<Mentioned> mentions_of(const Scenario& scenario) { return Reader(scenario).read(); }

}  // namespace afterlife

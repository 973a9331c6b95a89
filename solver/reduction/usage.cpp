#include "solver/reduction/usage.hpp"

#include <algorithm>

#include "model/bodies.hpp"

namespace afterlife {
namespace {

constexpr std::uint64_t kOften = 1U << 20U;

class Reader {
 public:
  explicit Reader(const Scenario& scenario) : scenario_(scenario), found_(scenario.objects.size()) {}

  std::vector<Usage> read() {
    for_each_body(scenario_, [&](const Body& body, const BodyRole& role) { this->body(body, times_of(role)); });
    for (const ThreadDecl& thread : scenario_.threads)
      for (const Mention& held : thread.holds) all_or_one(held.index, held.number);
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
  // How often the body is carried out in one execution, at most.
  [[nodiscard]] std::uint64_t times_of(const BodyRole& role) const {
    using Kind = BodyRole::Kind;
    if (role.kind == Kind::teardown || role.kind == Kind::thread) return 1;
    if (role.kind == Kind::removal) return kOften;
    const auto count = static_cast<std::uint64_t>(scenario_.objects[role.index].count);
    return role.kind == Kind::entry ? count * static_cast<std::uint64_t>(scenario_.bounds.runs) : count;
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
    Usage& found = found_[mention.index];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, mention.number);
    if (mention.which == Mention::Which::each) found.all_of_them = true;
    if (mention.which == Mention::Which::bare) found.picks += times;
  }

  void all_or_one(int declaration, int number) {
    Usage& found = found_[declaration];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, number);
    if (number == 0) found.all_of_them = true;
  }

  void assumed(const EventName& event) {
    if (!is_of_thread(event.kind)) all_or_one(event.index, event.number);
  }

  void asked(const EventName& event, bool order) {
    if (is_of_thread(event.kind)) return;
    Usage& found = found_[event.index];
    found.by_name = true;
    found.highest_number = std::max(found.highest_number, event.number);
    found.in_orders = found.in_orders || order;
  }

  const Scenario& scenario_;
  std::vector<Usage> found_;
};

}  // namespace

std::vector<Usage> usage_of(const Scenario& scenario) { return Reader(scenario).read(); }

}  // namespace afterlife

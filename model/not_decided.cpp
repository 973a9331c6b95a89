#include "model/scenario.hpp"

namespace afterlife {
namespace {

// Collects what a scenario uses that is read but not decided.
class Undecided {
 public:
  explicit Undecided(const Scenario& scenario) : scenario_(scenario) {}

  std::vector<NotDecided> find() {
    for (const ObjectDecl& object : scenario_.objects) in_object(object);
    for (const ThreadDecl& thread : scenario_.threads) {
      if (thread.irql == Irql::dispatch) add("a thread at DISPATCH_LEVEL ('irql: dispatch')", thread.at);
      in_body(thread.does);
    }
    in_body(scenario_.teardown);
    for (const Order& order : scenario_.assume) in_order(order);
    for (const Check& check : scenario_.checks) in_check(check);
    return std::move(found_);
  }

 private:
  void add(std::string what, const Span& at) { found_.push_back({std::move(what), at}); }

  void in_object(const ObjectDecl& object) {
    if (object.pool == "paged") add("paged pool ('pool: paged')", object.at);
    if (object.execution_level) add("an execution level ('execution-level')", object.at);
    if (object.periodic) add("a periodic timer ('periodic')", object.at);
    if (object.overlapping_runs > 1) add("overlapping runs ('overlapping-runs')", object.at);
    if (object.entry) in_callback("the entry callback", *object.entry);
    for (const Callback& callback : object.removals) in_callback("the removal callback", callback);
    if (object.cleanup) in_body(object.cleanup->body);
    if (object.destroy) in_body(object.destroy->body);
  }

  void in_callback(const std::string& kind, const Callback& callback) {
    add(kind + " '" + callback.name + "'", callback.at);
    in_body(callback.body);
  }

  static bool is_decided(ActionKind kind) {
    switch (kind) {
      case ActionKind::complete:
      case ActionKind::remove:
      case ActionKind::unload:
      case ActionKind::close:
      case ActionKind::enqueue:
      case ActionKind::cancel:
      case ActionKind::cancel_and_wait:
      case ActionKind::flush:
      case ActionKind::add:
      case ActionKind::take:
      case ActionKind::send:
      case ActionKind::at_irql: return false;
      default: return true;
    }
  }

  void in_body(const Body& body) {
    for (const Action& action : body) {
      if (!is_decided(action.kind)) add("the action '" + std::string(name(action.kind)) + "'", action.at);
      for (const Body& inner : action.bodies) in_body(inner);
    }
  }

  void in_event(const EventName& event) {
    if (event.kind == EventKind::run) add("a run as an event ('" + event.text + "')", event.at);
  }

  void in_order(const Order& order) {
    in_event(order.first);
    in_event(order.then);
  }

  void in_check(const Check& check) {
    if (check.kind != Check::Kind::never_hazard) return in_order(check.order);
    if (!facts(check.hazard).decided) add("the hazard '" + std::string(facts(check.hazard).id) + "'", check.at);
  }

  const Scenario& scenario_;
  std::vector<NotDecided> found_;
};

}  // namespace

std::vector<NotDecided> not_decided(const Scenario& scenario, const Framework&) { return Undecided(scenario).find(); }

}  // namespace afterlife

// The readings of specs/frameworks/, as far as tests need them.
#include <stdexcept>

#include "tests/naive/building.hpp"

namespace afterlife::naive {
namespace {

Rule rule(const std::string& id, Axis axis, Phase first, Phase then, bool unless_referenced = false) {
  Rule made;
  made.id = id;
  made.axis = axis;
  made.first = first;
  made.then = then;
  if (unless_referenced) {
    made.unless.emplace();
    made.unless->referenced = true;
  }
  return made;
}

// What is below comes first, but for passive children of a request that is deleted at DISPATCH_LEVEL.
Rule below_cleans_first(Axis axis) {
  Rule made = rule("below-cleans-first", axis, Phase::cleanup, Phase::cleanup);
  made.unless.emplace();
  made.unless->self_type = "WDFREQUEST";
  made.unless->first_passive = true;
  made.unless->deletion_irql = Irql::dispatch;
  return made;
}

TypeDecl type(const std::string& name, std::vector<std::string> roles, const std::string& entry = {}) {
  TypeDecl made;
  made.name = name;
  made.lineage = {name};
  made.callbacks = {{"EvtCleanupCallback", CallbackKind::cleanup}, {"EvtDestroyCallback", CallbackKind::destroy}};
  if (!entry.empty()) made.callbacks.push_back({entry, CallbackKind::entry});
  made.roles = std::move(roles);
  return made;
}

TypeDecl passive(TypeDecl type) {
  type.passive_cleanup = true;
  return type;
}

TypeDecl removed(TypeDecl type, const std::vector<std::string>& callbacks) {
  type.driver_may_delete = false;
  for (const std::string& name : callbacks) type.callbacks.push_back({name, CallbackKind::removal});
  return type;
}

TypeDecl running(TypeDecl type, Drain::Queued queued, Drain::OwnDelete own_delete, Drain::RunsAt runs_at) {
  type.drain.queued = queued;
  type.drain.own_delete = own_delete;
  type.drain.runs_at = runs_at;
  return type;
}

std::vector<TypeDecl> types() {
  using Queued = Drain::Queued;
  using Own = Drain::OwnDelete;
  using At = Drain::RunsAt;
  return {
      type("WDFOBJECT", {}),
      type("WDFSPINLOCK", {"lock"}),
      type("WDFWAITLOCK", {"lock"}),
      type("WDFCOLLECTION", {"collection"}),
      passive(type("WDFSTRING", {})),
      passive(removed(type("WDFDRIVER", {"driver"}), {"EvtDriverUnload"})),
      passive(removed(type("WDFDEVICE", {"device"}), {"EvtDeviceD0Exit", "EvtDeviceReleaseHardware"})),
      removed(type("WDFFILEOBJECT", {"file"}), {"EvtFileCleanup", "EvtFileClose"}),
      passive(type("WDFIOTARGET", {"io-target"})),
      running(type("WDFREQUEST", {"request"}, "EvtRequestCompletionRoutine"), Queued::not_drained, Own::inside,
              At::as_declared),
      passive(running(type("WDFWORKITEM", {"work-item"}, "EvtWorkItem"), Queued::runs, Own::returns, At::passive)),
      passive(running(type("WDFTIMER", {"timer"}, "EvtTimerFunc"), Queued::cancelled, Own::waits, At::as_declared)),
      passive(running(type("WDFDPC", {"dpc"}, "EvtDpcFunc"), Queued::not_drained, Own::returns, At::dispatch)),
  };
}

HeldReference held(HeldReference::Relation relation, HeldReference::Until until, std::vector<std::string> types) {
  HeldReference made;
  made.id = "held-" + std::to_string(static_cast<int>(relation));
  made.relation = relation;
  made.until = until;
  made.types = std::move(types);
  return made;
}

void follow_the_source(Framework& f) {
  using Relation = HeldReference::Relation;
  using Until = HeldReference::Until;
  f.rules = {below_cleans_first(Axis::descendant),
             rule("preceding-clean-first", Axis::preceding, Phase::cleanup, Phase::cleanup),
             rule("ancestors-clean-before-destroy", Axis::ancestor, Phase::cleanup, Phase::destroy),
             rule("preceding-destroyed-first", Axis::preceding, Phase::destroy, Phase::destroy, true),
             rule("descendants-destroyed-first", Axis::descendant, Phase::destroy, Phase::destroy, true)};
  f.deletion.returns = DeletionFacts::Returns::after_cleanup;
  f.deletion.takes = DeletionFacts::Takes::when_reached;
  f.deletion.leaves_list = true;
  f.deletion.destroy_pass = true;
  f.deletion.enqueue_ignored_when_reached = true;
  f.deletion.puts_off_at_dispatch = true;
  f.held_references.push_back(held(Relation::allocation_on_allocator, Until::destroy_ends, {}));
  f.held_references.push_back(
      held(Relation::child_on_parent, Until::cleanup_begins, {"WDFWORKITEM", "WDFTIMER", "WDFDPC"}));
  f.held_references.push_back(held(Relation::run_on_object, Until::run_ends, {"WDFWORKITEM", "WDFREQUEST"}));
  for (TypeDecl& type : f.types) {
    if (type.name == "WDFWORKITEM") type.drain.own_delete = Drain::OwnDelete::inside;
    if (type.name == "WDFIOTARGET") type.drain.after_cleanup = true;
    if (type.name == "WDFDPC") type.drain.queued = Drain::Queued::runs;
  }
}

}  // namespace

Framework reading(const std::string& name) {
  Framework f;
  f.name = f.title = name;
  f.names = {name};
  f.cleanup_name = "EvtCleanupCallback";
  f.destroy_name = "EvtDestroyCallback";
  f.general_type = "WDFOBJECT";
  f.types = types();
  f.removal_order = {"EvtDeviceD0Exit", "EvtDeviceReleaseHardware", "EvtDriverUnload", "EvtFileCleanup",
                     "EvtFileClose"};
  f.held_references.push_back(
      held(HeldReference::Relation::item_of_collection, HeldReference::Until::destroy_ends, {}));
  for (const HazardFacts& h : hazards()) f.hazards.push_back(h.hazard);
  if (name == "wdf-source") {
    follow_the_source(f);
    return f;
  }
  f.rules.push_back(below_cleans_first(Axis::child));
  if (name == "wdf") f.rules.push_back(rule("destroy-after-parent", Axis::parent, Phase::cleanup, Phase::destroy));
  if (name == "wdf-book") {
    f.rules.push_back(rule("destroy-after-parent", Axis::parent, Phase::cleanup, Phase::destroy));
    f.rules.push_back(rule("destroy-after-ancestors", Axis::ancestor, Phase::cleanup, Phase::destroy));
  }
  if (name != "wdf" && name != "wdf-book" && name != "wdf-immediate") throw std::logic_error("no reading " + name);
  return f;
}

}  // namespace afterlife::naive

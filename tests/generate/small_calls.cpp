// Calls that may run callbacks in the caller's own stack, under a lock that a callback takes or beside a thread that it
// waits for.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

struct Called {
  const char *above, *below;
  K call = K::delete_;
};

const std::vector<Called>& calls() {
  static const std::vector<Called> all = {
      {"WDFOBJECT", "WDFOBJECT"},
      {"WDFOBJECT", "WDFSTRING"},
      {"WDFDELIVEREDREQUEST", "WDFMEMORY", K::complete},
      {"WDFREQUEST", "WDFMEMORY"},
      {"WDFDEVICE", "WDFOBJECT", K::remove},
      {"WDFDRIVER", "WDFOBJECT", K::unload},
      {"WDFFILEOBJECT", "WDFOBJECT", K::close},
  };
  return all;
}

constexpr int kAbove = 0, kBelow = 1;

Action on_lock(K kind) { return on(kind, EntityKind::lock, 0); }

// What a callback does that may be run inside the call.
std::vector<Body> called_back() {
  return {{on_lock(K::lock), on_lock(K::unlock)}, {on(K::join, EntityKind::thread, 0)}, {on_signal(K::wait)}, {}};
}

// What the caller does around the call, and what comes after it.
std::vector<Body> called(const Action& call) {
  return {{on_lock(K::lock), call, on_lock(K::unlock)},
          {call, on_signal(K::signal)},
          {on_signal(K::signal), call, on_object(K::use, kBelow)},
          {on_object(K::reference, kBelow), call, on_object(K::dereference, kBelow)},
          {on_object(K::reference, kBelow), on_lock(K::lock), call, on_lock(K::unlock)}};
}

std::vector<Body> torn_down() {
  return {{},
          {on_object(K::dereference, kBelow)},
          {on_object(K::delete_, kBelow)},
          {on_lock(K::lock), on_signal(K::signal)}};
}

}  // namespace

void add_families_of_calls(std::vector<Family>& families) {
  for (const Called& one : calls()) {
    const std::vector<Body> callbacks = called_back(), callers = called(on_object(one.call, kAbove)),
                            torn = torn_down();
    families.push_back({{2, callers.size(), 4, callbacks.size(), torn.size()}, [=](const Numbers& n) {
                          Scenario s = bare_scenario();
                          add_object(s, one.above);
                          add_object(s, one.below, kAbove);
                          add_thread(s, "T", callers[n[1]]).irql = n[0] == 0 ? Irql::passive : Irql::dispatch;
                          ObjectDecl& owner = s.objects[n[2] % 2];
                          n[2] >= 2 ? set_destroy(owner, callbacks[n[3]]) : set_cleanup(owner, callbacks[n[3]]);
                          s.teardown = torn[n[4]];
                          return finished(std::move(s));
                        }});
  }

  // A completion routine, at either level, deletes its own request.
  const std::vector<Body> callbacks = called_back(), callers = called(on_self(K::delete_, kBelow));
  families.push_back({{2, callers.size(), 2, callbacks.size()}, [=](const Numbers& n) {
                        Scenario s = bare_scenario();
                        add_object(s, "WDFDEVICE");
                        add_object(s, "WDFREQUEST", kAbove);
                        add_object(s, "WDFIOTARGET", kAbove);
                        ObjectDecl& request = s.objects[kBelow];
                        if (n[0] == 0) request.execution_level = Irql::passive;
                        set_entry(request, callers[n[1]]);
                        n[2] == 0 ? set_cleanup(request, callbacks[n[3]]) : set_destroy(request, callbacks[n[3]]);
                        add_thread(s, "T", {sent(kBelow, 2)});
                        return finished(std::move(s));
                      }});
}

}  // namespace afterlife

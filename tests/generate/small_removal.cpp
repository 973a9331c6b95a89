// What the framework deletes itself: a device that is removed, a driver that is unloaded, a file object that is closed,
// each with one or two removal callbacks, and with something below it.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

struct Removed {
  const char* type;
  K removal;
  const char *first, *then;  // its removal callbacks; some have only one
  const char* below;         // what is below it
};

const std::vector<Removed>& all_removed() {
  static const std::vector<Removed> all = {
      {"WDFDEVICE", K::remove, "EvtDeviceD0Exit", "EvtDeviceSelfManagedIoCleanup", "WDFOBJECT"},
      {"WDFDRIVER", K::unload, "EvtDriverUnload", nullptr, "WDFDEVICE"},
      {"WDFFILEOBJECT", K::close, "EvtFileCleanup", "EvtFileClose", "WDFOBJECT"},
  };
  return all;
}

Scenario with_below(const Removed& removed) {
  Scenario s = bare_scenario();
  add_object(s, removed.type);
  add_object(s, removed.below, 0);
  return s;
}

Body in_removal(const Removed& removed) {
  Body all = {
      on_self(K::use, 0),       on_self(removed.removal, 0),       on_self(K::delete_, 0),       on_object(K::use, 1),
      on_object(K::delete_, 1), on_object(K::reference, 1),        on_object(K::dereference, 1), on_signal(K::wait),
      on_signal(K::signal),     on(K::stop, EntityKind::thread, 0)};
  return all;
}

// In the cleanup callback of what is below.
Body in_cleanup(const Removed& removed) {
  return {on_self(K::use, 1), on_object(K::use, 0), on_object(removed.removal, 0), on_signal(K::wait),
          on_signal(K::signal)};
}

Body by_teardown(const Removed& removed) {
  return {on_object(removed.removal, 0), on_object(K::delete_, 0),   on_object(K::use, 1),
          on_object(K::delete_, 1),      on_object(K::reference, 0), on_signal(K::wait)};
}

Body by_thread(const Removed& removed) {
  return {on_object(removed.removal, 0), on_object(K::delete_, 1), on_object(K::use, 1), on_signal(K::signal),
          structured(K::loop, {{on_object(K::use, 1)}})};
}

}  // namespace

void add_families_of_removal(std::vector<Family>& families) {
  for (const Removed& removed : all_removed()) {
    const auto family = [&](Numbers choices, auto make) {
      families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
    };
    const Body callback = in_removal(removed), torn = by_teardown(removed), others = by_thread(removed);
    const Action removal = on_object(removed.removal, 0);

    const Body after = {on_object(removed.removal, 0), on_object(K::use, 1)};
    family({bodies_of(callback, 1), bodies_of(torn, 1), bodies_of(others, 1), bodies_of(after, 1)},
           [=](const Numbers& n) {
             Scenario s = with_below(removed);
             add_removal(s.objects[0], removed.first, body_at(callback, n[0]));
             s.teardown = joined({body_at(torn, n[1]), {removal}, body_at(after, n[3])});
             add_thread(s, "T", body_at(others, n[2]));
             return s;
           });

    // Both callbacks, or one and a cleanup callback; removed at once, or as what never came up, or by a thread at
    // DISPATCH_LEVEL.
    const auto removed_by = [=](Scenario& s, std::uint64_t how) {
      add_thread(s, "T", {});
      s.teardown = {how == 2 ? failed_add(0) : removal};
      if (how != 1) return;
      s.threads[0].does = {removal};
      s.threads[0].irql = Irql::dispatch;
    };
    const std::uint64_t ways = removed.removal == K::remove ? 3 : 2;
    if (removed.then != nullptr)
      family({bodies_of(callback, 1), bodies_of(callback, 1), ways}, [=](const Numbers& n) {
        Scenario s = with_below(removed);
        add_removal(s.objects[0], removed.first, body_at(callback, n[0]));
        add_removal(s.objects[0], removed.then, body_at(callback, n[1]));
        removed_by(s, n[2]);
        return s;
      });
    const Body cleanup = in_cleanup(removed);
    family({bodies_of(callback, 1), bodies_of(cleanup, 1), ways}, [=](const Numbers& n) {
      Scenario s = with_below(removed);
      add_removal(s.objects[0], removed.first, body_at(callback, n[0]));
      set_cleanup(s.objects[1], body_at(cleanup, n[1]));
      removed_by(s, n[2]);
      return s;
    });
  }

  // A driver, its device below it, and a file object of that.
  const Body few = {on_object(K::unload, 0), on_object(K::remove, 1), on_object(K::close, 2),
                    failed_add(1),           on_object(K::use, 2),    on_signal(K::wait)};
  families.push_back(
      {{bodies_of(few, 1), bodies_of(few, 1), bodies_of(few, 1), bodies_of(few, 1)}, [=](const Numbers& n) {
         Scenario s = bare_scenario();
         add_object(s, "WDFDRIVER");
         add_object(s, "WDFDEVICE", 0);
         add_object(s, "WDFFILEOBJECT", 1);
         add_removal(s.objects[0], "EvtDriverUnload", body_at(few, n[0]));
         add_removal(s.objects[1], "EvtDeviceReleaseHardware", body_at(few, n[1]));
         add_removal(s.objects[2], "EvtFileClose", body_at(few, n[2]));
         s.teardown = joined({body_at(few, n[3]), {on_object(K::unload, 0)}});
         return finished(std::move(s));
       }});
}

}  // namespace afterlife

// A device with one thing below it that runs: a work item, a timer at each level and with a period, a DPC. An entry
// callback of at most one action, the teardown of two, a thread of one.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr int kDevice = 0, kRunner = 1;

struct Runner {
  const char* type;
  std::optional<Irql> level;
  bool periodic = false;
  int overlapping = 1;
};

const std::vector<Runner>& runners() {
  static const std::vector<Runner> all = {
      {"WDFWORKITEM", {}}, {"WDFWORKITEM", {}, false, 2},     {"WDFTIMER", Irql::passive},
      {"WDFTIMER", {}},    {"WDFTIMER", Irql::passive, true}, {"WDFTIMER", Irql::dispatch, true},
      {"WDFDPC", {}},
  };
  return all;
}

Scenario device_with(const Runner& runner) {
  Scenario s = bare_scenario();
  add_object(s, "WDFDEVICE");
  ObjectDecl& o = add_object(s, runner.type, kDevice);
  o.execution_level = runner.level;
  o.periodic = runner.periodic;
  o.overlapping_runs = runner.overlapping;
  return s;
}

bool is_work_item(const Runner& runner) { return runner.type == std::string("WDFWORKITEM"); }

// What ends its runs.
Body ends(const Runner& runner, const Action& target) {
  const auto to = [&](K kind) {
    Action a = target;
    a.kind = kind;
    return a;
  };
  if (is_work_item(runner)) return {to(K::flush)};
  return {to(K::cancel), to(K::cancel_and_wait)};
}

// What its entry callback may do.
Body in_a_run(const Runner& runner) {
  return joined({ends(runner, on_self(K::use, kRunner)),
                 {on_self(K::use, kRunner), on_object(K::use, kDevice), on_self(K::delete_, kRunner),
                  on_object(K::remove, kDevice), on_self(K::enqueue, kRunner), on_self(K::dereference, kRunner),
                  on_signal(K::wait), on_signal(K::signal)}});
}

Body by_others(const Runner& runner) {
  return joined({ends(runner, on_object(K::use, kRunner)),
                 {on_object(K::enqueue, kRunner), on_object(K::delete_, kRunner), on_object(K::use, kRunner),
                  on_object(K::dereference, kRunner), on_signal(K::signal)}});
}

Body by_teardown(const Runner& runner) {
  return joined(
      {by_others(runner), {on_object(K::remove, kDevice), on_object(K::reference, kRunner), on_signal(K::wait)}});
}

EventName event(EventKind kind, int object) {
  EventName e;
  e.kind = kind;
  e.index = object;
  return e;
}

// A run is assumed to be over before something, or not to begin before.
void assume_about_run(Scenario& s, std::uint64_t number) {
  EventName run = event(EventKind::run, kRunner);
  run.callback = s.objects[kRunner].entry->name;
  if (number == 0) s.assume.push_back({run, event(EventKind::cleanup, kDevice), {}});
  if (number == 1) s.assume.push_back({run, event(EventKind::delete_, kRunner), {}});
  if (number == 2) s.assume.push_back({event(EventKind::cleanup, kRunner), run, {}});
}

}  // namespace

void add_families_of_runs(std::vector<Family>& families) {
  for (const Runner& runner : runners()) {
    const auto family = [&](Numbers choices, auto make) {
      families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
    };
    const Body entry = in_a_run(runner), torn = by_teardown(runner), others = by_others(runner);
    const Action enqueue = on_object(K::enqueue, kRunner), remove = on_object(K::remove, kDevice);

    family({bodies_of(entry, 1), bodies_of(torn, 2)}, [=](const Numbers& n) {
      Scenario s = device_with(runner);
      set_entry(s.objects[kRunner], body_at(entry, n[0]));
      s.teardown = joined({{enqueue}, body_at(torn, n[1])});
      return s;
    });

    family({bodies_of(entry, 1), bodies_of(others, 1), bodies_of(torn, 1)}, [=](const Numbers& n) {
      Scenario s = device_with(runner);
      set_entry(s.objects[kRunner], body_at(entry, n[0]));
      s.teardown = joined({{enqueue}, body_at(torn, n[2]), {remove}});
      add_thread(s, "T", body_at(others, n[1]));
      return s;
    });

    family({bodies_of(entry, 1), bodies_of(others, 1), 3}, [=](const Numbers& n) {
      Scenario s = device_with(runner);
      set_entry(s.objects[kRunner], body_at(entry, n[0]));
      s.teardown = {enqueue, remove};
      add_thread(s, "T", body_at(others, n[1]));
      assume_about_run(s, n[2]);
      return s;
    });

    // A cleanup callback, of the one or the other, that has to do with the runs.
    const Body few = {on_self(K::delete_, kRunner), on_self(K::enqueue, kRunner), on_signal(K::wait)};
    family({bodies_of(few, 1), 2, bodies_of(torn, 1), 3}, [=](const Numbers& n) {
      Scenario s = device_with(runner);
      set_entry(s.objects[kRunner], body_at(few, n[0]));
      set_cleanup(s.objects[n[1]], body_at(torn, n[2]));
      s.teardown = {enqueue};
      if (n[3] != 0) s.teardown.push_back(on_object(K::delete_, kRunner));
      if (n[3] != 1) s.teardown.push_back(remove);
      return s;
    });
  }
}

}  // namespace afterlife

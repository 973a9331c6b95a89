// A request that is sent to an I/O target: below it or not, one or two, at either level, or one that is completed.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr int kTarget = 0, kRequest = 1;

constexpr std::uint64_t kShapes = 5;

Scenario target_and_request(std::uint64_t shape) {
  Scenario s = bare_scenario();
  add_object(s, "WDFIOTARGET");
  ObjectDecl& r = add_object(s, shape == 4 ? "WDFDELIVEREDREQUEST" : "WDFREQUEST");
  if (shape == 1) r.parent = kTarget;
  if (shape == 2) r.count = 2;
  if (shape == 3) r.execution_level = Irql::passive;
  return s;
}

Action send_self(int request, int target) {
  Action a = sent(request, target);
  a.target.which = Mention::Which::self;
  return a;
}

// What a completion routine may do.
Body in_completion(int request, int target) {
  return {on_self(K::use, request),
          on_self(K::delete_, request),
          on_self(K::complete, request),
          send_self(request, target),
          on_object(K::use, target),
          on_object(K::delete_, target),
          on_object(K::flush, target),
          on_object(K::cancel_and_wait, target),
          on_signal(K::wait),
          on_signal(K::signal)};
}

Body about_target(int target) {
  return {on_object(K::cancel, target), on_object(K::cancel_and_wait, target), on_object(K::flush, target),
          on_object(K::delete_, target)};
}

Body about_request(int request, int target) {
  return {sent(request, target), on_object(K::delete_, request), on_object(K::complete, request),
          on_object(K::use, request)};
}

}  // namespace

void add_families_of_requests(std::vector<Family>& families) {
  const auto family = [&](Numbers choices, auto make) {
    families.push_back({std::move(choices), [make](const Numbers& n) { return finished(make(n)); }});
  };
  const Body completion = in_completion(kRequest, kTarget);
  const Body torn = joined({about_target(kTarget), about_request(kRequest, kTarget), {on_signal(K::wait)}});
  const Body threads = joined({about_target(kTarget),
                               about_request(kRequest, kTarget),
                               {on_object(K::cancel, kRequest), bounded(on_object(K::cancel_and_wait, kTarget)),
                                sent(kRequest, kTarget, {on_object(K::context, kRequest)}), on_signal(K::signal)}});
  const Action send = sent(kRequest, kTarget);

  // The last number of the first choice: no completion routine.
  const auto set_completion = [=](Scenario& s, std::uint64_t number) {
    if (number < bodies_of(completion, 1)) set_entry(s.objects[kRequest], body_at(completion, number));
  };

  family({bodies_of(completion, 1) + 1, kShapes, bodies_of(torn, 2)}, [=](const Numbers& n) {
    Scenario s = target_and_request(n[1]);
    set_completion(s, n[0]);
    s.teardown = joined({{send}, body_at(torn, n[2])});
    return s;
  });

  family({bodies_of(completion, 1), 3, bodies_of(threads, 1), bodies_of(torn, 1)}, [=](const Numbers& n) {
    static constexpr std::uint64_t kAlone[] = {0, 1, 3};
    Scenario s = target_and_request(kAlone[n[1]]);
    set_completion(s, n[0]);
    s.teardown = joined({{send}, body_at(torn, n[3]), {on_object(K::delete_, kTarget)}});
    add_thread(s, "T", body_at(threads, n[2]));
    return s;
  });

  // Below a device, beside another object, in either order.
  const Body below = in_completion(2, 1);
  const Body between = joined({about_target(1), about_request(2, 1)});
  family({bodies_of(below, 1), 4, bodies_of(between, 1)}, [=](const Numbers& n) {
    Scenario s = bare_scenario();
    add_object(s, "WDFDEVICE");
    add_object(s, "WDFIOTARGET", 0);
    add_object(s, "WDFREQUEST");
    if (n[1] % 2 == 1) s.objects[2].parent = 0;
    set_entry(s.objects[2], body_at(below, n[0]));
    if (n[1] >= 2) set_cleanup(s.objects[1], {on_object(K::use, 2)});
    s.teardown = joined({{sent(2, 1)}, body_at(between, n[2]), {on_object(K::remove, 0)}});
    return s;
  });
}

}  // namespace afterlife

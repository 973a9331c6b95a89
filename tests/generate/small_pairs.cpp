// Every action of the language beside a violation of every hazard: for each hazard a few steps that violate it, and for
// each action one more thread that does this alone. That thread need not move, and so it cannot keep the violation from
// happening.
#include "tests/generate/actions.hpp"
#include "tests/generate/settle.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr int kVictim = 0;
constexpr int kGo = 0, kNever = 1;  // signals

using Plot = void (*)(Scenario&);

const std::vector<Plot>& plots() {
  static const std::vector<Plot> all = {
      // use-after-cleanup, unreferenced-use-after-cleanup, use-after-destroy
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        s.teardown = {on_object(K::delete_, kVictim), on_object(K::use, kVictim)};
      },
      // use-in-destroy
      [](Scenario& s) {
        set_destroy(add_object(s, "WDFOBJECT"), {on_self(K::use, kVictim)});
        s.teardown = {on_object(K::delete_, kVictim)};
      },
      // over-dereference
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        s.teardown = {on_object(K::dereference, kVictim)};
      },
      // leak
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        s.teardown = {on_object(K::reference, kVictim), on_object(K::delete_, kVictim)};
      },
      // deadlock
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        s.teardown = {on_signal(K::wait, kNever)};
      },
      // double-delete
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        s.teardown = {on_object(K::delete_, kVictim), on_object(K::delete_, kVictim)};
      },
      // forbidden-delete
      [](Scenario& s) {
        add_object(s, "WDFDEVICE");
        s.teardown = {on_object(K::delete_, kVictim)};
      },
      // start-after-delete
      [](Scenario& s) {
        add_object(s, "WDFDEVICE");
        add_object(s, "WDFWORKITEM", kVictim);
        s.teardown = {on_object(K::remove, kVictim), on_object(K::enqueue, 1)};
      },
      // wait-at-dispatch
      [](Scenario& s) {
        add_object(s, "WDFOBJECT");
        add_thread(s, "P", {on_signal(K::wait, kNever)}).irql = Irql::dispatch;
      },
  };
  return all;
}

int last(const Scenario& s) { return static_cast<int>(s.objects.size()) - 1; }

int with_object(Scenario& s, const char* type) {
  add_object(s, type);
  return last(s);
}

int device_of(Scenario& s) { return has_role(s.objects[kVictim], "device") ? kVictim : with_object(s, "WDFDEVICE"); }

// Something below a device that runs.
int runner_of(Scenario& s, const char* type) {
  const int device = device_of(s);
  add_object(s, type, device);
  return last(s);
}

Action about_thread(Scenario& s, K kind) {
  add_thread(s, "U", {});
  return on(kind, EntityKind::thread, static_cast<int>(s.threads.size()) - 1);
}

Action sent_to_a_target(Scenario& s, Body otherwise) {
  const int request = with_object(s, "WDFREQUEST");
  return sent(request, with_object(s, "WDFIOTARGET"), std::move(otherwise));
}

Action flag(K kind, std::vector<Body> bodies = {}) { return holding(on(kind, EntityKind::flag, 0), std::move(bodies)); }

Body use_it() { return {on_object(K::use, kVictim)}; }

// What the one more thread does; what it needs for that is added.
using Deed = Body (*)(Scenario&);

std::vector<Deed> on_objects() {
  return {
      [](Scenario&) { return use_it(); },
      [](Scenario&) { return Body{on_object(K::context, kVictim)}; },
      [](Scenario&) { return Body{on_object(K::reference, kVictim)}; },
      [](Scenario&) { return Body{on_object(K::dereference, kVictim)}; },
      [](Scenario&) { return Body{on_object(K::delete_, kVictim)}; },
      [](Scenario&) { return Body{on_each(K::delete_, kVictim)}; },
      [](Scenario& s) { return Body{short_create(with_object(s, "WDFOBJECT"))}; },
      [](Scenario& s) { return Body{long_create(with_object(s, "WDFMEMORY"), use_it())}; },
      [](Scenario& s) { return Body{on_object(K::complete, with_object(s, "WDFDELIVEREDREQUEST"))}; },
      [](Scenario& s) { return Body{on_object(K::remove, device_of(s))}; },
      [](Scenario& s) { return Body{failed_add(device_of(s))}; },
      [](Scenario& s) { return Body{on_object(K::unload, with_object(s, "WDFDRIVER"))}; },
      [](Scenario& s) { return Body{on_object(K::close, with_object(s, "WDFFILEOBJECT"))}; },
      [](Scenario& s) { return Body{added(kVictim, with_object(s, "WDFCOLLECTION"))}; },
      [](Scenario& s) { return Body{taken(kVictim, with_object(s, "WDFCOLLECTION"))}; },
      [](Scenario& s) { return Body{sent_to_a_target(s, {})}; },
      [](Scenario& s) { return Body{sent_to_a_target(s, use_it())}; },
  };
}

std::vector<Deed> on_what_runs() {
  return {
      [](Scenario& s) { return Body{on_object(K::enqueue, runner_of(s, "WDFWORKITEM"))}; },
      [](Scenario& s) { return Body{on_object(K::flush, runner_of(s, "WDFWORKITEM"))}; },
      [](Scenario& s) { return Body{on_object(K::enqueue, runner_of(s, "WDFTIMER"))}; },
      [](Scenario& s) { return Body{on_object(K::cancel, runner_of(s, "WDFTIMER"))}; },
      [](Scenario& s) { return Body{on_object(K::cancel_and_wait, runner_of(s, "WDFTIMER"))}; },
      [](Scenario& s) { return Body{on_object(K::cancel, runner_of(s, "WDFDPC"))}; },
      [](Scenario& s) { return Body{bounded(on_object(K::cancel_and_wait, runner_of(s, "WDFDPC")))}; },
      [](Scenario& s) { return Body{on_object(K::cancel, with_object(s, "WDFIOTARGET"))}; },
      [](Scenario& s) { return Body{on_object(K::cancel_and_wait, with_object(s, "WDFIOTARGET"))}; },
      [](Scenario& s) { return Body{on_object(K::flush, with_object(s, "WDFIOTARGET"))}; },
      [](Scenario& s) { return Body{on_object(K::cancel, with_object(s, "WDFREQUEST"))}; },
  };
}

std::vector<Deed> on_others() {
  return {
      [](Scenario& s) { return Body{about_thread(s, K::start)}; },
      [](Scenario& s) { return Body{about_thread(s, K::request_stop)}; },
      [](Scenario& s) { return Body{about_thread(s, K::join)}; },
      [](Scenario& s) { return Body{about_thread(s, K::stop)}; },
      [](Scenario& s) { return Body{bounded(about_thread(s, K::stop))}; },
      [](Scenario&) { return Body{on_signal(K::signal, kGo)}; },
      [](Scenario&) { return Body{on_signal(K::wait, kGo)}; },
      [](Scenario&) { return Body{bounded(on_signal(K::wait, kGo))}; },
      [](Scenario&) { return Body{flag(K::set)}; },
      [](Scenario&) { return Body{flag(K::clear)}; },
      [](Scenario&) { return Body{flag(K::if_, {use_it(), {}})}; },
      [](Scenario&) { return Body{flag(K::test_and_set, {use_it(), {}})}; },
      [](Scenario&) { return Body{on(K::lock, EntityKind::lock, 0)}; },
      [](Scenario&) { return Body{on(K::lock, EntityKind::lock, 0), on(K::unlock, EntityKind::lock, 0)}; },
      [](Scenario& s) { return Body{on_object(K::lock, with_object(s, "WDFWAITLOCK"))}; },
      [](Scenario&) { return Body{structured(K::loop, {use_it()})}; },
      [](Scenario&) { return Body{structured(K::choose, {use_it(), {}})}; },
      [](Scenario&) { return Body{structured(K::maybe, {use_it()})}; },
      [](Scenario&) { return Body{at_level(Irql::dispatch, use_it())}; },
      [](Scenario&) { return Body{at_level(Irql::passive, use_it())}; },
  };
}

}  // namespace

std::vector<Family> families_of_pairs() {
  std::vector<Family> families;
  for (const std::vector<Deed>& deeds : {on_objects(), on_what_runs(), on_others()})
    families.push_back({{plots().size(), deeds.size()}, [deeds](const Numbers& n) {
                          Scenario s = bare_scenario();
                          s.title = "pair";
                          s.signals = {"Go", "Never"};
                          plots()[n[0]](s);
                          Body does = deeds[n[1]](s);
                          add_thread(s, "T", std::move(does));
                          return with_hazards(std::move(s));
                        }});
  return families;
}

}  // namespace afterlife

#include "tests/generate/random_framework_plots.hpp"

#include "tests/generate/actions.hpp"
#include "tests/generate/random_plotting.hpp"
#include "tests/generate/settle.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

class FrameworkPlots : Plotting {
 public:
  using Plotting::Plotting;

  std::vector<int> add() {
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o) {
      if (has_role(s_.objects[o], "work-item") || has_role(s_.objects[o], "timer") || has_role(s_.objects[o], "dpc"))
        running(o);
      if (has_role(s_.objects[o], "io-target")) sending(o);
      if (has_role(s_.objects[o], "collection")) collecting(o);
      if (!s_.objects[o].removals.empty()) removing(o);
      if (!type_of(s_.objects[o]).driver_may_delete && dice_.chance(20)) forbidden(o);
      if (has_role(s_.objects[o], "request") && dice_.chance(50)) completed_at_dispatch(o);
    }
    if (dice_.chance(30)) waiting_somewhere();
    if (dice_.chance(15)) in_its_destroy();
    if (dice_.chance(15)) called_under_a_lock(dice_.below(static_cast<int>(s_.objects.size())));
    return focus();
  }

 private:
  // The teardown, or where that is the framework's a thread; nothing where there is neither.
  Body* somebody() {
    if (!s_.default_teardown && (s_.threads.empty() || dice_.chance(65))) return &s_.teardown;
    return s_.threads.empty() ? nullptr : &thread();
  }

  void ask_one_of(const std::vector<Hazard>& hazards, int object) { ask(dice_.one_of(hazards), object); }

  static void at_first(Body& body, const Body& actions) { body.insert(body.begin(), actions.begin(), actions.end()); }
  static void at_last(Body& body, const Body& actions) { body.insert(body.end(), actions.begin(), actions.end()); }

  // Somebody makes it run; the run touches or deletes what may be gone by then, and somebody waits for it or does not.
  void running(int o) {
    Body* body = somebody();
    if (body == nullptr) return;
    const int device = s_.objects[o].parent.value_or(o);
    const Action enqueue = on_object(K::enqueue, o);
    at_first(*body, {enqueue});
    const bool flushes = has_role(s_.objects[o], "work-item");
    if (dice_.chance(45)) {
      static constexpr K kKinds[] = {K::delete_, K::use, K::dereference};
      const Action own = on_self(kKinds[dice_.below(3)], o), of_device = on_object(K::use, device);
      set_entry(s_.objects[o], {dice_.chance(50) ? own : of_device});
    }
    if (dice_.chance(40)) at_last(*body, {on_object(flushes ? K::flush : K::cancel_and_wait, o)});
    if (dice_.chance(35)) {
      at_an_end(by_thread() ? thread() : *body, {enqueue});
      ask(Hazard::start_after_delete, dice_.chance(50) ? o : -1);
    }
    ask_one_of({Hazard::use_after_cleanup, Hazard::deadlock, Hazard::leak, Hazard::start_after_delete}, o);
    about({o, device});
  }

  [[nodiscard]] int some_request() {
    std::vector<int> found;
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o)
      if (has_role(s_.objects[o], "request")) found.push_back(o);
    return found.empty() ? -1 : dice_.one_of(found);
  }

  // A request is sent; it, or its target, goes before it has completed or after.
  void sending(int target) {
    const int request = some_request();
    Body* body = somebody();
    if (body == nullptr || request < 0) return;
    at_first(*body, {sent(request, target)});
    static constexpr K kCloses[] = {K::cancel_and_wait, K::flush, K::cancel};
    if (dice_.chance(50)) at_an_end(*body, {on_object(kCloses[dice_.pick({4, 3, 1})], target)});
    if (dice_.chance(40)) at_last(*body, {on_object(dice_.chance(60) ? K::delete_ : K::complete, request)});
    if (dice_.chance(40)) {
      static constexpr K kKinds[] = {K::use, K::delete_, K::complete, K::flush};
      const int way = dice_.pick({3, 3, 2, 1});
      set_entry(s_.objects[request], {way == 3 ? on_object(K::flush, target) : on_self(kKinds[way], request)});
    }
    ask_one_of({Hazard::use_after_cleanup, Hazard::use_after_destroy, Hazard::double_delete, Hazard::wait_at_dispatch},
               request);
    about({request, target});
  }

  // Something is put in, and deleted before it is taken out, or after.
  void collecting(int collection) {
    Body* body = somebody();
    if (body == nullptr || s_.objects.size() < 2) return;
    int item = dice_.below(static_cast<int>(s_.objects.size()));
    if (item == collection) item = item == 0 ? 1 : item - 1;
    at_first(*body, {added(item, collection)});
    Body& other = by_thread() ? thread() : *body;
    if (dice_.chance(60))
      at_an_end(other, {taken(item, collection), on_object(dice_.chance(50) ? K::use : K::delete_, item)});
    if (dice_.chance(40)) at_an_end(*body, {on_object(K::delete_, dice_.chance(60) ? item : collection)});
    ask_one_of({Hazard::leak, Hazard::use_after_destroy, Hazard::deadlock, Hazard::use_after_cleanup}, item);
    about({item, collection});
  }

  // A removal callback that stops a thread, or deletes or uses something below.
  void removing(int o) {
    Callback& callback = s_.objects[o].removals[dice_.below(static_cast<int>(s_.objects[o].removals.size()))];
    if (!s_.threads.empty() && dice_.chance(50)) {
      const int t = dice_.below(static_cast<int>(s_.threads.size()));
      at_last(callback.body, {on(dice_.chance(60) ? K::stop : K::join, EntityKind::thread, t)});
      at_an_end(s_.threads[t].does, {structured(K::loop, {{on_object(K::use, o)}})});
    }
    ask_one_of({Hazard::use_after_cleanup, Hazard::deadlock, Hazard::double_delete}, o);
    about({o});
  }

  void forbidden(int o) {
    Body* body = somebody();
    if (body == nullptr) return;
    at_an_end(*body, {on_object(K::delete_, o)});
    ask(Hazard::forbidden_delete, dice_.chance(50) ? o : -1);
    about({o});
  }

  // Somebody at DISPATCH_LEVEL completes it; a cleanup below it waits, or touches it.
  void completed_at_dispatch(int request) {
    Body* body = somebody();
    if (body == nullptr) return;
    at_last(*body, {at_level(Irql::dispatch, {on_object(dice_.chance(75) ? K::complete : K::delete_, request)})});
    for (int o = 0; o < static_cast<int>(s_.objects.size()); ++o) {
      if (s_.objects[o].parent != request || s_.objects[o].cleanup) continue;
      set_cleanup(s_.objects[o], {on_object(K::use, request)});
      ask(Hazard::use_after_cleanup, request);
      ask_order(EventKind::cleanup, request, EventKind::cleanup, o);
      about({o});
      break;
    }
    about({request});
  }

  static K call_for(const ObjectDecl& o) {
    if (has_role(o, "request")) return K::complete;
    if (has_role(o, "device")) return K::remove;
    if (has_role(o, "driver")) return K::unload;
    return has_role(o, "file") ? K::close : K::delete_;
  }

  // Somebody deletes, completes or removes under a lock that a callback of what goes takes.
  void called_under_a_lock(int o) {
    Body* body = somebody();
    if (body == nullptr) return;
    if (s_.locks.empty()) s_.locks = {"L"};
    const K call = call_for(s_.objects[o]);
    const Action lock = on(K::lock, EntityKind::lock, 0), unlock = on(K::unlock, EntityKind::lock, 0);
    const Body under = {lock, on_object(call, o), unlock};
    at_an_end(*body, dice_.chance(50) ? Body{at_level(Irql::dispatch, under)} : under);
    for (ObjectDecl& below : s_.objects) {
      const bool within = below.parent == o || &below == &s_.objects[o];
      if (!within || below.cleanup || dice_.chance(40)) continue;
      dice_.chance(50) ? set_cleanup(below, {lock, unlock}) : set_destroy(below, {lock, unlock});
      break;
    }
    ask(Hazard::deadlock);
    about({o});
  }

  // Somebody waits, at one level or the other.
  void waiting_somewhere() {
    if (s_.signals.empty() || s_.threads.empty()) return;
    ThreadDecl& t = s_.threads[dice_.below(static_cast<int>(s_.threads.size()))];
    Action wait = on(K::wait, EntityKind::signal, 0);
    wait.may_time_out = dice_.chance(30);
    const Irql level = dice_.chance(50) ? Irql::dispatch : Irql::passive;
    at_an_end(t.does, {dice_.chance(50) ? at_level(level, {wait}) : wait});
    ask(Hazard::wait_at_dispatch);
  }

  // What its destroy callback may do, and what it may not.
  void in_its_destroy() {
    const int o = dice_.below(static_cast<int>(s_.objects.size()));
    if (s_.objects[o].destroy) return;
    static constexpr K kKinds[] = {K::context, K::use, K::dereference, K::delete_};
    set_destroy(s_.objects[o], {on_self(kKinds[dice_.pick({4, 2, 1, 1})], o)});
    ask(Hazard::use_in_destroy, dice_.chance(50) ? o : -1);
    about({o});
  }
};

}  // namespace

std::vector<int> add_framework_plots(Scenario& s, Dice& dice) { return FrameworkPlots(s, dice).add(); }

}  // namespace afterlife

// Two of what somebody waits for, locks, runs, requests on their way, what a collection holds: each of the two free or
// held up, for ever or until somebody lets go; and one who waits for either, for both or for one.
#include "tests/generate/actions.hpp"
#include "tests/generate/small_family.hpp"

namespace afterlife {
namespace {

using K = ActionKind;

constexpr int kOwner = 0;
constexpr int kAwaited = 1;               // the two
constexpr int kOther = 2;                 // what is sent to them, or in them
constexpr int kGiven = 0, kNotGiven = 1;  // signals
constexpr std::uint64_t kHeldUp = 4;      // none, the first, the second, both
constexpr std::uint64_t kPlaces = 4;      // where the waiting is done
constexpr std::uint64_t kMentions = 4;    // either, each, the second; either of what is born meanwhile

bool holds_up(std::uint64_t which, int number) { return ((which >> (number - 1)) & 1) != 0; }

Action waiting(K kind, std::uint64_t mention) {
  if (mention == 1) return on_each(kind, kAwaited);
  return mention == 2 ? on_number(kind, kAwaited, 2) : on_object(kind, kAwaited);
}

// Two of what is awaited, what holds it up until the signal comes, and as the last thread who waits.
using WaitPlot = void (*)(Scenario&, std::uint64_t held_up, std::uint64_t mention, int signal);

void two_of(Scenario& s, const char* type) { add_object(s, type, kOwner).count = 2; }

void lock(Scenario& s, std::uint64_t held_up, std::uint64_t mention, int signal) {
  two_of(s, "WDFWAITLOCK");
  Body holder;
  for (const int number : {1, 2})
    if (holds_up(held_up, number)) holder.push_back(on_number(K::lock, kAwaited, number));
  holder.push_back(on_signal(K::wait, signal));
  for (const int number : {2, 1})
    if (holds_up(held_up, number)) holder.push_back(on_number(K::unlock, kAwaited, number));
  add_thread(s, "H", holder);
  add_thread(s, "T", {waiting(K::lock, mention)});
}

void runs(Scenario& s, const char* type, K wait, std::uint64_t held_up, std::uint64_t mention, int signal) {
  two_of(s, type);
  set_entry(s.objects[kAwaited], {on_signal(K::wait, signal)});
  for (const int number : {1, 2})
    if (holds_up(held_up, number)) s.teardown.push_back(on_number(K::enqueue, kAwaited, number));
  add_thread(s, "T", {waiting(wait, mention)});
}

void on_their_way(Scenario& s, K wait, std::uint64_t held_up, std::uint64_t mention, int signal) {
  two_of(s, "WDFIOTARGET");
  add_object(s, "WDFREQUEST").count = 2;
  set_entry(s.objects[kOther], {on_signal(K::wait, signal)});
  for (const int number : {1, 2}) {
    if (!holds_up(held_up, number)) continue;
    Action send = sent(kOther, kAwaited);
    send.target = on_number(K::use, kOther, number).target;
    send.other = on_number(K::use, kAwaited, number).target;
    s.teardown.push_back(send);
  }
  add_thread(s, "T", {waiting(wait, mention)});
}

// An empty collection is what holds up who takes.
void inside(Scenario& s, std::uint64_t held_up, std::uint64_t mention, int signal) {
  two_of(s, "WDFCOLLECTION");
  add_object(s, "WDFOBJECT");
  for (const int number : {1, 2}) {
    if (holds_up(held_up, number)) continue;
    Action add = added(kOther, kAwaited);
    add.other = on_number(K::use, kAwaited, number).target;
    s.teardown.push_back(add);
  }
  if (signal == kGiven) s.teardown.push_back(on_signal(K::wait, kGiven));
  Action take = taken(kOther, kAwaited);
  if (mention == 2) take.other = on_number(K::use, kAwaited, 2).target;
  add_thread(s, "T", mention == 1 ? Body{take, take} : Body{take});
}

const std::vector<WaitPlot>& wait_plots() {
  static const std::vector<WaitPlot> all = {
      lock,
      inside,
      [](Scenario& s, std::uint64_t h, std::uint64_t m, int e) { runs(s, "WDFWORKITEM", K::flush, h, m, e); },
      [](Scenario& s, std::uint64_t h, std::uint64_t m, int e) { runs(s, "WDFTIMER", K::cancel_and_wait, h, m, e); },
      [](Scenario& s, std::uint64_t h, std::uint64_t m, int e) { runs(s, "WDFDPC", K::cancel_and_wait, h, m, e); },
      [](Scenario& s, std::uint64_t h, std::uint64_t m, int e) { on_their_way(s, K::flush, h, m, e); },
      [](Scenario& s, std::uint64_t h, std::uint64_t m, int e) { on_their_way(s, K::cancel_and_wait, h, m, e); },
  };
  return all;
}

// The waiting is done by the thread, which is joined or not, by the teardown, or by a cleanup callback.
void put(Scenario& s, std::uint64_t place) {
  const int waiter = static_cast<int>(s.threads.size()) - 1;
  const Body does = s.threads[waiter].does;
  if (place == 1) s.teardown.push_back(on(K::join, EntityKind::thread, waiter));
  if (place < 2) return;
  s.threads.pop_back();
  if (place == 2) {
    s.teardown.insert(s.teardown.end(), does.begin(), does.end());
    return;
  }
  set_cleanup(add_object(s, "WDFOBJECT"), does);
  s.teardown.push_back(on_object(K::delete_, static_cast<int>(s.objects.size()) - 1));
}

std::optional<Scenario> waiting_scenario(const Numbers& n) {
  const std::uint64_t held_up = n[1], mention = n[2], place = n[3];
  const int signal = n[4] == 0 ? kNotGiven : kGiven;
  Scenario s = bare_scenario();
  s.title = "wait";
  s.signals = {"Go", "Never"};
  add_object(s, "WDFDEVICE");
  wait_plots()[n[0]](s, held_up, mention, signal);
  put(s, place);
  if (signal == kGiven) add_thread(s, "G", {on_signal(K::signal, kGiven)});
  if (mention == 3) {  // one is born; held up it can be only by its number
    if (held_up != 0) return std::nullopt;
    s.teardown.insert(s.teardown.begin(), short_create(kAwaited));
  }
  return with_hazards(std::move(s));
}

}  // namespace

Family family_of_waits() { return {{wait_plots().size(), kHeldUp, kMentions, kPlaces, 2}, waiting_scenario}; }

}  // namespace afterlife

#include "solver/machine/moment/moment.hpp"

#include <algorithm>

namespace afterlife {
namespace {

class Mixer {
 public:
  void add(std::uint64_t value) {
    sum_ = (sum_ ^ value) * 0x9E3779B97F4A7C15ULL;
    sum_ ^= sum_ >> 29;
  }
  template <class List>
  void add_all(const List& list) {
    add(list.size());
    for (const auto& value : list) add(static_cast<std::uint64_t>(value));
  }
  [[nodiscard]] std::size_t sum() const { return sum_; }

 private:
  std::uint64_t sum_ = 0x243F6A8885A308D3ULL;
};

// Who holds a lock. Of those that have ended none will give it back, whoever it was.
std::int32_t holder(std::int32_t lock) { return std::max(lock, -1); }

}  // namespace

bool operator==(const Moment& a, const Moment& b) {
  if (a.objects.size() != b.objects.size()) return false;
  for (std::size_t i = 0; i < a.objects.size(); ++i) {
    const ObjectNow &x = a.objects[i], &y = b.objects[i];
    if (x.bits != y.bits || x.references != y.references || x.position != y.position || x.begun != y.begun ||
        x.remembers != y.remembers || x.sent_to != y.sent_to)
      return false;
  }
  return a.teardown == b.teardown && a.teardown_ended == b.teardown_ended && a.threads == b.threads &&
         a.bodies == b.bodies && a.runs == b.runs && a.items == b.items && a.called == b.called &&
         std::ranges::equal(a.locks, b.locks, {}, holder, holder) && a.signals == b.signals && a.flags == b.flags;
}

std::size_t Moment::hash() const {
  Mixer mixer;
  const auto add_run = [&](const RunNow& run) {
    mixer.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(run.pc)) << 32) |
              static_cast<std::uint32_t>(run.object));
    mixer.add_all(run.registers);
    mixer.add_all(run.set);
  };
  for (const ObjectNow& object : objects) {
    mixer.add((static_cast<std::uint64_t>(object.bits) << 48) ^
              (static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.position)) << 20) ^
              static_cast<std::uint32_t>(object.references));
    mixer.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.begun)) << 32) ^
              (static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.sent_to)) << 8) ^
              static_cast<std::uint32_t>(object.remembers));
  }
  add_run(teardown);
  mixer.add(teardown_ended);
  for (const ThreadNow& thread : threads) {
    add_run(thread.run);
    mixer.add((thread.started ? 1 : 0) | (thread.asked ? 2 : 0) | (thread.ended ? 4 : 0));
    mixer.add_all(thread.holds);
  }
  for (const auto& [who, run] : bodies) {
    mixer.add(static_cast<std::uint64_t>(who));
    add_run(run);
  }
  for (const auto& [who, run] : runs) {
    mixer.add((static_cast<std::uint64_t>(who.first) << 32) | static_cast<std::uint32_t>(who.second));
    add_run(run);
  }
  const auto add_pair = [&](const auto& pair) {
    mixer.add((static_cast<std::uint64_t>(pair.first) << 32) | static_cast<std::uint32_t>(pair.second));
  };
  for (const auto& [which, count] : items) {
    add_pair(which);
    mixer.add(static_cast<std::uint64_t>(count));
  }
  for (const auto& which : called) add_pair(which);
  for (const std::int32_t lock : locks) mixer.add(static_cast<std::uint64_t>(holder(lock)));
  mixer.add_all(signals);
  mixer.add_all(flags);
  return mixer.sum();
}

}  // namespace afterlife

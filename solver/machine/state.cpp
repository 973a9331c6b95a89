#include "solver/machine/state.hpp"

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

bool operator==(const State& a, const State& b) {
  if (a.objects_.size() != b.objects_.size()) return false;
  for (std::size_t i = 0; i < a.objects_.size(); ++i) {
    const State::Object &x = a.objects_[i], &y = b.objects_[i];
    if (((x.bits ^ y.bits) & State::kCompared) != 0 || x.references != y.references || x.position != y.position ||
        x.begun != y.begun || x.remembers != y.remembers || x.sent_to != y.sent_to)
      return false;
  }
  return a.teardown_ == b.teardown_ && a.teardown_ended_ == b.teardown_ended_ && a.threads_ == b.threads_ &&
         a.bodies_ == b.bodies_ && a.runs_ == b.runs_ && a.items_ == b.items_ && a.called_ == b.called_ &&
         std::ranges::equal(a.locks_, b.locks_, {}, holder, holder) && a.signals_ == b.signals_ && a.flags_ == b.flags_;
}

std::size_t State::hash() const {
  Mixer mixer;
  const auto add_run = [&](const Run& run) {
    mixer.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(run.pc)) << 32) |
              static_cast<std::uint32_t>(run.object));
    mixer.add_all(run.registers);
    mixer.add_all(run.set);
  };
  for (const Object& object : objects_) {
    mixer.add((static_cast<std::uint64_t>(object.bits & kCompared) << 48) ^
              (static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.position)) << 20) ^
              static_cast<std::uint32_t>(object.references));
    mixer.add((static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.begun)) << 32) ^
              (static_cast<std::uint64_t>(static_cast<std::uint32_t>(object.sent_to)) << 8) ^
              static_cast<std::uint32_t>(object.remembers));
  }
  add_run(teardown_);
  mixer.add(teardown_ended_);
  for (const Thread& thread : threads_) {
    add_run(thread.run);
    mixer.add((thread.started ? 1 : 0) | (thread.asked ? 2 : 0) | (thread.ended ? 4 : 0));
    mixer.add_all(thread.holds);
  }
  for (const auto& [who, run] : bodies_) {
    mixer.add(static_cast<std::uint64_t>(who));
    add_run(run);
  }
  for (const auto& [who, run] : runs_) {
    mixer.add((static_cast<std::uint64_t>(who.first) << 32) | static_cast<std::uint32_t>(who.second));
    add_run(run);
  }
  const auto add_pair = [&](const auto& pair) {
    mixer.add((static_cast<std::uint64_t>(pair.first) << 32) | static_cast<std::uint32_t>(pair.second));
  };
  for (const auto& [which, count] : items_) {
    add_pair(which);
    mixer.add(static_cast<std::uint64_t>(count));
  }
  for (const auto& which : called_) add_pair(which);
  for (const std::int32_t lock : locks_) mixer.add(static_cast<std::uint64_t>(holder(lock)));
  mixer.add_all(signals_);
  mixer.add_all(flags_);
  return mixer.sum();
}

}  // namespace afterlife

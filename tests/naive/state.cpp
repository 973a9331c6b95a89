#include "tests/naive/state.hpp"

#include <algorithm>
#include <cstdint>

namespace afterlife::naive {
namespace {

class Bytes {
 public:
  void small(int value) { text_.push_back(static_cast<char>(value)); }
  void number(int value) {
    small(value);
    small(value >> 8);
  }
  void pointer(const void* value) {
    auto rest = reinterpret_cast<std::uintptr_t>(value);
    for (int i = 0; i < 6; ++i, rest >>= 8) small(static_cast<int>(rest & 0xff));
  }
  void bits(const std::vector<bool>& values) {
    for (const bool value : values) small(value ? 1 : 0);
  }
  void together(std::initializer_list<bool> values) {
    int byte = 0;
    for (const bool value : values) byte = byte << 1 | (value ? 1 : 0);
    small(byte);
  }
  void map(const std::map<int, int>& values) {
    small(static_cast<int>(values.size()));
    for (const auto& [key, value] : values) number(key), number(value);
  }
  void numbers(const auto& values) {
    small(static_cast<int>(values.size()));
    for (const int value : values) number(value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void put(Bytes& out, const ObjectState& o) {
  out.together({o.born, o.requested, o.root, o.gone_by, o.locked, o.queued, o.has_run, o.closed});
  out.small(static_cast<int>(o.cleanup) | static_cast<int>(o.destroy) << 2 | static_cast<int>(o.level) << 4);
  out.number(o.place);
  out.number(o.references);
  out.number(o.runs_begun);
  out.number(o.sent_to);
  out.map(o.kept_in);
  out.numbers(o.removals_done);
}

void put(Bytes& out, const Frame& f) {
  out.pointer(f.body);
  out.small(static_cast<int>(f.kind) | static_cast<int>(f.stage) << 2 | (f.in_each ? 32 : 0));
  out.small(f.level ? 1 + static_cast<int>(*f.level) : 0);
  out.number(static_cast<int>(f.next));
  out.number(f.rounds);
  out.number(f.subject);
  out.small(f.callbacks_run);
  out.numbers(f.members);
  if (f.kind != Frame::Kind::list) out.map(f.bindings_before);
  if (f.kind == Frame::Kind::removal) out.number(f.removed), out.small(f.callback);
}

void put(Bytes& out, const AgentState& a) {
  out.small(static_cast<int>(a.kind));
  out.number(a.index);
  out.small(static_cast<int>(a.progress) | static_cast<int>(a.level) << 2 | (a.remembered ? 8 : 0));
  if (a.progress != Progress::running) return;
  out.number(a.occupies);
  out.map(a.bindings);
  out.numbers(a.to_release);
  out.numbers(a.holds_locks);
  out.numbers(a.holds_objects);
  out.small(static_cast<int>(a.frames.size()));
  for (const Frame& f : a.frames) put(out, f);
}

}  // namespace

Irql AgentState::level_now() const {
  for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
    if (frame->level) return *frame->level;
  return level;
}

bool AgentState::in_removal_callback() const {
  return std::ranges::any_of(frames, [](const Frame& f) { return f.kind == Frame::Kind::removal; });
}

int AgentState::self() const {
  for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
    if (frame->kind == Frame::Kind::removal) return frame->removed;
  return index;
}

std::string bytes(const State& state) {
  Bytes out;
  for (const ObjectState& object : state.objects) put(out, object);
  for (const AgentState& agent : state.agents) put(out, agent);
  out.bits(state.stop_requested);
  out.bits(state.locked);
  out.bits(state.signalled);
  out.bits(state.flags);
  return out.take();
}

State without_counters(State state) {
  for (ObjectState& object : state.objects) object.runs_begun = 0;
  for (AgentState& agent : state.agents)
    for (Frame& frame : agent.frames) frame.rounds = 0;
  return state;
}

}  // namespace afterlife::naive

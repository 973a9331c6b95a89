#include "tests/naive/state.hpp"

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
  void map(const std::map<int, int>& values) {
    small(static_cast<int>(values.size()));
    for (const auto& [key, value] : values) number(key), number(value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void put(Bytes& out, const ObjectState& o) {
  out.small((o.born ? 1 : 0) | (o.requested ? 2 : 0) | (o.root ? 4 : 0) | (o.gone_by ? 8 : 0) | (o.locked ? 16 : 0));
  out.small(static_cast<int>(o.cleanup) | static_cast<int>(o.destroy) << 4);
  out.number(o.place);
  out.number(o.references);
}

void put(Bytes& out, const AgentState& a) {
  out.small(static_cast<int>(a.kind));
  out.number(a.index);
  out.small(static_cast<int>(a.progress) | static_cast<int>(a.stage) << 4);
  if (a.progress != Progress::running) return;
  out.number(a.subject);
  out.small(a.in_each ? 1 + static_cast<int>(a.members.size()) : 0);
  for (const int member : a.members) out.number(member);
  out.map(a.bindings);
  out.small(static_cast<int>(a.to_release.size()));
  for (const int object : a.to_release) out.number(object);
  out.small(static_cast<int>(a.frames.size()));
  for (const Frame& f : a.frames) {
    out.pointer(f.body);
    out.number(static_cast<int>(f.next));
    out.small(f.rounds);
    out.small(f.iteration ? 1 : 0);
    if (f.iteration) out.map(f.bindings_before);
  }
}

}  // namespace

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

State without_rounds(State state) {
  for (AgentState& agent : state.agents)
    for (Frame& frame : agent.frames) frame.rounds = 0;
  return state;
}

}  // namespace afterlife::naive

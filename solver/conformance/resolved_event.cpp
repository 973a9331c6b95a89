#include "solver/conformance/resolved_event.hpp"

#include <algorithm>

namespace afterlife {
namespace {

Agent resolved(const RecordedAgent& by, const Instances& instances) {
  const auto instance = [&] { return instances.id(by.index, std::max(by.number, 1)); };
  switch (by.kind) {
    case RecordedAgent::Kind::teardown: return {Agent::Kind::teardown, -1};
    case RecordedAgent::Kind::thread: return {Agent::Kind::thread, by.index};
    case RecordedAgent::Kind::cleanup: return {Agent::Kind::cleanup, instance()};
    case RecordedAgent::Kind::destroy: return {Agent::Kind::destroy, instance()};
    case RecordedAgent::Kind::run: return {Agent::Kind::run, instance(), by.run - 1};
    case RecordedAgent::Kind::framework: break;
  }
  return {Agent::Kind::framework, -1};
}

}  // namespace

ResolvedEvent resolved(const RecordedEvent& event, const Instances& instances) {
  ResolvedEvent made;
  made.kind = event.kind;
  if (!event.action)
    made.index = is_of_thread(event.kind) ? event.index : instances.id(event.index, std::max(event.number, 1));
  made.callback = event.callback;
  made.end = event.end;
  made.action = event.action;
  if (event.by) made.by = resolved(*event.by, instances);
  return made;
}

}  // namespace afterlife

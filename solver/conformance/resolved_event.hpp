// A recorded event with its instances by their ids, as the machine knows them.
//
//   const ResolvedEvent event = resolved(recorded, instances);
//   if (event.is_lifecycle()) print(instances.name(event.index));
#pragma once

#include <optional>
#include <string>

#include "solver/conform.hpp"
#include "solver/instances/agent.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

struct ResolvedEvent {
  EventKind kind = EventKind::cleanup;
  int index = -1;  // an instance; for thread_start and thread_end the thread
  std::string callback;
  bool end = false;
  std::optional<RecordedAction> action;
  std::optional<Agent> by;

  [[nodiscard]] bool is_lifecycle() const { return !action && afterlife::is_lifecycle(kind); }
};

ResolvedEvent resolved(const RecordedEvent&, const Instances&);

}  // namespace afterlife

// Who, by the text of a scenario, can do what a log records.
//
//   const Doers doers(world);
//   if (doers.of(event).empty()) return "nothing in the scenario does this";
//
// Of a name that means several instances, the text does not say which: so these are all that may do it, and nobody else can.
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/kept.hpp"
#include "solver/instances/agent.hpp"
#include "solver/conformance/conform.hpp"
#include "solver/instances/instances.hpp"

namespace afterlife {

// One that runs a body. `index` is a thread, or the declaration whose callback it is.
struct Doer {
  Agent::Kind kind = Agent::Kind::teardown;
  int index = -1;
  friend auto operator<=>(const Doer&, const Doer&) = default;
};

class Doers {
 public:
  explicit Doers(Kept<World>);

  // Of an action, a create, a delete, the start of a thread, or a removal callback.
  [[nodiscard]] const std::set<Doer>& of(const RecordedEvent&) const;
  // Whether the name may be that of the doer: "Worker", "cleanup of Memory#1".
  [[nodiscard]] bool is_called(const Doer&, const std::string& name) const;

 private:
  void look_through(const Body&, const std::set<Doer>&);
  void add(const std::string& what, const std::set<Doer>&);

  const World& world_;
  std::map<std::string, std::set<Doer>> by_what_;  // "use Memory"
  std::set<Doer> removers_, none_;
};

}  // namespace afterlife

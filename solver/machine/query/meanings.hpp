// Which instances a name means to an agent where it stands.
//
//   const Meanings meanings(machine_facts);
//   meanings.targets(now, at, Meanings::kAny, [&](int found) { visit(found); });   // -1: nothing, the action does nothing
#pragma once

#include <functional>

#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/machine/facts/facts.hpp"
#include "solver/machine/moment/moment.hpp"
#include "solver/machine/query/standing.hpp"

namespace afterlife {

class Meanings {
 public:
  using Found = std::function<void(int)>;
  static constexpr int kAny = -2;

  explicit Meanings(Kept<MachineFacts> facts) : facts_(facts) {}

  // What the action may be done to; `only`: this instance alone, where it may mean several.
  void targets(const Moment&, const Standing&, int only, const Found&) const;
  // What the second name of the action may mean.
  void others(const Moment&, const Standing&, const Found&) const;
  // What the action takes out of a collection.
  void items(const Moment&, const Action&, int collection, const Found&) const;

  // The instance whose callback this is, removal callbacks included; -1: it is none.
  [[nodiscard]] static int own(const Standing&);
  // The instance that a bare name means inside a callback where nothing was created or taken; -1: none in particular.
  [[nodiscard]] int in_callback(const Standing&, int declaration) const;

 private:
  void of(const Moment&, const Standing&, const Mention&, int only, const Found&) const;
  [[nodiscard]] int bound(const Standing&, int declaration) const;

  const MachineFacts& facts_;
};

}  // namespace afterlife

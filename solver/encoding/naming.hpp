// What the names in an act mean: which instances it is done to. A name may mean several, of which one is picked.
//
//   z3::expr used = encoding.context.happens(e) && encoding.naming.targets(e, o);
//   z3::expr from = encoding.naming.other_targets(a, o);      // the collection that the take a takes from
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <z3++.h>

#include "solver/encoding/encoder.hpp"

namespace afterlife {

class NamingEncoder : Encoder {
 public:
  using Encoder::Encoder;

  [[nodiscard]] z3::expr targets(int event, int object);        // the act is done to the object, and it is born
  [[nodiscard]] z3::expr other_targets(int event, int object);  // the same of its second name
  [[nodiscard]] z3::expr done_to_something(int event);
  // Whether an act that has not happened could be done in the end, to an object that is ready for it.
  [[nodiscard]] z3::expr could_be_done(const Event&, bool second, const std::function<z3::expr(int object)>& ready);
  // The constants that say which instance was picked, of first names and then of second ones.
  [[nodiscard]] std::vector<z3::expr> picks() const;

 private:
  z3::expr pick(int event, int object, bool second);
  z3::expr binding_targets(const Event&, const Target&, int object, bool second, bool at_end);
  z3::expr aimed(const Event&, const std::vector<Target>&, int object, bool second, bool at_end = false);

  std::map<std::pair<int, int>, z3::expr> picks_, other_picks_;  // by event and object
};

}  // namespace afterlife

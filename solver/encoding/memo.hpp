// Formulas that were made, each once, by what they are about.
//
//   Memo<int, int> used(deadline);                                 // by object and moment
//   const z3::expr made = used.at(o, e, [&] { return encoding.deletions.cleaned(o, e); });
#pragma once

#include <map>
#include <tuple>

#include <z3++.h>

#include "model/kept.hpp"
#include "solver/util/deadline.hpp"

namespace afterlife {

template <class... Key>
class Memo {
 public:
  explicit Memo(Kept<Deadline> deadline) : deadline_(deadline) {}

  // Throws Stopped when the deadline passes while formulas are made.
  template <class Make>
  z3::expr at(Key... about, Make make) {
    const std::tuple key{about...};
    if (const auto found = formulas_.find(key); found != formulas_.end()) return found->second;
    deadline_.keep();
    const z3::expr made = make();
    formulas_.emplace(key, made);
    return made;
  }

 private:
  const Deadline& deadline_;
  std::map<std::tuple<Key...>, z3::expr> formulas_;
};

}  // namespace afterlife

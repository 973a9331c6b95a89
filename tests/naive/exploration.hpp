// Breadth-first over all reachable states; silent steps cost nothing, printed steps one. States are handed out by
// rising distance, each once, with everything that may happen next.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tests/naive/interpreter.hpp"

namespace afterlife::naive {

struct Visit {
  std::size_t number;      // of the state, from 0
  std::uint64_t distance;  // printed steps from the initial state, as few as possible
  const State& state;
  const std::vector<Step>& steps;
};

struct Explored {
  bool complete = true;  // false: the limit was reached
  std::size_t states = 0;
  std::vector<std::size_t> came_from;  // the state before, on a shortest way; only when asked for
};

// `visit` says whether to go on.
Explored explore(const Interpreter&, int loop_bound, std::size_t limit, const std::function<bool(const Visit&)>& visit);

}  // namespace afterlife::naive

// The scenarios that the differential tests speak of: files, random ones, small ones.
//
//   for_each_candidate(options, [&](const Candidate& c) { look_at(c.source); return true; });
#pragma once

#include <functional>
#include <string>

#include "model/diagnostic.hpp"
#include "tests/differential/options.hpp"

namespace afterlife::differential {

struct Candidate {
  Source source;
  bool generated = false;
  std::string repeat;  // the arguments that give this scenario again
};

// `visit` says whether to go on. Throws std::runtime_error where a file cannot be read.
void for_each_candidate(const Options&, const std::function<bool(const Candidate&)>& visit);

}  // namespace afterlife::differential

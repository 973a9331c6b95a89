// `afterlife export` in words: a line for each file, then how many there are.
//
//   out.write(render(question, file));             // "unsat    lookaside-wdf-1.smt2  never use-after-cleanup"
//   out.write(render(ExportedFiles{1, {}}, framework));
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "model/framework.hpp"
#include "solver/export.hpp"
#include "solver/util/stopped.hpp"

namespace afterlife {

struct ExportedFiles {
  std::size_t number = 0;
  std::optional<Stopped> stopped;  // why there are not more
};

std::string render(const ExportedQuestion&, const std::string& file);
std::string render(const ExportedFiles&, const Framework&);

}  // namespace afterlife

// A diagnostic: one mistake in an input file, as data.
//
//   lookaside.yaml:8:15: error[AL0301]: unknown type 'WDFLOKASIDE'
//     8 |   Lookaside: { type: WDFLOKASIDE, parent: Parent }
//       |                      ^^^^^^^^^^^
//     help: did you mean 'WDFLOOKASIDE'?
//
// Readers never throw and never stop at the first mistake: they return either a value or every
// diagnostic of the file, in the order of the file. Rendering (colour, carets) is the command line's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace afterlife {

// A stretch of one source file. Lines and columns count from 1, columns count bytes; `end_*` is one past
// the last character. `file` indexes the sources of whatever holds the span (0 is the main file).
struct Span {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;

  [[nodiscard]] bool known() const { return line != 0; }
  friend bool operator==(const Span&, const Span&) = default;
};

// A file as it was read: its name as the user gave it, and its text.
struct Source {
  std::string name;
  std::string text;
};

struct Diagnostic {
  std::string code;     // stable, "AL0301"; listed in docs/diagnostics.md
  std::string message;  // one sentence without a full stop
  std::string hint;     // what to do next; may be empty
  std::string file;     // name of the file
  Span at;              // where; unknown when the file could not be read at all
  std::string line;     // the text of the first line of `at`
};

using Diagnostics = std::vector<Diagnostic>;

// Either a value or everything that is wrong with the input.
template <class T>
using Read = tl::expected<T, Diagnostics>;

}  // namespace afterlife

// Columns, wrapping, and what must not reach a terminal.
#include "cli/terminal/layout.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/report/diagnostic.hpp"

namespace afterlife {
namespace {

TEST_CASE("wrapping keeps words whole and widths count code points") {
  CHECK(width("Größe") == 5);
  CHECK(padded("é", 3) == "é  ");
  CHECK(wrapped("one two  three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("incomprehensibilities at", 5) == std::vector<std::string>{"incomprehensibilities", "at"});
  CHECK(wrapped("", 5) == std::vector<std::string>{""});
}

TEST_CASE("numbers and their nouns") {
  CHECK(counted(0, "query", "queries") == "0 queries");
  CHECK(counted(1, "query", "queries") == "1 query");
}

TEST_CASE("control characters are shown, not sent") {
  CHECK(printable("a\x1b[31mb\x7f") == "a\\x1b[31mb\\x7f");
  CHECK(printable("two\nlines") == "two lines");
  CHECK(printable("\xC2\x9b 31m") == "\\x9b 31m");
  CHECK(printable("\xC2\xA0\xC3\xA9") == "\xC2\xA0\xC3\xA9");
  const Diagnostic mistake{"AL0103",
                           "a control character",
                           "",
                           "x\x1b[31m.yaml",
                           {.file = 0, .line = 1, .column = 2, .end_line = 1, .end_column = 3},
                           "a\x1b[31mb"};
  CHECK(render(mistake, false).find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace afterlife

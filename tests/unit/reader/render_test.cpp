#include <doctest/doctest.h>

#include "cli/report/diagnostic.hpp"

namespace afterlife {
namespace {

Diagnostic at(std::string line, std::uint32_t column, std::uint32_t end) {
  return {"AL0301", "unknown type 'BX'", "did you mean 'BOX'?", "a.yaml", {0, 12, column, 12, end}, std::move(line)};
}

}  // namespace

TEST_CASE("a diagnostic is the place, the line, a caret under the word, and what to do") {
  CHECK(render(at("  A: { type: BX }", 14, 16), false) ==
        "a.yaml:12:14: error[AL0301]: unknown type 'BX'\n"
        "  12 |   A: { type: BX }\n"
        "     |              ^^\n"
        "  help: did you mean 'BOX'?\n");
}

TEST_CASE("carets stay under the word after tabs and wide characters") {
  CHECK(render(at("\tA: BX", 5, 7), false).find("\n     | \t   ^^\n") != std::string::npos);
  // A two-byte letter is one column, a Chinese character two, a combining accent none.
  CHECK(render(at("\u00e4: BX", 5, 7), false).find("\n     |    ^^\n") != std::string::npos);
  CHECK(render(at("\u4e2d: BX", 6, 8), false).find("\n     |     ^^\n") != std::string::npos);
  CHECK(render(at("e\u0301: BX", 6, 8), false).find("\n     |    ^^\n") != std::string::npos);
  CHECK(render(at("x: \u4e2d\u6587", 4, 10), false).find("\n     |    ^^^^\n") != std::string::npos);
}

TEST_CASE("nothing to underline is still one caret") {
  CHECK(render(at("A:", 3, 3), false).find("\n     |   ^\n") != std::string::npos);
  CHECK(render(at("A:", 9, 9), false).find("\n     |   ^\n") != std::string::npos);
}

TEST_CASE("what ends in a later line is underlined to the end of its first") {
  Diagnostic d = at("A: [x,", 4, 2);
  d.at.end_line = 14;
  CHECK(render(d, false).find("\n     |    ^^^\n") != std::string::npos);
}

TEST_CASE("of a long line the part around the word is shown") {
  const std::string text = render(at(std::string(300, 'a') + "BX" + std::string(300, 'b'), 301, 303), false);
  CHECK(text.find("  12 | ..." + std::string(60, 'a') + "BX" + std::string(98, 'b') + "...\n") != std::string::npos);
  CHECK(text.find("     | " + std::string(63, ' ') + "^^\n") != std::string::npos);
}

TEST_CASE("without a place there is no line, without a hint no help") {
  const Diagnostic d = {"AL0101", "cannot read 'a.yaml'", "", "a.yaml", {}, ""};
  CHECK(render(d, false) == "a.yaml: error[AL0101]: cannot read 'a.yaml'\n");
  CHECK(render(Diagnostics{d, d}, false) ==
        "a.yaml: error[AL0101]: cannot read 'a.yaml'\n\na.yaml: error[AL0101]: cannot read 'a.yaml'\n");
}

TEST_CASE("colour is in escapes around the same text") {
  std::string text = render(at("  A: { type: BX }", 14, 16), true);
  CHECK(text.find("\x1b[1;31merror[AL0301]\x1b[0m") != std::string::npos);
  for (std::size_t i = text.find('\x1b'); i != std::string::npos; i = text.find('\x1b'))
    text.erase(i, text.find('m', i) - i + 1);
  CHECK(text == render(at("  A: { type: BX }", 14, 16), false));
}

}  // namespace afterlife

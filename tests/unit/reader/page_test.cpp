// docs/diagnostics.md shows every code, and the tool says exactly what the page says. With AFTERLIFE_PROMOTE set in the
// environment the page is rewritten from what the tool says.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "cli/report/diagnostic.hpp"
#include "model/reader/mistakes/codes.hpp"
#include "model/reader/reader.hpp"

namespace afterlife {
namespace {

const std::string kPage = std::string(AFTERLIFE_SOURCE_DIR) + "/docs/diagnostics.md";

struct Section {
  std::string code, title;
  std::string kind, input;  // of the example; empty when there is none
  std::string output;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string said_of(const std::string& kind, const std::string& input) {
  Diagnostics found;
  if (kind == "framework") {
    const Read<Framework> read = read_framework_source({"example.yaml", input});
    if (!read) found = read.error();
  } else {
    const Read<Scenario> read = read_scenario({"example.yaml", input}, read_framework("wdf").value());
    if (!read) found = read.error();
  }
  return render(found, false);
}

// Goes through the page; `visit` may replace the output of an example.
template <class Visit>
std::string walk(const std::vector<std::string>& lines, Visit visit) {
  std::ostringstream page;
  Section section;
  std::string* block = nullptr;
  for (const std::string& line : lines) {
    if (block != nullptr && line == "```") {
      if (block == &section.output) page << visit(section);
      block = nullptr;
    } else if (block != nullptr) {
      *block += line + "\n";
      if (block == &section.output) continue;
    } else if (line.starts_with("## ")) {
      section = {line.substr(3, 6), line.substr(11), {}, {}, {}};
    } else if (line.starts_with("```yaml ")) {
      section.kind = line.substr(8);
      block = &section.input;
    } else if (line == "```text") {
      block = &section.output;
    }
    page << line << '\n';
  }
  return page.str();
}

}  // namespace

TEST_CASE("every example on the page is what the tool says") {
  std::size_t examples = 0;
  walk(lines_of(kPage), [&](const Section& section) {
    if (std::getenv("AFTERLIFE_PROMOTE") == nullptr) {
      CAPTURE(section.code);
      CHECK(said_of(section.kind, section.input) == section.output);
      CHECK(section.output.find("error[" + section.code + "]") != std::string::npos);
    }
    ++examples;
    return section.output;
  });
  CHECK(examples > 40);
}

TEST_CASE("the page has every code of the table, in its order and with its title") {
  std::vector<std::string> headings;
  for (const std::string& line : lines_of(kPage))
    if (line.starts_with("## ")) headings.push_back(line.substr(3));
  std::vector<std::string> table;
  for (const CodeFacts& facts : diagnostic_codes())
    table.push_back(std::string(facts.code) + ": " + std::string(facts.title));
  CHECK(headings == table);
}

TEST_CASE("the page is rewritten on demand" * doctest::skip(std::getenv("AFTERLIFE_PROMOTE") == nullptr)) {
  const std::string page = walk(lines_of(kPage), [](const Section& s) { return said_of(s.kind, s.input); });
  std::ofstream(kPage) << page;
  CHECK(page.size() > 1000);
}

}  // namespace afterlife

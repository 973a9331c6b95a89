#include "model/reader/yaml/yaml.hpp"

#include <doctest/doctest.h>

#include "tests/unit/reader/support.hpp"

namespace afterlife {
namespace {

struct Parsed {
  Source source;
  Mistakes mistakes;
  std::optional<yaml::Tree> tree;
  explicit Parsed(std::string text) : source{"test.yaml", std::move(text)} {
    tree = yaml::parse(source, mistakes.add_file(source), mistakes);
  }
};

Span at(std::uint32_t line, std::uint32_t column, std::uint32_t end_line, std::uint32_t end_column) {
  return {0, line, column, end_line, end_column};
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("every value knows where it stands") {
  const Parsed parsed("a: one\nb: [two, 'three']\nc:\n  d: four\n\n# end\n");
  REQUIRE(parsed.tree);
  const yaml::Node& root = *parsed.tree->root;
  CHECK(root.find("a")->value->at == at(1, 4, 1, 7));
  CHECK(root.find("b")->key->at == at(2, 1, 2, 2));
  CHECK(root.find("b")->value->at == at(2, 4, 2, 18));
  CHECK(root.find("b")->value->entries[1].value->at == at(2, 10, 2, 17));
  CHECK(root.find("c")->value->at == at(4, 3, 4, 10));
}

TEST_CASE("columns count bytes, whatever the characters and the ends of lines") {
  const Parsed parsed("\u00e4\u20ac: \U0001F600 x\r\nb: [\u00fc, y]\r\nc: z\n");
  REQUIRE(parsed.tree);
  const yaml::Node& root = *parsed.tree->root;
  CHECK(root.entries[0].value->at == at(1, 8, 1, 14));
  CHECK(root.entries[1].value->entries[0].value->at == at(2, 5, 2, 7));
  CHECK(root.entries[1].value->entries[1].value->at == at(2, 9, 2, 10));
  CHECK(root.entries[2].value->at == at(3, 4, 3, 5));
}

TEST_CASE("only true and false are Booleans, and integers are decimal, octal or hexadecimal") {
  const Parsed parsed(
      "[true, false, yes, no, on, n, y, 'true', !!str true, 12, 012, -3, +4, 0x1F, 0o17, 0xG, 1.5, '7', 99999999999999999999, ~, '']");
  REQUIRE(parsed.tree);
  std::vector<std::string> seen;
  for (const yaml::Entry& entry : parsed.tree->root->entries) {
    const yaml::Node& node = *entry.value;
    if (const auto truth = yaml::boolean(node))
      seen.push_back(*truth ? "T" : "F");
    else if (const auto number = yaml::integer(node))
      seen.push_back(std::to_string(*number));
    else
      seen.push_back(node.is_null() ? "null" : node.text);
  }
  CHECK(seen == std::vector<std::string>{"T",
                                         "F",
                                         "yes",
                                         "no",
                                         "on",
                                         "n",
                                         "y",
                                         "true",
                                         "true",
                                         "12",
                                         "12",
                                         "-3",
                                         "4",
                                         "31",
                                         "15",
                                         "0xG",
                                         "1.5",
                                         "7",
                                         "9223372036854775807",
                                         "null",
                                         ""});
}

TEST_CASE("an alias is the value that it names") {
  const Parsed parsed("a: &x [1, 2]\nb: *x\n");
  REQUIRE(parsed.tree);
  CHECK(parsed.tree->root->find("a")->value == parsed.tree->root->find("b")->value);
}

TEST_CASE("what an alias stands for counts towards nesting") {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 70; ++i)
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  const Parsed parsed(text);
  CHECK_FALSE(parsed.tree);
  CHECK(parsed.mistakes.in_order().front().code == "AL0107");
}

TEST_CASE("nesting is refused above 64, not at it") {
  CHECK(Parsed(repeated("[", 64) + repeated("]", 64)).tree);
  CHECK_FALSE(Parsed(repeated("[", 65) + repeated("]", 65)).tree);
}

TEST_CASE("what is no text is refused where it begins to be none") {
  CHECK(
      test::mistakes_in("scenario: caf\xe9\n") ==
      "test.yaml:1:14: error[AL0103]: this byte is not UTF-8\n  1 | scenario: caf\\xe9\n    |              ^^^^\n  help: save the file as UTF-8\n");
  CHECK(test::codes_in(std::string("scenario: a\0b\n", 14)) == "AL0103");
  CHECK(test::codes_in("scenario: \xed\xa0\x80\n") == "AL0103");
  CHECK(test::codes_in("scenario: \xc0\xaf\n") == "AL0103");
  CHECK(test::codes_in("scenario: \x1b[31m\n") == "AL0103");
}

TEST_CASE("a byte order mark is no part of the text") {
  CHECK(test::codes_in("\xef\xbb\xbfscenario: marked\n").empty());
  CHECK(test::mistakes_in("\xef\xbb\xbfscenaro: marked\n").starts_with("test.yaml:1:1: error[AL0201]"));
}

TEST_CASE("tabs for indentation are refused with advice") {
  const std::string said = test::mistakes_in("scenario: tabs\nobjects:\n\tParent: {}\n");
  CHECK(said.find("test.yaml:3:1: error[AL0104]") == 0);
  CHECK(said.find("indent with spaces") != std::string::npos);
}

TEST_CASE("files without a value are empty") {
  for (const char* text : {"", "\n\n", "# only a comment\n", "---\n", "~\n"}) CHECK(test::codes_in(text) == "AL0105");
}

TEST_CASE("one file is one document") {
  CHECK(test::codes_in("scenario: a\n---\nscenario: b\n") == "AL0106");
  CHECK(test::codes_in("---\nscenario: a\n...\n").empty());
}

TEST_CASE("tags that mean something else are refused") {
  CHECK(test::codes_in("scenario: !!python/object x\n") == "AL0104");
  CHECK(test::codes_in("scenario: !!str 12\n").empty());
  CHECK(test::codes_in("scenario: !!binary aGk=\n") == "AL0104");
}

TEST_CASE("a flood of directives is refused at once") {
  CHECK(test::codes_in(repeated("%TAG !a! b\n", 100'000) + "---\nscenario: a\n") == "AL0104");
}

TEST_CASE("a file of more than 64 MB is refused") {
  CHECK(test::codes_in("scenario: a\n#" + std::string(yaml::kLargestFile, 'x')) == "AL0102");
}

TEST_CASE("files that cannot be read are refused") {
  CHECK(read_source("/nowhere/at/all.yaml").error().front().code == "AL0101");
  CHECK(render(read_source("/").error(), false) ==
        "/: error[AL0101]: '/' is a folder, not a file\n  help: name the files in it\n");
}

TEST_CASE("the key of the framework is found without the rest") {
  CHECK(framework_named_in({"x", "scenario: a\nobjects: { framework: no }\nframework: shelf\nobjects: [}"}) == "shelf");
  CHECK(framework_named_in({"x", "scenario: framework\nabout: a\n"}) == "wdf");
  CHECK(framework_named_in({"x", "framework: [a, b]\nabout: framework\n"}) == "wdf");
  CHECK(framework_named_in({"x", "]"}) == "wdf");
}

}  // namespace afterlife

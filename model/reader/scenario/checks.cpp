#include <algorithm>

#include "model/reader/mistakes/split.hpp"
#include "model/reader/reader.hpp"
#include "model/reader/scenario/context.hpp"
#include "model/reader/shipped.hpp"

namespace afterlife {
namespace {

const std::vector<std::pair<std::string_view, Expectation>>& expectations() {
  static const std::vector<std::pair<std::string_view, Expectation>> words = {{"holds", Expectation::holds},
                                                                              {"violated", Expectation::violated},
                                                                              {"vacuous", Expectation::vacuous},
                                                                              {"unknown", Expectation::unknown}};
  return words;
}

Words known_readings(const ScenarioContext& context) {
  Words names = {context.framework.name};
  for (const ShippedFile& file : shipped_files()) names.push_back(file.name);
  return names;
}

void read_expectation_map(ScenarioContext& context, const yaml::Node& map, Check& check) {
  const Words readings = known_readings(context);
  for (const yaml::Entry& entry : map.entries) {
    if (!entry.key->is_scalar()) continue;
    const std::string& reading = entry.key->text;
    // A scenario whose own framework is a file may name that reading, also while another one is asked; but not one that
    // is nearly a known one.
    const std::string& own = context.scenario.framework;
    const bool of_a_file = own.find('/') != std::string::npos || own.ends_with(".yaml");
    const std::string nearly = context.mistakes.did_you_mean(reading, readings);
    const bool known = std::ranges::find(readings, reading) != readings.end();
    if (!known && !(of_a_file && nearly.empty()))
      context.mistakes.add(Mistake::unknown_reading, entry.key->at, "unknown reading " + in_quotes(reading), nearly);
    const std::optional<Expectation> expected = context.shape.choice(*entry.value, "'expect'", expectations());
    if (!expected || reading != context.framework.name) continue;
    check.expect = *expected;
    check.expectation_is_written = true;
  }
}

class CheckReader {
 public:
  explicit CheckReader(ScenarioContext& context) : context_(context), shape_(context.shape) {}

  std::optional<Check> read(const yaml::Node& node);

 private:
  bool read_question(const yaml::Entry&, Check&);
  bool read_hazard(const yaml::Node&, Check&);
  bool read_order_of(const yaml::Node&, Check&);
  void unknown_hazard(const Span& at, std::string_view word);

  ScenarioContext& context_;
  Shape& shape_;
};

std::optional<Check> CheckReader::read(const yaml::Node& node) {
  static const Words questions = {"never", "always", "possible"};
  if (!shape_.is_map(node, "a check")) return std::nullopt;
  shape_.keys(node, {"never", "always", "possible", "expect"}, "a check");
  Check check;
  const yaml::Entry* question = nullptr;
  for (const yaml::Entry& entry : node.entries) {
    if (!entry.key->is_scalar() || std::ranges::find(questions, entry.key->text) == questions.end()) continue;
    if (question != nullptr && question->key->text != entry.key->text)
      context_.mistakes.add(Mistake::wrong_shape, entry.key->at, "a check asks one question, and this is the second",
                            "begin each check with a dash of its own");
    if (question == nullptr) question = &entry;
  }
  if (const yaml::Node* expect = Shape::get(node, "expect")) {
    if (expect->is_mapping()) {
      read_expectation_map(context_, *expect, check);
    } else {
      check.expect = shape_.choice(*expect, "'expect'", expectations()).value_or(check.expect);
      check.expectation_is_written = true;
    }
  }
  if (question == nullptr) {
    context_.mistakes.add(Mistake::missing_key, node.entries.empty() ? node.at : node.entries.front().key->at,
                          "a check needs one of the keys " + listed(questions, "or"));
    return std::nullopt;
  }
  check.at = question->key->at;
  if (question->value->at.line == check.at.line)
    check.at.end_column = std::max(check.at.end_column, question->value->at.end_column);
  return read_question(*question, check) ? std::optional(std::move(check)) : std::nullopt;
}

bool CheckReader::read_question(const yaml::Entry& question, Check& check) {
  const std::string& word = question.key->text;
  const yaml::Node& value = *question.value;
  if (!shape_.word(value, in_quotes(word))) return false;
  const std::vector<Part> parts = split(value.text);
  const bool is_order = std::ranges::any_of(
      parts, [&](const Part& p) { return value.text.compare(p.begin, p.end - p.begin, "before") == 0; });
  if (word == "never" && !is_order) return read_hazard(value, check);
  check.kind = word == "always"     ? Check::Kind::always
               : word == "possible" ? Check::Kind::possible
                                    : Check::Kind::never_order;
  if (!is_order && hazard_named(value.text)) {
    context_.mistakes.add(Mistake::wrong_value, value.at,
                          in_quotes(word) + " needs an order of events, and " + in_quotes(value.text) + " is a hazard",
                          "a hazard is asked about with 'never'");
    return false;
  }
  const bool is_read = read_order_of(value, check);
  check.text = word + " " + check.order.first.text + " before " + check.order.then.text;
  return is_read;
}

bool CheckReader::read_order_of(const yaml::Node& value, Check& check) {
  std::optional<Order> order = read_order(context_, value);
  if (!order) return false;
  check.order = std::move(*order);
  return true;
}

void CheckReader::unknown_hazard(const Span& at, std::string_view word) {
  Words known;
  for (const Hazard hazard : context_.framework.hazards) known.push_back(facts(hazard).id);
  std::string hint = context_.mistakes.did_you_mean(word, known);
  if (hint.empty() && word.find('.') != std::string_view::npos)
    hint = "an order of events is written 'A.cleanup before B.destroy'";
  const bool exists = hazard_named(word).has_value();
  context_.mistakes.add(
      Mistake::unknown_hazard, at,
      exists ? "the framework " + in_quotes(context_.framework.name) + " does not know the hazard " + in_quotes(word)
             : "unknown hazard " + in_quotes(word),
      hint);
}

bool CheckReader::read_hazard(const yaml::Node& value, Check& check) {
  const std::vector<Part> parts = split(value.text);
  const auto text = [&](std::size_t i) {
    return std::string_view(value.text).substr(parts[i].begin, parts[i].end - parts[i].begin);
  };
  if (parts.empty() || (parts.size() != 1 && (parts.size() != 3 || text(1) != "of"))) {
    context_.mistakes.add(Mistake::wrong_value, value.at,
                          in_quotes(value.text) + " is neither a hazard nor an order of events",
                          "write 'leak', 'leak of Name' or 'A.cleanup before B.destroy', for instance");
    return false;
  }
  const std::optional<Hazard> hazard = hazard_named(text(0));
  const bool known =
      hazard && std::ranges::find(context_.framework.hazards, *hazard) != context_.framework.hazards.end();
  if (!known) unknown_hazard(context_.mistakes.part(value.at, value.text, parts[0].begin, parts[0].end), text(0));
  if (known) check.hazard = *hazard;
  check.text = "never " + std::string(text(0));
  if (parts.size() == 1) return known;
  check.text += " of " + std::string(text(2));
  check.of = read_subject(context_, value, parts[2].begin, parts[2].end);
  if (known && !facts(*hazard).about_objects) {
    context_.mistakes.add(
        Mistake::wrong_value, context_.mistakes.part(value.at, value.text, parts[1].begin, parts[2].end),
        in_quotes(text(0)) + " is not about one object", "leave out 'of " + std::string(text(2)).substr(0, 64) + "'");
    return false;
  }
  return known && check.of.has_value();
}

}  // namespace

std::vector<Check> read_checks(ScenarioContext& context, const yaml::Node& node) {
  std::vector<Check> checks;
  if (!context.shape.is_list(node, "'check'")) return checks;
  CheckReader reader(context);
  for (const yaml::Entry& entry : node.entries)
    if (std::optional<Check> check = reader.read(*entry.value)) checks.push_back(std::move(*check));
  return checks;
}

}  // namespace afterlife

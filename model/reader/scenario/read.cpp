#include <array>

#include "model/reader/reader.hpp"
#include "model/reader/scenario/context.hpp"
#include "model/reader/shipped.hpp"
#include "model/reader/yaml/scalars.hpp"

namespace afterlife {
namespace {

const Words& top_level_keys() {
  static const Words keys = {"scenario", "about", "framework", "objects",  "threads", "locks",
                             "signals",  "flags", "assume",    "teardown", "check",   "bounds"};
  return keys;
}

void read_heading(ScenarioContext& context, const yaml::Node& root) {
  Shape& shape = context.shape;
  context.scenario.framework = default_reading();
  if (const yaml::Node* title = Shape::get(root, "scenario")) {
    context.scenario.title = shape.word(*title, "'scenario'").value_or("");
  } else {
    shape.missing_key(root, "scenario", "a scenario");
  }
  if (const yaml::Node* about = Shape::get(root, "about"))
    context.scenario.about = shape.word(*about, "'about'").value_or("");
  if (const yaml::Node* framework = Shape::get(root, "framework"))
    context.scenario.framework = shape.word(*framework, "'framework'").value_or("");
}

void read_whole(ScenarioContext& context, const yaml::Node& root) {
  if (!context.shape.is_map(root, "a scenario")) return;
  context.shape.keys(root, top_level_keys(), "a scenario");
  read_heading(context, root);
  declare_names(context, root);
  read_objects(context);
  read_threads(context);
  read_bodies(context, root);
  settle_parents(context);
  judge_locks(context);
  read_questions(context, root);
  fill_in_defaults(context, root);
}

void ask(ScenarioContext& context, const Source& question, std::uint32_t file) {
  yaml::Node node;
  node.plain = true;
  node.text = question.text;
  node.at = {file, 1, 1, 1, static_cast<std::uint32_t>(question.text.size()) + 1};
  const std::optional<Order> order = read_order(context, node);
  context.scenario.checks.clear();
  if (!order) return;
  for (const Check::Kind kind : {Check::Kind::always, Check::Kind::possible}) {
    Check check;
    check.kind = kind;
    check.order = *order;
    check.text = order->first.text + " before " + order->then.text;
    context.scenario.checks.push_back(std::move(check));
  }
}

}  // namespace

ScenarioContext::ScenarioContext(const Framework& f, Mistakes& m) : framework(f), mistakes(m), shape(m) {
  for (const TypeDecl& type : framework.types) {
    types.emplace(type.name, &type);
    type_names.push_back(type.name);
  }
}

namespace {

// `question`: instead of the checks of the file, where there is one.
Read<Scenario> read(const Source& given, const Framework& framework, const std::optional<std::string>& question,
                    const Proceed& proceed) {
  Source source = {given.name, std::string(yaml::without_mark(given.text))};
  const Source asked{"question", question.value_or("")};
  Mistakes mistakes(proceed);
  const std::uint32_t file = mistakes.add_file(source), asked_file = mistakes.add_file(asked);
  const std::optional<yaml::Tree> tree = yaml::parse(source, file, mistakes);
  if (!tree) return tl::unexpected(mistakes.in_order());
  ScenarioContext context(framework, mistakes);
  read_whole(context, *tree->root);
  if (question) ask(context, asked, asked_file);
  if (!mistakes.empty()) return tl::unexpected(mistakes.in_order());
  context.scenario.source = std::move(source);
  return std::move(context.scenario);
}

}  // namespace

Read<Scenario> read_scenario(const Source& source, const Framework& framework, const Proceed& proceed) {
  return read(source, framework, std::nullopt, proceed);
}

Read<Scenario> read_scenario_asking(const Source& source, const Framework& framework, const std::string& question,
                                    const Proceed& proceed) {
  return read(source, framework, question, proceed);
}

std::string framework_named_in(const Source& source, const Proceed& proceed) {
  const std::optional<yaml::Scalar> named = yaml::top_level_scalar(source, "framework", proceed);
  return named ? named->text : default_reading();
}

}  // namespace afterlife

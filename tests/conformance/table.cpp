#include "tests/conformance/table.hpp"

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "model/reader/yaml/yaml.hpp"

namespace afterlife::conformance {
namespace {

const std::string kFolder = std::string(AFTERLIFE_SOURCE_DIR) + "/tests/conformance/";

template <class T>
T value_of(const Read<T>& read) {
  if (read) return *read;
  const Diagnostic& first = read.error().front();
  throw std::runtime_error(first.file + ":" + std::to_string(first.at.line) + ": " + first.message);
}

[[noreturn]] void refuse(const std::string& run, const std::string& what) {
  throw std::runtime_error("runs.yaml: " + run + ": " + what);
}

std::set<std::string> deviating(const std::string& run, const yaml::Node& node) {
  const yaml::Entry* readings = node.find("readings");
  if (readings == nullptr || node.find("because") == nullptr) refuse(run, "deviates needs `readings` and `because`");
  std::set<std::string> names;
  for (const yaml::Entry& reading : readings->value->entries) names.insert(reading.value->text);
  return names;
}

Run run_from(const std::string& name, const yaml::Node& node) {
  Run run;
  for (const auto& [key, value] : node.entries) {
    if (key->text == "observed")
      run.observed = order_from(value->text);
    else if (key->text == "only")
      run.only = yaml::boolean(*value).value();
    else if (key->text == "not-only")
      run.not_only = value->text;
    else if (key->text == "excluded")
      run.excluded = value->text;
    else if (key->text == "deadlock")
      run.deadlock = yaml::boolean(*value).value();
    else if (key->text == "deviates")
      run.deviating = deviating(name, *value);
    else
      refuse(name, "unknown key " + key->text);
  }
  if (run.only + !run.not_only.empty() + !run.excluded.empty() != 1) refuse(name, "one of only, not-only, excluded");
  if (node.find("observed") == nullptr) refuse(name, "nothing observed");
  return run;
}

const yaml::Node& part(const yaml::Tree& tree, const char* name) {
  const yaml::Entry* found = tree.root->find(name);
  if (found == nullptr) throw std::runtime_error("runs.yaml: no " + std::string(name));
  return *found->value;
}

}  // namespace

Table read_table() {
  const Source source = value_of(read_source(kFolder + "runs.yaml"));
  Mistakes mistakes;
  const std::optional<yaml::Tree> tree = yaml::parse(source, mistakes.add_file(source), mistakes);
  if (!tree || !mistakes.empty()) throw std::runtime_error("runs.yaml: " + mistakes.in_order().front().message);
  Table table;
  for (const auto& [key, value] : part(*tree, "runs").entries) table.runs[key->text] = run_from(key->text, *value);
  for (const auto& [key, value] : part(*tree, "not-expressible").entries)
    table.not_expressible[key->text] = value->text;
  return table;
}

std::set<std::string> scenario_files() {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kFolder + "runs")) names.insert(file.path().stem());
  return names;
}

Scenario scenario_of(const std::string& run, const Framework& framework) {
  return value_of(read_scenario(value_of(read_source(kFolder + "runs/" + run + ".yaml")), framework));
}

Order order_from(const std::string& words) {
  std::istringstream in(words);
  Order order;
  for (std::string word; in >> word;) order.push_back(word);
  return order;
}

std::string to_string(const Order& order) {
  std::string text;
  for (const std::string& begin : order) text += (text.empty() ? "" : " ") + begin;
  return text.empty() ? "nothing" : text;
}

}  // namespace afterlife::conformance

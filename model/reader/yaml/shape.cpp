#include "model/reader/yaml/shape.hpp"

namespace afterlife {
namespace {

std::string_view kind_of(const yaml::Node& node) {
  if (node.is_null()) return "nothing";
  if (node.is_scalar()) return node.plain ? "a single value" : "a text in quotes";
  return node.is_sequence() ? "a list" : "a map";
}

}  // namespace

const std::vector<std::pair<std::string_view, Irql>>& irqls() {
  static const std::vector<std::pair<std::string_view, Irql>> levels = {{"passive", Irql::passive},
                                                                        {"dispatch", Irql::dispatch}};
  return levels;
}

void Shape::wrong_shape(const yaml::Node& node, std::string_view what, std::string_view wanted) {
  std::string hint;
  if (wanted == "a list") hint = "write it in brackets or with dashes: [ ... ]; an empty list is []";
  if (wanted == "a name or a list of names") hint = "write the name alone, or several in brackets: [A, B]";
  if (wanted == "a map") hint = "write keys and values: { key: value }";
  mistakes_.add(Mistake::wrong_shape, node.at,
                std::string(what) + " must be " + std::string(wanted) + ", and this is " + std::string(kind_of(node)),
                hint);
}

bool Shape::is_map(const yaml::Node& node, std::string_view what) {
  mistakes_.proceed();
  if (node.is_mapping()) return true;
  wrong_shape(node, what, "a map");
  return false;
}

bool Shape::is_list(const yaml::Node& node, std::string_view what) {
  if (node.is_sequence()) return true;
  wrong_shape(node, what, "a list");
  return false;
}

void Shape::unknown_key(const yaml::Node& key, const Words& known, std::string_view what) {
  std::string hint = mistakes_.did_you_mean(key.text, known);
  constexpr std::size_t kMostWordsListed = 16;
  if (hint.empty() && known.size() <= kMostWordsListed) hint = "known keys are " + listed(known);
  mistakes_.add(Mistake::unknown_key, key.at, "unknown key " + in_quotes(key.text) + " in " + std::string(what), hint);
}

void Shape::keys(const yaml::Node& map, const Words& known, std::string_view what) {
  for (const yaml::Entry& entry : map.entries) {
    mistakes_.proceed();
    if (!entry.key->is_scalar()) continue;  // said already
    bool found = false;
    for (const std::string_view word : known) found = found || word == entry.key->text;
    if (!found) unknown_key(*entry.key, known, what);
  }
}

void Shape::missing_key(const yaml::Node& map, std::string_view key, std::string_view what) {
  Span at = map.at;
  if (map.is_mapping() && at.end_line != at.line && !map.entries.empty()) at = map.entries.front().key->at;
  mistakes_.add(Mistake::missing_key, at, std::string(what) + " needs the key " + in_quotes(key));
}

const yaml::Node* Shape::get(const yaml::Node& map, std::string_view key) {
  const yaml::Entry* entry = map.find(key);
  return entry == nullptr ? nullptr : entry->value;
}

std::optional<std::string> Shape::word(const yaml::Node& node, std::string_view what) {
  if (node.is_scalar() && !node.is_null()) {
    if (!node.text.empty()) return node.text;
    mistakes_.add(Mistake::wrong_shape, node.at, std::string(what) + " must say something, and this is empty");
    return std::nullopt;
  }
  wrong_shape(node, what, "a single value");
  return std::nullopt;
}

std::optional<bool> Shape::truth(const yaml::Node& node, std::string_view what) {
  if (const std::optional<bool> value = yaml::boolean(node)) return value;
  if (node.is_scalar() && !node.is_null() && node.plain)
    unknown_value(node, what, {"true", "false"});
  else
    wrong_shape(node, what, "true or false");
  return std::nullopt;
}

std::optional<int> Shape::number(const yaml::Node& node, std::string_view what, int least, int most, Mistake mistake) {
  const std::optional<long long> value = yaml::integer(node);
  if (!value) {
    wrong_shape(node, what, "a whole number");
    return std::nullopt;
  }
  if (*value >= least && *value <= most) return static_cast<int>(*value);
  mistakes_.add(mistake, node.at,
                std::string(what) + " must be between " + std::to_string(least) + " and " + std::to_string(most));
  return std::nullopt;
}

std::vector<const yaml::Node*> Shape::words(const yaml::Node& node, std::string_view what, bool single) {
  std::vector<const yaml::Node*> found;
  if (single && node.is_scalar()) {
    if (word(node, what)) found.push_back(&node);
    return found;
  }
  if (!node.is_sequence()) {
    wrong_shape(node, what, single ? "a name or a list of names" : "a list");
    return found;
  }
  for (const yaml::Entry& entry : node.entries)
    if (word(*entry.value, "each of " + std::string(what))) found.push_back(entry.value);
  return found;
}

void Shape::unknown_value(const yaml::Node& node, std::string_view what, const Words& known) {
  std::string hint = mistakes_.did_you_mean(node.text, known);
  if (hint.empty()) hint = "it is one of " + listed(known, "or");
  mistakes_.add(Mistake::wrong_value, node.at, in_quotes(node.text) + " is no value for " + std::string(what), hint);
}

}  // namespace afterlife

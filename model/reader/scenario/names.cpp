#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

// A map from names to declarations. Nothing, and a note that names are missing, when it is something else.
const yaml::Node* section(ScenarioContext& context, const yaml::Node& root, std::string_view key) {
  const yaml::Node* node = Shape::get(root, key);
  if (node == nullptr || (node->is_mapping())) return node;
  context.shape.is_map(*node, in_quotes(key));
  context.names.incomplete = true;
  return nullptr;
}

// The map of a declaration; none when it is left empty (`Parent:`) or is something else.
const yaml::Node* body_of(ScenarioContext& context, const yaml::Entry& entry, std::string_view what) {
  if (entry.value->is_null()) return nullptr;
  return context.shape.is_map(*entry.value, std::string(what) + " " + in_quotes(entry.key->text)) ? entry.value
                                                                                                  : nullptr;
}

void declare_objects(ScenarioContext& context, const yaml::Node& map) {
  context.scenario.objects.reserve(map.entries.size());
  context.objects.reserve(map.entries.size());
  context.names.expect(map.entries.size());
  for (const yaml::Entry& entry : map.entries) {
    if (!entry.key->is_scalar()) continue;
    const int index = static_cast<int>(context.scenario.objects.size());
    ObjectDecl& object = context.scenario.objects.emplace_back();
    object.name = entry.key->text;
    object.at = entry.key->at;
    ObjectSource& source = context.objects.emplace_back();
    source.key = entry.key;
    source.body = body_of(context, entry, "the object");
    context.names.declare(entry.key->text, {EntityKind::object, index}, entry.key->at, context.mistakes);
  }
}

void declare_threads(ScenarioContext& context, const yaml::Node& map) {
  for (const yaml::Entry& entry : map.entries) {
    if (!entry.key->is_scalar()) continue;
    const int index = static_cast<int>(context.scenario.threads.size());
    ThreadDecl& thread = context.scenario.threads.emplace_back();
    thread.name = entry.key->text;
    thread.at = entry.key->at;
    context.thread_bodies.push_back(body_of(context, entry, "the thread"));
    context.names.declare(entry.key->text, {EntityKind::thread, index}, entry.key->at, context.mistakes);
  }
}

void declare_list(ScenarioContext& context, const yaml::Node& root, std::string_view key, EntityKind kind,
                  std::vector<std::string>& names) {
  const yaml::Node* list = Shape::get(root, key);
  if (list == nullptr) return;
  if (!list->is_sequence()) context.names.incomplete = true;
  for (const yaml::Node* word : context.shape.words(*list, in_quotes(key), false)) {
    context.names.declare(word->text, {kind, static_cast<int>(names.size())}, word->at, context.mistakes);
    names.push_back(word->text);
  }
}

}  // namespace

void declare_names(ScenarioContext& context, const yaml::Node& root) {
  if (const yaml::Node* objects = section(context, root, "objects")) declare_objects(context, *objects);
  if (const yaml::Node* threads = section(context, root, "threads")) declare_threads(context, *threads);
  Scenario& scenario = context.scenario;
  declare_list(context, root, "locks", EntityKind::lock, scenario.locks);
  declare_list(context, root, "signals", EntityKind::signal, scenario.signals);
  declare_list(context, root, "flags", EntityKind::flag, scenario.flags);
}

}  // namespace afterlife

#include <algorithm>

#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

// More instances than this are a slip of the keyboard, and would fill the memory.
constexpr int kMostInstances = 100'000;
constexpr long long kMostInstancesOfAll = 1'000'000;

const Words& object_keys() {
  static const Words keys = {"type", "parent",          "from",     "count",
                             "pool", "execution-level", "periodic", "overlapping-runs"};
  return keys;
}

void read_type(ScenarioContext& context, ObjectDecl& object, ObjectSource& source) {
  const yaml::Node* node = source.body == nullptr ? nullptr : Shape::get(*source.body, "type");
  if (node == nullptr) {
    object.type = context.framework.general_type;
    if (object.type.empty())
      context.mistakes.add(Mistake::no_general_type, source.key->at,
                           "the object " + in_quotes(object.name) + " names no type, and the framework " +
                               in_quotes(context.framework.name) + " has no general one",
                           "add 'type'");
  } else {
    object.type = context.shape.word(*node, "'type'").value_or("");
  }
  if (object.type.empty()) return;
  const auto found = context.types.find(object.type);
  if (found != context.types.end()) {
    source.type = found->second;
    object.is_lock = source.type->has_role("lock");
    return;
  }
  context.mistakes.add(Mistake::unknown_type, node == nullptr ? source.key->at : node->at,
                       "unknown type " + in_quotes(object.type),
                       context.mistakes.did_you_mean(object.type, context.type_names));
}

std::optional<int> read_relative(ScenarioContext& context, const yaml::Node& node, std::string_view key) {
  if (!context.shape.word(node, in_quotes(key))) return std::nullopt;
  const Named* named = resolve(context, node, 0, node.text.size(), {key, {EntityKind::object}, {}, true});
  return named == nullptr ? std::nullopt : std::optional(named->index);
}

void read_properties(ScenarioContext& context, ObjectDecl& object, const ObjectSource& source) {
  const yaml::Node& body = *source.body;
  Shape& shape = context.shape;
  if (const yaml::Node* count = Shape::get(body, "count"))
    object.count = shape.number(*count, "'count'", 1, kMostInstances, Mistake::bad_count).value_or(1);
  if (const yaml::Node* pool = Shape::get(body, "pool"))
    object.pool =
        shape.choice<std::string>(*pool, "'pool'", {{"paged", "paged"}, {"nonpaged", "nonpaged"}}).value_or("");
  if (const yaml::Node* level = Shape::get(body, "execution-level"))
    object.execution_level = shape.choice(*level, "'execution-level'", irqls());
  if (const yaml::Node* runs = Shape::get(body, "overlapping-runs"))
    object.overlapping_runs = shape.number(*runs, "'overlapping-runs'", 1, 1000).value_or(1);
  const yaml::Entry* periodic = body.find("periodic");
  if (periodic == nullptr) return;
  object.periodic = shape.truth(*periodic->value, "'periodic'").value_or(false);
  if (object.periodic && source.type != nullptr && !source.type->has_role("timer"))
    context.mistakes.add(Mistake::wrong_kind, periodic->key->at,
                         "'periodic' is for timers, and " + in_quotes(object.name) + " is a " + source.type->name);
}

void read_object(ScenarioContext& context, int index) {
  ObjectDecl& object = context.scenario.objects[static_cast<std::size_t>(index)];
  ObjectSource& source = context.objects[static_cast<std::size_t>(index)];
  read_type(context, object, source);
  if (source.body == nullptr) return;
  if (const yaml::Node* parent = Shape::get(*source.body, "parent")) {
    source.parent_given = true;
    source.parent_at = parent->at;
    object.parent = read_relative(context, *parent, "parent");
  }
  if (const yaml::Node* from = Shape::get(*source.body, "from")) {
    source.from_at = from->at;
    object.from = read_relative(context, *from, "from");
  }
  read_properties(context, object, source);
}

// Every callback that some type of the framework has, with the first such type.
using Callbacks = std::unordered_map<std::string_view, const TypeDecl*>;

Callbacks all_callbacks(const Framework& framework) {
  Callbacks callbacks;
  for (const TypeDecl& type : framework.types)
    for (const CallbackType& callback : type.callbacks) callbacks.emplace(callback.name, &type);
  return callbacks;
}

void wrong_callback(ScenarioContext& context, const ObjectSource& source, const yaml::Entry& entry,
                    const Callbacks& callbacks) {
  const std::string& name = entry.key->text;
  Words of_type;
  for (const CallbackType& callback : source.type->callbacks) of_type.push_back(callback.name);
  if (const auto known = callbacks.find(name); known != callbacks.end()) {
    context.mistakes.add(
        Mistake::unknown_callback, entry.key->at, "a " + source.type->name + " has no callback " + in_quotes(name),
        "a " + known->second->name + " has it; the callbacks of a " + source.type->name + " are " + listed(of_type));
    return;
  }
  if (entry.value->is_sequence()) {
    std::string hint = context.mistakes.did_you_mean(name, of_type);
    if (hint.empty()) hint = "its callbacks are " + listed(of_type);
    context.mistakes.add(Mistake::unknown_callback, entry.key->at,
                         "a " + source.type->name + " has no callback " + in_quotes(name), hint);
    return;
  }
  Words known = object_keys();
  known.insert(known.end(), of_type.begin(), of_type.end());
  context.shape.unknown_key(*entry.key, known, "the object " + in_quotes(source.key->text));
}

void store(ObjectDecl& object, Callback callback) {
  switch (callback.kind) {
    case CallbackKind::cleanup: object.cleanup = std::move(callback); break;
    case CallbackKind::destroy: object.destroy = std::move(callback); break;
    case CallbackKind::entry: object.entry = std::move(callback); break;
    case CallbackKind::removal: object.removals.push_back(std::move(callback)); break;
  }
}

void read_callbacks(ScenarioContext& context, int index, const Callbacks& callbacks) {
  const ObjectSource& source = context.objects[static_cast<std::size_t>(index)];
  if (source.body == nullptr) return;
  for (const yaml::Entry& entry : source.body->entries) {
    if (!entry.key->is_scalar()) continue;
    const std::string& name = entry.key->text;
    bool is_property = false;
    for (const std::string_view key : object_keys()) is_property = is_property || key == name;
    if (is_property) continue;
    const CallbackType* type = source.type == nullptr ? nullptr : source.type->callback(name);
    if (type == nullptr && source.type != nullptr) wrong_callback(context, source, entry, callbacks);
    // The body is read also where the callback is unknown: it may hold mistakes of its own.
    if (type == nullptr && !entry.value->is_sequence()) continue;
    Callback callback;
    callback.name = name;
    callback.kind = type == nullptr ? CallbackKind::entry : type->kind;
    callback.at = entry.key->at;
    callback.body = read_body(context, *entry.value, in_quotes(name), {index});
    store(context.scenario.objects[static_cast<std::size_t>(index)], std::move(callback));
  }
}

// What follows from the rest: the framework's order of removal callbacks, an entry callback that does nothing where
// none is written (also where the type has none: a run, or the completion of a request, is what it is), and the pool of
// what an object was allocated from.
void settle_object(ScenarioContext& context, std::size_t i) {
  ObjectDecl& object = context.scenario.objects[i];
  const std::vector<std::string>& order = context.framework.removal_order;
  std::ranges::stable_sort(object.removals, {},
                           [&](const Callback& callback) { return std::ranges::find(order, callback.name); });
  const TypeDecl* type = context.objects[i].type;
  if (context.objects[i].runs && !object.entry && type != nullptr)
    object.entry = Callback{
        std::string(type->entry() != nullptr ? type->entry()->name : kNamelessRun), CallbackKind::entry, {}, object.at};
  const yaml::Node* body = context.objects[i].body;
  const yaml::Entry* overlapping = body == nullptr ? nullptr : body->find("overlapping-runs");
  if (overlapping != nullptr && !object.entry && type != nullptr && type->entry() == nullptr)
    context.mistakes.add(
        Mistake::wrong_kind, overlapping->key->at,
        "'overlapping-runs' is for what runs, and nothing enqueues or sends " + in_quotes(object.name));
  std::size_t steps = 0;  // `from` may still go in a circle here
  for (std::optional<int> from = object.from; from && object.pool.empty() && steps < context.objects.size(); ++steps) {
    const ObjectDecl& allocator = context.scenario.objects[static_cast<std::size_t>(*from)];
    object.pool = allocator.pool;
    from = allocator.from;
  }
}

void judge_instances(ScenarioContext& context) {
  long long instances = 0;
  for (const ObjectDecl& object : context.scenario.objects) {
    instances += object.count;
    if (instances <= kMostInstancesOfAll) continue;
    context.mistakes.add(Mistake::bad_count, object.at,
                         "the objects have more than " + std::to_string(kMostInstancesOfAll) + " instances together");
    return;
  }
}

}  // namespace

void read_objects(ScenarioContext& context) {
  for (std::size_t i = 0; i < context.objects.size(); ++i) read_object(context, static_cast<int>(i));
  judge_instances(context);
}

void read_threads(ScenarioContext& context) {
  static const Words keys = {"does", "holds", "irql"};
  for (std::size_t i = 0; i < context.thread_bodies.size(); ++i) {
    const yaml::Node* body = context.thread_bodies[i];
    if (body == nullptr) continue;
    ThreadDecl& thread = context.scenario.threads[i];
    context.shape.keys(*body, keys, "the thread " + in_quotes(thread.name));
    if (const yaml::Node* irql = Shape::get(*body, "irql"))
      thread.irql = context.shape.choice(*irql, "'irql'", irqls()).value_or(Irql::passive);
    const yaml::Node* holds = Shape::get(*body, "holds");
    if (holds == nullptr) continue;
    for (const yaml::Node* word : context.shape.words(*holds, "'holds'", true)) {
      const std::optional<Mention> mention =
          read_mention(context, *word, {"holds", {EntityKind::object}, {}, false}, {});
      if (!mention) continue;
      if (mention->which == Mention::Which::each)
        context.mistakes.add(Mistake::instance_not_wanted, word->at, "'holds' takes no 'each'",
                             "a bare name means all instances there");
      thread.holds.push_back(*mention);
    }
  }
}

void read_bodies(ScenarioContext& context, const yaml::Node& root) {
  const Callbacks callbacks = all_callbacks(context.framework);
  for (std::size_t i = 0; i < context.objects.size(); ++i) read_callbacks(context, static_cast<int>(i), callbacks);
  for (std::size_t i = 0; i < context.thread_bodies.size(); ++i) {
    const yaml::Node* body = context.thread_bodies[i];
    const yaml::Node* does = body == nullptr ? nullptr : Shape::get(*body, "does");
    if (does != nullptr) context.scenario.threads[i].does = read_body(context, *does, "'does'", {});
  }
  if (const yaml::Node* teardown = Shape::get(root, "teardown"))
    context.scenario.teardown = read_body(context, *teardown, "'teardown'", {});
  for (std::size_t i = 0; i < context.objects.size(); ++i) settle_object(context, i);
}

}  // namespace afterlife

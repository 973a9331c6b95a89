// What names of a framework file may not be: no word has two meanings in a scenario, in a log or on the command line.
#include <algorithm>
#include <unordered_set>

#include "model/action.hpp"
#include "model/reader/framework/context.hpp"

namespace afterlife {
namespace {

// Keys of an object beside its callbacks, its other events and those of a thread, and what may stand for a name or an
// agent.
const Words& taken_words() {
  static const Words words = {"type",     "parent",
                              "from",     "count",
                              "pool",     "execution-level",
                              "periodic", "overlapping-runs",
                              "cleanup",  "destroy",
                              "create",   "end",
                              "run",      "self",
                              "each",     "before",
                              "of",       "framework",
                              "teardown"};
  return words;
}

bool is_made_of_name_characters(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool begins_with_a_letter(std::string_view text) {
  const char c = text.front();
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool has_no_removal(const Framework& framework, const std::string& name) {
  return std::ranges::none_of(framework.types, [&](const TypeDecl& type) {
    const CallbackType* callback = type.callback(name);
    return callback != nullptr && callback->kind == CallbackKind::removal;
  });
}

void judge_callbacks(FrameworkContext& context, const TypeSource& source) {
  const Framework& framework = context.framework;
  const TypeDecl* type = framework.type(source.name);
  for (const auto& [name, at] : source.callbacks_at) {
    if (std::ranges::find(taken_words(), name) != taken_words().end()) continue;  // said already
    const bool is_phase = name == framework.cleanup_name || name == framework.destroy_name;
    const CallbackType* first = type == nullptr ? nullptr : type->callback(name);
    const bool is_removal = std::ranges::find(source.removal, name) != source.removal.end();
    const bool is_entry = std::ranges::find(source.entry, name) != source.entry.end();
    const bool is_other = first != nullptr && ((is_removal && first->kind == CallbackKind::entry) ||
                                               (is_entry && first->kind == CallbackKind::removal));
    if (is_phase || is_other || (is_removal && is_entry))
      context.mistakes.add(Mistake::given_twice, at,
                           in_quotes(name) + " is the name of " +
                               (is_phase     ? "a lifecycle callback"
                                : is_removal ? "an entry callback"
                                             : "a removal callback") +
                               " already",
                           "give each callback a name of its own");
  }
}

}  // namespace

void judge_callback_name(FrameworkContext& context, const yaml::Node& node, std::string_view may_be) {
  const std::string& name = node.text;
  if (!may_be.empty() && name == may_be) return;
  if (!is_made_of_name_characters(name) || !begins_with_a_letter(name)) {
    context.mistakes.add(Mistake::bad_name, node.at, in_quotes(name) + " is not a name of a callback",
                         "it begins with a letter or '_', and is made of letters, digits, '_' and '-'");
  } else if (std::ranges::find(taken_words(), name) != taken_words().end() || action_named(name) != nullptr) {
    context.mistakes.add(Mistake::reserved_name, node.at, in_quotes(name) + " is a word of the language",
                         "choose another name: a scenario or a log could not tell which of the two is meant");
  }
}

bool is_id(FrameworkContext& context, const yaml::Node& node) {
  if (is_made_of_name_characters(node.text)) return true;
  context.mistakes.add(Mistake::bad_name, node.at, in_quotes(node.text) + " is not an id",
                       "an id is made of letters, digits, '_' and '-'");
  return false;
}

std::vector<const yaml::Node*> distinct_words(FrameworkContext& context, const yaml::Node& node, std::string_view what,
                                              bool single) {
  std::vector<const yaml::Node*> words = context.shape.words(node, what, single);
  std::unordered_map<std::string_view, std::uint32_t> lines;
  std::erase_if(words, [&](const yaml::Node* word) {
    const auto [first, is_new] = lines.emplace(word->text, word->at.line);
    if (!is_new)
      context.mistakes.add(Mistake::given_twice, word->at, in_quotes(word->text) + " is given twice",
                           "it is first given in line " + std::to_string(first->second));
    return !is_new;
  });
  return words;
}

void judge_names(FrameworkContext& context) {
  const Framework& framework = context.framework;
  for (const TypeSource& source : context.types) judge_callbacks(context, source);
  std::unordered_set<std::string> rules;
  for (const Rule& rule : framework.rules) rules.insert(rule.id);
  for (const HeldReference& held : framework.held_references)
    if (rules.contains(held.id))
      context.mistakes.add(Mistake::given_twice, held.at, "the id " + in_quotes(held.id) + " is that of a rule already",
                           "rules and references share their ids: '--without' and 'drop' take away either");
  Words removals;
  for (const TypeDecl& type : framework.types)
    for (const CallbackType& callback : type.callbacks)
      if (callback.kind == CallbackKind::removal) removals.push_back(callback.name);
  for (const auto& [name, at] : context.removal_order_at)
    if (has_no_removal(framework, name))
      context.mistakes.add(Mistake::unknown_callback, at, "no type has the removal callback " + in_quotes(name),
                           context.mistakes.did_you_mean(name, removals));
}

}  // namespace afterlife

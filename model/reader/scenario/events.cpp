#include "model/reader/mistakes/split.hpp"
#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

struct EventWord {
  std::string_view word;
  EventKind kind;
};

std::vector<EventWord> words_of(const ScenarioContext& context, const Named& named) {
  if (named.kind == EntityKind::thread) return {{"start", EventKind::thread_start}, {"end", EventKind::thread_end}};
  std::vector<EventWord> words = {{"create", EventKind::create},
                                  {"delete", EventKind::delete_},
                                  {"cleanup", EventKind::cleanup},
                                  {"destroy", EventKind::destroy},
                                  {context.framework.cleanup_name, EventKind::cleanup},
                                  {context.framework.destroy_name, EventKind::destroy}};
  const TypeDecl* type = context.objects[static_cast<std::size_t>(named.index)].type;
  if (type == nullptr) return words;
  for (const CallbackType& callback : type->callbacks) {
    if (callback.kind == CallbackKind::entry || callback.kind == CallbackKind::removal)
      words.push_back({callback.name, EventKind::run});
  }
  return words;
}

void unknown_event(ScenarioContext& context, const Span& at, std::string_view word, std::string_view name,
                   const std::vector<EventWord>& words) {
  Words known;
  std::unordered_map<std::string_view, bool> seen;
  for (const EventWord& event : words)
    if (seen.emplace(event.word, true).second) known.push_back(event.word);
  std::string hint = context.mistakes.did_you_mean(word, known);
  if (hint.empty()) hint = "its events are " + listed(known);
  for (const std::string_view asks : {"remove", "unload", "close", "complete"})
    if (word == asks) hint = "the request for its deletion is 'delete', whoever makes it; " + hint;
  context.mistakes.add(Mistake::unknown_event, at, in_quotes(name) + " has no event " + in_quotes(word), hint);
}

// The name of an object or a thread with or without a number: fills in index and number.
const Named* read_name(ScenarioContext& context, const yaml::Node& node, Part part, std::string_view asked_by,
                       const std::vector<EntityKind>& kinds, EventName& event) {
  const std::string_view text = std::string_view(node.text).substr(part.begin, part.end - part.begin);
  const std::size_t hash = text.find('#');
  const std::size_t name_end = hash == std::string_view::npos ? part.end : part.begin + hash;
  const Named* named = resolve(context, node, part.begin, name_end, {asked_by, kinds, {}, false});
  if (named == nullptr) return nullptr;
  event.index = named->index;
  if (hash == std::string_view::npos) return named;
  const std::optional<int> number = read_instance(context, node, name_end + 1, part.end, *named);
  if (!number) return nullptr;
  event.number = *number;
  return named;
}

std::optional<EventName> read_event(ScenarioContext& context, const yaml::Node& node, Part part) {
  const std::string_view text = std::string_view(node.text).substr(part.begin, part.end - part.begin);
  const Span at = context.mistakes.part(node.at, node.text, part.begin, part.end);
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) {
    context.mistakes.add(Mistake::unknown_event, at, in_quotes(text) + " is not an event",
                         "an event is written 'Name.cleanup', for instance");
    return std::nullopt;
  }
  EventName event;
  event.text = text;
  event.at = at;
  const Named* named = read_name(context, node, {part.begin, part.begin + dot}, "before",
                                 {EntityKind::object, EntityKind::thread}, event);
  if (named == nullptr) return std::nullopt;
  const std::string_view word = text.substr(dot + 1);
  const std::vector<EventWord> words = words_of(context, *named);
  for (const EventWord& known : words) {
    if (known.word != word) continue;
    event.kind = known.kind;
    if (known.kind == EventKind::run) event.callback = word;
    return event;
  }
  const bool type_unknown =
      named->kind == EntityKind::object && context.objects[static_cast<std::size_t>(named->index)].type == nullptr;
  if (!type_unknown)
    unknown_event(context, context.mistakes.part(node.at, node.text, part.begin + dot + 1, part.end), word,
                  text.substr(0, dot), words);
  return std::nullopt;
}

// Of requests and runs there may be several, and of a bare name of several instances each is compared with the others.
bool is_one_event(const Scenario& scenario, const EventName& first, const EventName& then) {
  const bool happens_once = first.kind != EventKind::run && first.kind != EventKind::delete_;
  const bool of_thread = is_of_thread(first.kind);
  if (!happens_once || first.kind != then.kind || first.index != then.index) return false;
  return of_thread || (first.number == then.number && first.number > 0) ||
         scenario.objects[static_cast<std::size_t>(first.index)].count == 1;
}

}  // namespace

std::optional<Order> read_order(ScenarioContext& context, const yaml::Node& node) {
  const std::vector<Part> parts = split(node.text);
  const auto text = [&](std::size_t i) {
    return std::string_view(node.text).substr(parts[i].begin, parts[i].end - parts[i].begin);
  };
  if (parts.size() != 3 || text(1) != "before") {
    context.mistakes.add(Mistake::wrong_value, node.at, in_quotes(node.text) + " is not an order of events",
                         "write 'A.cleanup before B.destroy', for instance");
    return std::nullopt;
  }
  std::optional<EventName> first = read_event(context, node, parts[0]);
  std::optional<EventName> then = read_event(context, node, parts[2]);
  if (!first || !then) return std::nullopt;
  if (is_one_event(context.scenario, *first, *then)) {
    context.mistakes.add(Mistake::wrong_value, then->at, "an event comes neither before itself nor after it",
                         "name two events");
    return std::nullopt;
  }
  return Order{std::move(*first), std::move(*then), node.at};
}

std::optional<EventName> read_subject(ScenarioContext& context, const yaml::Node& node, std::size_t begin,
                                      std::size_t end) {
  EventName event;
  event.text = node.text.substr(begin, end - begin);
  event.at = context.mistakes.part(node.at, node.text, begin, end);
  if (read_name(context, node, {begin, end}, "of", {EntityKind::object}, event) == nullptr) return std::nullopt;
  return event;
}

}  // namespace afterlife

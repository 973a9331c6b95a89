#include <algorithm>

#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

Mistake unknown_code(const Wanted& wanted) {
  switch (wanted.kinds.front()) {
    case EntityKind::object: return Mistake::unknown_object;
    case EntityKind::thread: return Mistake::unknown_thread;
    default: return Mistake::unknown_name;
  }
}

std::string words_for(const std::vector<EntityKind>& kinds) {
  std::string words;
  for (std::size_t i = 0; i < kinds.size(); ++i) words += (i == 0 ? "" : " or ") + std::string(word_for(kinds[i]));
  return words;
}

std::string with_article(std::string_view word) {
  const bool vowel = !word.empty() && std::string_view("aeiou").find(word.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(word);
}

void unknown(ScenarioContext& context, const Span& at, std::string_view name, const Wanted& wanted) {
  if (context.names.incomplete) return;
  std::string hint;
  for (const EntityKind kind : wanted.kinds)
    if (hint.empty()) hint = context.mistakes.did_you_mean(name, context.names.of(kind));
  context.mistakes.add(unknown_code(wanted), at, "unknown " + words_for(wanted.kinds) + " " + in_quotes(name), hint);
}

// An object whose type is not known may be of any role.
bool has_wanted_role(const ScenarioContext& context, const Named& named, const Wanted& wanted) {
  if (named.kind != EntityKind::object || wanted.roles.empty()) return true;
  const TypeDecl* type = context.objects[static_cast<std::size_t>(named.index)].type;
  return type == nullptr ||
         std::ranges::any_of(wanted.roles, [&](std::string_view role) { return type->has_role(std::string(role)); });
}

// As a noun: "a work item", "a DPC".
std::string words_for_role(std::string_view role) {
  if (role == word_for(EntityKind::lock)) return with_article(role) + " object";
  if (role == "dpc") return "a DPC";
  if (role == "io-target") return "an I/O target";
  std::string words = with_article(role);
  std::ranges::replace(words, '-', ' ');
  return words;
}

void wrong_kind(ScenarioContext& context, const Span& at, std::string_view name, const Named& named,
                const Wanted& wanted) {
  std::vector<std::string> needed;
  for (const EntityKind kind : wanted.kinds) {
    if (kind != EntityKind::object || wanted.roles.empty()) needed.push_back(with_article(word_for(kind)));
    if (kind != EntityKind::object) continue;
    for (const std::string_view role : wanted.roles) needed.push_back(words_for_role(role));
  }
  std::string needs;
  for (std::size_t i = 0; i < needed.size(); ++i)
    needs += (i == 0 ? "" : i + 1 < needed.size() ? ", " : " or ") + needed[i];
  const bool is_object = named.kind == EntityKind::object;
  const std::string is = is_object ? "a " + context.scenario.objects[static_cast<std::size_t>(named.index)].type
                                   : with_article(word_for(named.kind));
  context.mistakes.add(Mistake::wrong_kind, at,
                       in_quotes(wanted.action) + " needs " + needs + ", and " + in_quotes(name) + " is " + is);
}

bool fits(ScenarioContext& context, const Span& at, std::string_view name, const Named& named, const Wanted& wanted) {
  if (std::ranges::find(wanted.kinds, named.kind) != wanted.kinds.end() && has_wanted_role(context, named, wanted))
    return true;
  wrong_kind(context, at, name, named, wanted);
  return false;
}

std::optional<Mention> read_self(ScenarioContext& context, const yaml::Node& node, const Wanted& wanted,
                                 const BodyOwner& owner) {
  if (owner.object < 0) {
    context.mistakes.add(Mistake::self_outside_callback, node.at, "'self' means nothing outside an object's callback",
                         "name the object");
    return std::nullopt;
  }
  if (wanted.declaration) {
    context.mistakes.add(Mistake::instance_not_wanted, node.at,
                         in_quotes(wanted.action) + " needs the name of a declaration, and 'self' is one instance");
    return std::nullopt;
  }
  const Named named = {EntityKind::object, owner.object};
  if (!fits(context, node.at, "self", named, wanted)) return std::nullopt;
  return Mention{EntityKind::object, owner.object, Mention::Which::self, 0, node.at};
}

}  // namespace

const Named* resolve(ScenarioContext& context, const yaml::Node& node, std::size_t begin, std::size_t end,
                     const Wanted& wanted) {
  const std::string_view name = std::string_view(node.text).substr(begin, end - begin);
  const Span at = context.mistakes.part(node.at, node.text, begin, end);
  const Named* named = context.names.find(name);
  if (named == nullptr && name == "self") {
    context.mistakes.add(Mistake::self_outside_callback, at, "'self' means nothing here", "name the object");
    return nullptr;
  }
  const std::size_t hash = name.find('#');
  if (named == nullptr && wanted.declaration && hash != std::string_view::npos &&
      context.names.find(name.substr(0, hash)) != nullptr) {
    context.mistakes.add(Mistake::instance_not_wanted, at,
                         in_quotes(wanted.action) + " needs the name of a declaration, and this is one instance",
                         "write " + in_quotes(name.substr(0, hash)));
    return nullptr;
  }
  if (named == nullptr) {
    unknown(context, at, name, wanted);
    return nullptr;
  }
  return fits(context, at, name, *named, wanted) ? named : nullptr;
}

std::optional<int> read_instance(ScenarioContext& context, const yaml::Node& node, std::size_t begin, std::size_t end,
                                 const Named& named) {
  const std::string_view digits = std::string_view(node.text).substr(begin, end - begin);
  const bool is_number =
      !digits.empty() && digits.size() <= 9 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  const int number = is_number ? std::stoi(std::string(digits)) : 0;
  const bool is_object = named.kind == EntityKind::object;
  const int count = is_object ? context.scenario.objects[static_cast<std::size_t>(named.index)].count : 0;
  if (number >= 1 && number <= count) return number;
  const Span at = context.mistakes.part(node.at, node.text, begin == 0 ? 0 : begin - 1, end);
  if (!is_object)
    context.mistakes.add(Mistake::no_such_instance, at, with_article(word_for(named.kind)) + " has no instances");
  else
    context.mistakes.add(Mistake::no_such_instance, at,
                         "there is no instance " + in_quotes(digits) + " of " +
                             in_quotes(context.scenario.objects[static_cast<std::size_t>(named.index)].name),
                         count == 1 ? "it has no 'count', so there is only one"
                                    : "they are numbered from 1 to " + std::to_string(count));
  return std::nullopt;
}

std::optional<Mention> read_mention(ScenarioContext& context, const yaml::Node& node, const Wanted& wanted,
                                    const BodyOwner& owner) {
  if (!context.shape.word(node, "the name after " + in_quotes(wanted.action))) return std::nullopt;
  const std::string_view text = node.text;
  if (text == "self") return read_self(context, node, wanted, owner);
  const bool each = text.starts_with("each ");
  const std::size_t begin = each ? std::min(text.find_first_not_of(' ', 5), text.size()) : 0;
  const std::size_t hash = text.find('#', begin);
  const bool numbered = hash != std::string_view::npos && !wanted.declaration;
  const Named* named = resolve(context, node, begin, numbered ? hash : text.size(), wanted);
  if (named == nullptr) return std::nullopt;
  Mention mention{named->kind, named->index, Mention::Which::bare, 0, node.at};
  if (each && (wanted.declaration || numbered || named->kind != EntityKind::object)) {
    context.mistakes.add(
        Mistake::instance_not_wanted, node.at,
        wanted.declaration ? in_quotes(wanted.action) + " takes no 'each'" : "'each' is for the instances of an object",
        "write the name alone");
    return std::nullopt;
  }
  if (each) mention.which = Mention::Which::each;
  if (!numbered) return mention;
  const std::optional<int> number = read_instance(context, node, hash + 1, text.size(), *named);
  if (!number) return std::nullopt;
  mention.which = Mention::Which::numbered;
  mention.number = *number;
  return mention;
}

}  // namespace afterlife

#include <algorithm>
#include <set>
#include <string>

#include "model/reader/framework/context.hpp"

namespace afterlife {
namespace {

struct AxisPhase {
  Axis axis;
  Phase phase;
};

std::optional<AxisPhase> read_axis_phase(FrameworkContext& context, const yaml::Node& node, std::string_view what) {
  const std::optional<std::string> text = context.shape.word(node, what);
  if (!text) return std::nullopt;
  const std::size_t dot = text->find('.');
  if (dot == std::string::npos) {
    context.mistakes.add(Mistake::wrong_value, node.at, in_quotes(*text) + " is no value for " + std::string(what),
                         "write an axis, a dot and a phase: child.cleanup");
    return std::nullopt;
  }
  const std::string_view axis_word = std::string_view(*text).substr(0, dot),
                         phase_word = std::string_view(*text).substr(dot + 1);
  const auto axis = std::ranges::find(axes(), axis_word, [](Axis a) { return name(a); });
  if (axis == axes().end()) {
    Words known;
    for (const Axis each : axes()) known.push_back(name(each));
    std::string hint = context.mistakes.did_you_mean(axis_word, known);
    if (hint.empty()) hint = "the axes are " + listed(known);
    context.mistakes.add(Mistake::unknown_axis, context.mistakes.part(node.at, node.text, 0, dot),
                         "unknown axis " + in_quotes(axis_word), hint);
  }
  const bool is_cleanup = phase_word == name(Phase::cleanup), is_destroy = phase_word == name(Phase::destroy);
  if (!is_cleanup && !is_destroy) {
    std::string hint = context.mistakes.did_you_mean(phase_word, {"cleanup", "destroy"});
    if (hint.empty()) hint = "a phase is 'cleanup' or 'destroy'";
    context.mistakes.add(Mistake::unknown_phase, context.mistakes.part(node.at, node.text, dot + 1, node.text.size()),
                         "unknown phase " + in_quotes(phase_word), hint);
  }
  if (axis == axes().end() || (!is_cleanup && !is_destroy)) return std::nullopt;
  return AxisPhase{*axis, is_cleanup ? Phase::cleanup : Phase::destroy};
}

struct ObjectConditions {
  std::optional<std::string>& type;
  std::optional<std::string>& pool;
  std::optional<Irql>& level;
};

void read_object_conditions(FrameworkContext& context, const yaml::Node& map, const ObjectConditions& to) {
  Shape& shape = context.shape;
  if (const yaml::Node* type = Shape::get(map, "type")) {
    to.type = shape.word(*type, "'type'");
    if (to.type) context.mentioned_types.emplace_back(*to.type, type->at);
  }
  if (const yaml::Node* pool = Shape::get(map, "pool"))
    to.pool = shape.choice<std::string>(*pool, "'pool'", {{"paged", "paged"}, {"nonpaged", "nonpaged"}});
  if (const yaml::Node* level = Shape::get(map, "execution-level"))
    to.level = shape.choice(*level, "'execution-level'", irqls());
}

std::optional<Conditions> read_conditions(FrameworkContext& context, const yaml::Node& map, std::string_view what) {
  Shape& shape = context.shape;
  if (!shape.is_map(map, what)) return std::nullopt;
  shape.keys(map, {"self", "first", "deletion-irql", "not-across", "referenced"}, what);
  Conditions conditions;
  if (const yaml::Node* self = Shape::get(map, "self"); self != nullptr && shape.is_map(*self, "'self'")) {
    shape.keys(*self, {"type", "pool", "execution-level"}, "'self'");
    read_object_conditions(context, *self,
                           {conditions.self_type, conditions.self_pool, conditions.self_execution_level});
  }
  if (const yaml::Node* first = Shape::get(map, "first"); first != nullptr && shape.is_map(*first, "'first'")) {
    shape.keys(*first, {"type", "pool", "execution-level", "passive"}, "'first'");
    read_object_conditions(context, *first,
                           {conditions.first_type, conditions.first_pool, conditions.first_execution_level});
    if (const yaml::Node* passive = Shape::get(*first, "passive"))
      conditions.first_passive = shape.truth(*passive, "'passive'").value_or(false);
  }
  if (const yaml::Node* irql = Shape::get(map, "deletion-irql"))
    conditions.deletion_irql = shape.choice(*irql, "'deletion-irql'", irqls());
  if (const yaml::Node* across = Shape::get(map, "not-across"))
    conditions.not_across = type_list(context, *across, "'not-across'", context.mentioned_types);
  if (const yaml::Node* referenced = Shape::get(map, "referenced"))
    conditions.referenced = shape.truth(*referenced, "'referenced'").value_or(false);
  return conditions;
}

std::optional<Rule> read_rule(FrameworkContext& context, const yaml::Node& map) {
  Shape& shape = context.shape;
  if (!shape.is_map(map, "a rule")) return std::nullopt;
  shape.keys(map, {"id", "first", "then", "where", "unless", "says", "source"}, "a rule");
  Rule rule;
  bool whole = true;
  for (const std::string_view key : {"id", "first", "then"}) {
    if (Shape::get(map, key) != nullptr) continue;
    shape.missing_key(map, key, "a rule");
    whole = false;
  }
  if (const yaml::Node* id = Shape::get(map, "id")) {
    if (shape.word(*id, "'id'") && is_id(context, *id)) rule.id = id->text;
    rule.at = id->at;
    whole = whole && !rule.id.empty();
  }
  if (const yaml::Node* first = Shape::get(map, "first")) {
    const std::optional<AxisPhase> read = read_axis_phase(context, *first, "'first'");
    whole = whole && read;
    if (read) rule.axis = read->axis, rule.first = read->phase;
  }
  if (const yaml::Node* then = Shape::get(map, "then")) {
    const std::optional<AxisPhase> read = read_axis_phase(context, *then, "'then'");
    whole = whole && read;
    if (read) rule.then = read->phase;
    if (read && read->axis != Axis::self)
      context.mistakes.add(Mistake::wrong_value, then->at,
                           "'then' speaks of self, and this speaks of the " + std::string(name(read->axis)),
                           "turn the rule round: 'first' names the other object");
  }
  if (const yaml::Node* where = Shape::get(map, "where")) rule.where = read_conditions(context, *where, "'where'");
  if (const yaml::Node* unless = Shape::get(map, "unless")) rule.unless = read_conditions(context, *unless, "'unless'");
  rule.says = optional_word(context, map, "says");
  rule.source = optional_word(context, map, "source");
  return whole ? std::optional(std::move(rule)) : std::nullopt;
}

std::optional<HeldReference> read_reference(FrameworkContext& context, const yaml::Node& map) {
  using Relation = HeldReference::Relation;
  using Until = HeldReference::Until;
  Shape& shape = context.shape;
  if (!shape.is_map(map, "a reference")) return std::nullopt;
  shape.keys(map, {"id", "relation", "until", "types", "says", "source"}, "a reference");
  HeldReference held;
  for (const std::string_view key : {"id", "relation", "until"})
    if (Shape::get(map, key) == nullptr) shape.missing_key(map, key, "a reference");
  if (const yaml::Node* id = Shape::get(map, "id")) {
    if (shape.word(*id, "'id'") && is_id(context, *id)) held.id = id->text;
    held.at = id->at;
  }
  std::optional<Relation> relation;
  if (const yaml::Node* node = Shape::get(map, "relation"))
    relation = shape.choice<Relation>(*node, "'relation'",
                                      {{"allocation-on-allocator", Relation::allocation_on_allocator},
                                       {"collection-on-item", Relation::item_of_collection},
                                       {"child-on-parent", Relation::child_on_parent},
                                       {"run-on-object", Relation::run_on_object}});
  std::optional<Until> until;
  const yaml::Node* until_node = Shape::get(map, "until");
  if (until_node != nullptr)
    until = shape.choice<Until>(*until_node, "'until'",
                                {{"cleanup-begins", Until::cleanup_begins},
                                 {"cleanup-ends", Until::cleanup_ends},
                                 {"destroy-ends", Until::destroy_ends},
                                 {"run-ends", Until::run_ends}});
  if (relation && until && *until == Until::run_ends && *relation != Relation::run_on_object)
    context.mistakes.add(Mistake::no_such_rule_part, until_node->at,
                         "'run-ends' goes with the relation 'run-on-object' alone");
  if (const yaml::Node* types = Shape::get(map, "types"))
    held.types = type_list(context, *types, "'types'", context.mentioned_types);
  held.says = optional_word(context, map, "says");
  held.source = optional_word(context, map, "source");
  if (!relation || !until || held.id.empty()) return std::nullopt;
  held.relation = *relation;
  held.until = *until;
  return held;
}

// Puts what this file says over what was taken over: the same id replaces, in its place.
template <class T>
void merge(FrameworkContext& context, std::vector<T>& all, std::vector<T> own) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < all.size(); ++i) places.emplace(all[i].id, i);
  std::unordered_map<std::string, std::uint32_t> lines;
  for (T& one : own) {
    const auto [first, is_new] = lines.emplace(one.id, one.at.line);
    if (!is_new) {
      context.mistakes.add(Mistake::given_twice, one.at, "the id " + in_quotes(one.id) + " is given twice",
                           "it is first given in line " + std::to_string(first->second));
      continue;
    }
    const auto place = places.find(one.id);
    if (place == places.end())
      all.push_back(std::move(one));
    else
      all[place->second] = std::move(one);
  }
}

}  // namespace

std::string optional_word(FrameworkContext& context, const yaml::Node& map, std::string_view key) {
  const yaml::Node* node = Shape::get(map, key);
  return node == nullptr ? std::string() : context.shape.word(*node, in_quotes(key)).value_or("");
}

std::vector<std::string> type_list(FrameworkContext& context, const yaml::Node& node, std::string_view what,
                                   std::vector<std::pair<std::string, Span>>& mentioned) {
  std::vector<std::string> types;
  for (const yaml::Node* word : context.shape.words(node, what, true)) {
    types.push_back(word->text);
    mentioned.emplace_back(word->text, word->at);
  }
  return types;
}

void read_rules(FrameworkContext& context, const yaml::Node& list) {
  if (!context.shape.is_list(list, "'rules'")) return;
  std::vector<Rule> rules;
  for (const yaml::Entry& entry : list.entries)
    if (std::optional<Rule> rule = read_rule(context, *entry.value)) rules.push_back(std::move(*rule));
  merge(context, context.framework.rules, std::move(rules));
}

void read_references(FrameworkContext& context, const yaml::Node& list) {
  if (!context.shape.is_list(list, "'references'")) return;
  std::vector<HeldReference> references;
  for (const yaml::Entry& entry : list.entries)
    if (std::optional<HeldReference> held = read_reference(context, *entry.value))
      references.push_back(std::move(*held));
  merge(context, context.framework.held_references, std::move(references));
}

void drop(FrameworkContext& context, const yaml::Node& list) {
  Framework& framework = context.framework;
  std::set<std::string> gone;
  for (const yaml::Node* id : context.shape.words(list, "'drop'", true)) {
    if (!gone.insert(id->text).second) {
      context.mistakes.add(Mistake::nothing_to_drop, id->at, in_quotes(id->text) + " is dropped twice");
      continue;
    }
    const auto has_id = [&](const auto& one) { return one.id == id->text; };
    const std::size_t dropped =
        std::erase_if(framework.rules, has_id) + std::erase_if(framework.held_references, has_id);
    if (dropped > 0) continue;
    Words ids;
    for (const Rule& rule : framework.rules) ids.push_back(rule.id);
    for (const HeldReference& held : framework.held_references) ids.push_back(held.id);
    context.mistakes.add(Mistake::nothing_to_drop, id->at,
                         "nothing that is taken over has the id " + in_quotes(id->text),
                         context.mistakes.did_you_mean(id->text, ids));
  }
}

}  // namespace afterlife

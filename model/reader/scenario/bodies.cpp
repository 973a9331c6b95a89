#include "model/action.hpp"
#include "model/reader/scenario/context.hpp"

namespace afterlife {
namespace {

// Reads the actions of one body, one after the other.
class BodyReader {
 public:
  BodyReader(ScenarioContext& context, const BodyOwner& owner)
      : context_(context), shape_(context.shape), owner_(owner) {}

  Body read(const yaml::Node&, std::string_view what);

 private:
  void action(const yaml::Node&, Body&);
  void plain(const ActionFacts&, const yaml::Node& value, const Action&, Body&);
  void waiting(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void create(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void test(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void move(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void send(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void remove(const ActionFacts&, const yaml::Node& value, Action, Body&);
  void choose(const yaml::Node& value, Action, Body&);
  void at_irql(const yaml::Node& value, Action, Body&);
  void add_target(const ActionFacts&, const yaml::Node& word, Action, Body&);
  const yaml::Node* part(const yaml::Node& map, std::string_view key, const ActionFacts&);
  std::optional<Mention> one_of(const yaml::Node& word, const Wanted&);
  static Wanted wanted(const ActionFacts& row) { return wanted(row, row.kind == ActionKind::create); }
  static Wanted wanted(const ActionFacts& row, bool declaration) {
    return {row.word, {row.targets.begin(), row.targets.end()}, {row.roles.begin(), row.roles.end()}, declaration};
  }

  ScenarioContext& context_;
  Shape& shape_;
  BodyOwner owner_;
};

Words action_words() {
  Words words;
  for (const ActionFacts& row : actions()) words.push_back(row.word);
  return words;
}

Span from_key_to_value(const yaml::Entry& entry) {
  Span at = entry.key->at;
  const Span& value = entry.value->at;
  // The value of an alias stands elsewhere.
  const bool follows =
      value.end_line > at.end_line || (value.end_line == at.end_line && value.end_column >= at.end_column);
  const bool begins_after = value.line > at.line || (value.line == at.line && value.column >= at.column);
  if (follows && begins_after) {
    at.end_line = value.end_line;
    at.end_column = value.end_column;
  }
  return at;
}

Body BodyReader::read(const yaml::Node& node, std::string_view what) {
  Body body;
  if (!shape_.is_list(node, what)) return body;
  body.reserve(node.entries.size());
  for (const yaml::Entry& entry : node.entries) action(*entry.value, body);
  return body;
}

void BodyReader::action(const yaml::Node& node, Body& body) {
  if (!node.is_mapping()) {
    const bool is_word = node.is_scalar() && action_named(node.text) != nullptr;
    context_.mistakes.add(Mistake::not_one_action, node.at, "an action is a map with one key",
                          is_word ? "write { " + node.text + ": ... }" : "write { use: Name }, for instance");
    return;
  }
  if (node.entries.size() != 1) {
    const Span at = node.entries.empty() || !node.entries[1].key->is_scalar() ? node.at : node.entries[1].key->at;
    context_.mistakes.add(Mistake::not_one_action, at,
                          "an action is a map with one key, and this has " + std::to_string(node.entries.size()),
                          "begin each action with a dash of its own");
    if (node.entries.empty()) return;
  }
  const yaml::Entry& entry = node.entries.front();
  if (!entry.key->is_scalar()) return;
  const ActionFacts* row = action_named(entry.key->text);
  if (row == nullptr) {
    context_.mistakes.add(Mistake::unknown_action, entry.key->at, "unknown action " + in_quotes(entry.key->text),
                          context_.mistakes.did_you_mean(entry.key->text, action_words()));
    return;
  }
  Action read;
  read.kind = row->kind;
  read.at = from_key_to_value(entry);
  const yaml::Node& value = *entry.value;
  switch (row->form) {
    case ActionForm::plain: return plain(*row, value, read, body);
    case ActionForm::waiting: return waiting(*row, value, std::move(read), body);
    case ActionForm::create: return create(*row, value, std::move(read), body);
    case ActionForm::test: return test(*row, value, std::move(read), body);
    case ActionForm::move: return move(*row, value, std::move(read), body);
    case ActionForm::send: return send(*row, value, std::move(read), body);
    case ActionForm::remove: return remove(*row, value, std::move(read), body);
    case ActionForm::choose: return choose(value, std::move(read), body);
    case ActionForm::at_irql: return at_irql(value, std::move(read), body);
    case ActionForm::body:
      read.bodies.push_back(this->read(value, in_quotes(row->word)));
      body.push_back(std::move(read));
  }
}

void BodyReader::add_target(const ActionFacts& row, const yaml::Node& word, Action action, Body& body) {
  const std::optional<Mention> mention =
      removes(action.kind) ? one_of(word, wanted(row)) : read_mention(context_, word, wanted(row), owner_);
  if (!mention) return;
  action.target = *mention;
  const auto index = static_cast<std::size_t>(mention->index);
  if (action.kind == ActionKind::start && mention->entity == EntityKind::object) {
    action.kind = ActionKind::enqueue;
    action.said_start = true;
  }
  if (action.kind == ActionKind::enqueue) context_.objects[index].runs = true;
  if (action.kind == ActionKind::start) context_.scenario.threads[index].started = true;
  if (action.kind == ActionKind::create) context_.scenario.objects[index].created = true;
  body.push_back(std::move(action));
}

void BodyReader::plain(const ActionFacts& row, const yaml::Node& value, const Action& action, Body& body) {
  const std::string what = "what follows " + in_quotes(row.word);
  for (const yaml::Node* word : shape_.words(value, what, true)) add_target(row, *word, action, body);
}

const yaml::Node* BodyReader::part(const yaml::Node& map, std::string_view key, const ActionFacts& row) {
  const yaml::Node* node = Shape::get(map, key);
  if (node == nullptr) shape_.missing_key(map, key, in_quotes(row.word));
  return node;
}

void BodyReader::waiting(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!value.is_mapping()) return plain(row, value, action, body);
  shape_.keys(value, {"of", "may-time-out"}, in_quotes(row.word));
  if (const yaml::Node* bounded = Shape::get(value, "may-time-out"))
    action.may_time_out = shape_.truth(*bounded, "'may-time-out'").value_or(false);
  if (const yaml::Node* of = part(value, "of", row)) plain(row, *of, action, body);
}

void BodyReader::create(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!value.is_mapping()) {
    action.short_form = true;
    return plain(row, value, action, body);
  }
  shape_.keys(value, {"object", "else"}, in_quotes(row.word));
  const yaml::Node* otherwise = Shape::get(value, "else");
  action.bodies.push_back(otherwise == nullptr ? Body{} : read(*otherwise, "'else'"));
  if (const yaml::Node* object = part(value, "object", row)) add_target(row, *object, std::move(action), body);
}

void BodyReader::test(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!shape_.is_map(value, "what follows " + in_quotes(row.word))) return;
  shape_.keys(value, {"flag", "then", "else"}, in_quotes(row.word));
  const yaml::Node* then = Shape::get(value, "then");
  const yaml::Node* otherwise = Shape::get(value, "else");
  if (then == nullptr && otherwise == nullptr && row.kind == ActionKind::if_)
    shape_.missing_key(value, "then", in_quotes(row.word));
  action.bodies.push_back(then == nullptr ? Body{} : read(*then, "'then'"));
  action.bodies.push_back(otherwise == nullptr ? Body{} : read(*otherwise, "'else'"));
  if (const yaml::Node* flag = part(value, "flag", row)) add_target(row, *flag, std::move(action), body);
}

// A name that means one instance at a time.
std::optional<Mention> BodyReader::one_of(const yaml::Node& word, const Wanted& wanted) {
  std::optional<Mention> mention = read_mention(context_, word, wanted, owner_);
  if (mention && mention->which == Mention::Which::each) {
    context_.mistakes.add(Mistake::instance_not_wanted, word.at, in_quotes(wanted.action) + " takes no 'each'",
                          "write the name alone");
    return std::nullopt;
  }
  return mention;
}

void BodyReader::move(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!shape_.is_map(value, "what follows " + in_quotes(row.word))) return;
  const bool takes = row.kind == ActionKind::take;
  const std::string_view collection_key = takes ? "from" : "to";
  shape_.keys(value, {"object", collection_key}, in_quotes(row.word));
  const yaml::Node* object = part(value, "object", row);
  const yaml::Node* collection = part(value, collection_key, row);
  if (object == nullptr || collection == nullptr) return;
  const std::optional<Mention> item = read_mention(context_, *object, wanted(row, takes), owner_);
  const std::string what = std::string(row.word) + " " + std::string(collection_key);
  action.other = one_of(*collection, {what, {EntityKind::object}, {"collection"}, false});
  if (!item || !action.other) return;
  action.target = *item;
  body.push_back(std::move(action));
}

void BodyReader::send(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!shape_.is_map(value, "what follows 'send'")) return;
  shape_.keys(value, {"request", "to", "else"}, "'send'");
  const yaml::Node* otherwise = Shape::get(value, "else");
  action.bodies.push_back(otherwise == nullptr ? Body{} : read(*otherwise, "'else'"));
  const yaml::Node* request = part(value, "request", row);
  const yaml::Node* target = part(value, "to", row);
  if (request == nullptr || target == nullptr) return;
  const std::optional<Mention> sent = one_of(*request, wanted(row, false));
  action.other = one_of(*target, {"send to", {EntityKind::object}, {"io-target"}, false});
  if (!sent || !action.other) return;
  action.target = *sent;
  context_.objects[static_cast<std::size_t>(sent->index)].runs = true;
  body.push_back(std::move(action));
}

void BodyReader::remove(const ActionFacts& row, const yaml::Node& value, Action action, Body& body) {
  if (!value.is_mapping()) return plain(row, value, action, body);
  shape_.keys(value, {"of", "failed-add"}, "'remove'");
  if (const yaml::Node* failed = Shape::get(value, "failed-add"))
    action.failed_add = shape_.truth(*failed, "'failed-add'").value_or(false);
  if (const yaml::Node* of = part(value, "of", row)) plain(row, *of, action, body);
}

void BodyReader::choose(const yaml::Node& value, Action action, Body& body) {
  if (!shape_.is_list(value, "what follows 'choose'")) return;
  if (value.entries.empty())
    context_.mistakes.add(Mistake::wrong_shape, value.at, "'choose' needs a branch to choose",
                          "write a list of lists: [[..], [..]]");
  for (const yaml::Entry& branch : value.entries)
    action.bodies.push_back(read(*branch.value, "each branch of 'choose'"));
  body.push_back(std::move(action));
}

void BodyReader::at_irql(const yaml::Node& value, Action action, Body& body) {
  if (!shape_.is_map(value, "what follows 'at-irql'")) return;
  shape_.keys(value, {"level", "do"}, "'at-irql'");
  const ActionFacts& row = *action_named("at-irql");
  const yaml::Node* level = part(value, "level", row);
  const yaml::Node* inner = part(value, "do", row);
  if (level != nullptr)
    action.irql = shape_.choice<Irql>(*level, "'level'", {{"passive", Irql::passive}, {"dispatch", Irql::dispatch}})
                      .value_or(Irql::passive);
  action.bodies.push_back(inner == nullptr ? Body{} : read(*inner, "'do'"));
  body.push_back(std::move(action));
}

}  // namespace

Body read_body(ScenarioContext& context, const yaml::Node& node, std::string_view what, const BodyOwner& owner) {
  return BodyReader(context, owner).read(node, what);
}

}  // namespace afterlife

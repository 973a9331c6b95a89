#include <algorithm>

#include "model/reader/framework/context.hpp"

namespace afterlife {
namespace {

constexpr std::size_t kMostTypes = 1'000;
constexpr std::size_t kLongestLineage = 32;

const Words& roles() {
  static const Words words = {"lock", "request", "collection", "work-item", "timer",
                              "dpc",  "device",  "driver",     "file",      "io-target"};
  return words;
}

void read_callbacks(FrameworkContext& context, const yaml::Node& map, TypeSource& type) {
  Shape& shape = context.shape;
  if (!shape.is_map(map, "'callbacks'")) return;
  shape.keys(map, {"lifecycle", "entry", "removal"}, "'callbacks'");
  if (const yaml::Node* lifecycle = Shape::get(map, "lifecycle")) {
    type.lifecycle.emplace();
    for (const yaml::Node* word : distinct_words(context, *lifecycle, "'lifecycle'", true))
      if (const std::optional<Phase> phase =
              shape.choice<Phase>(*word, "'lifecycle'", {{"cleanup", Phase::cleanup}, {"destroy", Phase::destroy}}))
        type.lifecycle->push_back(*phase);
  }
  for (auto [key, names] : {std::pair("entry", &type.entry), std::pair("removal", &type.removal)}) {
    const yaml::Node* list = Shape::get(map, key);
    if (list == nullptr) continue;
    if (names == &type.entry) type.entry_at = list->at;
    for (const yaml::Node* word : distinct_words(context, *list, in_quotes(key), true)) {
      judge_callback_name(context, *word);
      type.callbacks_at.emplace_back(word->text, word->at);
      if (std::ranges::find(*names, word->text) == names->end()) names->push_back(word->text);
    }
  }
}

void read_parent(FrameworkContext& context, const yaml::Node& map, TypeSource& type) {
  using Need = ParentRule::Need;
  Shape& shape = context.shape;
  if (!shape.is_map(map, "'parent'")) return;
  shape.keys(map, {"given", "of", "within", "default", "source"}, "'parent'");
  ParentRule rule;
  type.mentioned.clear();
  if (const yaml::Node* given = Shape::get(map, "given"))
    rule.need = shape
                    .choice<Need>(*given, "'given'",
                                  {{"may", Need::optional}, {"must", Need::required}, {"never", Need::forbidden}})
                    .value_or(Need::optional);
  if (const yaml::Node* of = Shape::get(map, "of")) rule.exactly = type_list(context, *of, "'of'", type.mentioned);
  if (const yaml::Node* within = Shape::get(map, "within"))
    rule.within = type_list(context, *within, "'within'", type.mentioned);
  const yaml::Node* standard = Shape::get(map, "default");
  if (standard != nullptr) {
    rule.default_type = shape.word(*standard, "'default'").value_or("");
    type.mentioned.emplace_back(rule.default_type, standard->at);
  }
  rule.source = optional_word(context, map, "source");
  if (rule.need == Need::forbidden && (standard != nullptr || !rule.exactly.empty() || !rule.within.empty()))
    context.mistakes.add(Mistake::no_such_rule_part, map.at,
                         "a type whose parent is never given has no default parent and no type of parent",
                         "leave out 'of', 'within' and 'default'");
  type.parent = std::move(rule);
}

void read_drain(FrameworkContext& context, const yaml::Node& map, TypeSource& type) {
  Shape& shape = context.shape;
  if (const yaml::Node* drained = Shape::get(map, "drained-before")) {
    type.drained = shape.choice<bool>(*drained, "'drained-before'", {{"cleanup", true}, {"never", false}});
    type.drained_at = drained->at;
  }
  if (const yaml::Node* queued = Shape::get(map, "queued-run")) {
    type.queued = shape.choice<Drain::Queued>(*queued, "'queued-run'",
                                              {{"runs", Drain::Queued::runs}, {"cancelled", Drain::Queued::cancelled}});
    type.queued_at = queued->at;
  }
  using OwnDelete = Drain::OwnDelete;
  using RunsAt = Drain::RunsAt;
  if (const yaml::Node* own = Shape::get(map, "own-delete"))
    type.own_delete = shape.choice<OwnDelete>(
        *own, "'own-delete'",
        {{"returns", OwnDelete::returns}, {"waits", OwnDelete::waits}, {"inside", OwnDelete::inside}});
  if (const yaml::Node* at = Shape::get(map, "runs-at"))
    type.runs_at = shape.choice<RunsAt>(
        *at, "'runs-at'",
        {{"passive", RunsAt::passive}, {"dispatch", RunsAt::dispatch}, {"as-declared", RunsAt::as_declared}});
  if (const yaml::Node* after = Shape::get(map, "drained-after"))
    type.drained_after = shape.choice<bool>(*after, "'drained-after'", {{"cleanup", true}, {"never", false}});
}

void read_type(FrameworkContext& context, const yaml::Node& map, TypeSource& type) {
  Shape& shape = context.shape;
  shape.keys(map,
             {"extends", "callbacks", "parent", "deleted-by", "delete-source", "cleanup-at", "roles", "drained-before",
              "drained-after", "queued-run", "runs-at", "own-delete", "says", "source"},
             "the type " + in_quotes(type.name));
  if (const yaml::Node* extends = Shape::get(map, "extends")) {
    type.extends = shape.word(*extends, "'extends'");
    type.extends_at = extends->at;
  }
  if (const yaml::Node* callbacks = Shape::get(map, "callbacks")) read_callbacks(context, *callbacks, type);
  if (const yaml::Node* parent = Shape::get(map, "parent")) read_parent(context, *parent, type);
  if (const yaml::Node* by = Shape::get(map, "deleted-by"))
    type.driver_may_delete = shape.choice<bool>(*by, "'deleted-by'", {{"driver", true}, {"framework", false}});
  if (Shape::get(map, "delete-source") != nullptr) type.delete_source = optional_word(context, map, "delete-source");
  if (const yaml::Node* at = Shape::get(map, "cleanup-at"))
    type.passive_cleanup = shape.choice<bool>(*at, "'cleanup-at'", {{"passive", true}, {"any", false}});
  if (const yaml::Node* list = Shape::get(map, "roles")) {
    type.roles_at = list->at;
    for (const yaml::Node* word : distinct_words(context, *list, "'roles'", true)) {
      std::vector<std::pair<std::string_view, std::string_view>> known;
      for (const std::string_view role : roles()) known.emplace_back(role, role);
      const std::optional<std::string_view> role = shape.choice<std::string_view>(*word, "'roles'", known);
      if (role && std::ranges::find(type.roles, *role) == type.roles.end()) type.roles.emplace_back(*role);
    }
  }
  read_drain(context, map, type);
  if (Shape::get(map, "says") != nullptr) type.says = optional_word(context, map, "says");
  if (Shape::get(map, "source") != nullptr) type.source = optional_word(context, map, "source");
}

}  // namespace

void read_types(FrameworkContext& context, const yaml::Node& map) {
  if (!context.shape.is_map(map, "'types'")) return;
  for (const yaml::Entry& entry : map.entries) {
    if (!entry.key->is_scalar()) continue;
    const std::string& name = entry.key->text;
    if (name.empty() || name.find_first_of(" \t\n#") != std::string::npos)
      context.mistakes.add(Mistake::bad_name, entry.key->at, in_quotes(name) + " is not a name of a type",
                           "it has no spaces and no '#'");
    const auto [place, is_new] = context.type_index.emplace(entry.key->text, context.types.size());
    if (is_new) {
      if (context.types.size() == kMostTypes) {
        context.mistakes.add(Mistake::number_out_of_range, entry.key->at,
                             "a framework has at most " + std::to_string(kMostTypes) + " types");
        context.type_index.erase(place);
        return;
      }
      context.types.emplace_back().name = entry.key->text;
      context.types.back().at = entry.key->at;
    }
    if (entry.value->is_null()) continue;
    if (context.shape.is_map(*entry.value, "the type " + in_quotes(entry.key->text)))
      read_type(context, *entry.value, context.types[place->second]);
  }
}

namespace {

// Turns what the files say into types that have inherited everything.
class TypeSettler {
 public:
  explicit TypeSettler(FrameworkContext& context) : context_(context), done_(context.types.size()) {
    for (const TypeSource& type : context.types) names_.push_back(type.name);
  }

  void settle() {
    for (std::size_t i = 0; i < done_.size(); ++i) settle(i, 0);
    for (std::optional<TypeDecl>& type : done_) {
      if (type) context_.framework.types.push_back(std::move(*type));
    }
    judge_names();
  }

 private:
  enum class State : char { unseen, in_progress, done };

  void must_exist(const std::string& name, const Span& at) {
    if (!context_.type_index.contains(name))
      context_.mistakes.add(Mistake::unknown_type, at, "unknown type " + in_quotes(name),
                            context_.mistakes.did_you_mean(name, names_));
  }

  void judge_names();
  void cycle(std::size_t i);
  const TypeDecl* settle(std::size_t i, std::size_t depth);
  const TypeDecl* settled_base(std::size_t i, std::size_t depth);
  void judge_roles(const TypeSource&, const TypeDecl&);
  void settle_drain(const TypeSource&, const TypeDecl* base, TypeDecl&);
  void settle_callbacks(const TypeSource&, const TypeDecl* base, TypeDecl&);

  FrameworkContext& context_;
  std::vector<std::optional<TypeDecl>> done_;
  std::vector<State> state_ = std::vector<State>(done_.size(), State::unseen);
  Words names_;
};

void TypeSettler::cycle(std::size_t i) {
  std::string text = context_.types[i].name;
  for (std::size_t k = context_.type_index.at(*context_.types[i].extends);;
       k = context_.type_index.at(*context_.types[k].extends)) {
    text += " -> " + context_.types[k].name;
    if (k == i) break;
  }
  context_.mistakes.add(Mistake::extends_cycle, context_.types[i].extends_at, "types extend themselves: " + text);
}

const TypeDecl* TypeSettler::settled_base(std::size_t i, std::size_t depth) {
  const TypeSource& type = context_.types[i];
  if (!type.extends) return nullptr;
  const auto found = context_.type_index.find(*type.extends);
  if (found == context_.type_index.end()) {
    must_exist(*type.extends, type.extends_at);
    return nullptr;
  }
  if (state_[found->second] == State::in_progress) {
    cycle(found->second);
    return nullptr;
  }
  return settle(found->second, depth + 1);
}

void TypeSettler::settle_callbacks(const TypeSource& source, const TypeDecl* base, TypeDecl& type) {
  const Framework& framework = context_.framework;
  const auto add = [&](const std::string& callback, CallbackKind kind) {
    if (type.callback(callback) == nullptr) type.callbacks.push_back({callback, kind});
  };
  if (source.lifecycle || base == nullptr) {
    for (const Phase phase : source.lifecycle.value_or(std::vector{Phase::cleanup, Phase::destroy}))
      phase == Phase::cleanup ? add(framework.cleanup_name, CallbackKind::cleanup)
                              : add(framework.destroy_name, CallbackKind::destroy);
  }
  if (base != nullptr) {
    for (const CallbackType& callback : base->callbacks) {
      const bool is_lifecycle = callback.kind == CallbackKind::cleanup || callback.kind == CallbackKind::destroy;
      if (!is_lifecycle || !source.lifecycle) add(callback.name, callback.kind);
    }
  }
  for (const std::string& name : source.entry) {
    if (type.entry() != nullptr && type.entry()->name != name)
      context_.mistakes.add(Mistake::no_such_rule_part, source.entry_at,
                            in_quotes(type.name) + " has two entry callbacks, " + in_quotes(type.entry()->name) +
                                " and " + in_quotes(name),
                            "'enqueue' would not say which of them is to run");
    add(name, CallbackKind::entry);
  }
  for (const std::string& name : source.removal) add(name, CallbackKind::removal);
}

// `cancel` and `flush` mean one thing of what runs, and another of an I/O target; of a request yet another.
void TypeSettler::judge_roles(const TypeSource& source, const TypeDecl& type) {
  if (source.roles.empty()) return;
  std::vector<std::string_view> contrary;
  for (const char* role : {"io-target", "request"})
    if (type.has_role(role)) contrary.emplace_back(role);
  for (const char* role : {"work-item", "timer", "dpc"})
    if (type.has_role(role) && !contrary.empty()) contrary.emplace_back(role);
  if (contrary.size() < 2) return;
  context_.mistakes.add(Mistake::no_such_rule_part, source.roles_at,
                        in_quotes(type.name) + " cannot be " + listed(contrary) + " at once",
                        "'cancel' would not say what is meant");
}

void TypeSettler::settle_drain(const TypeSource& source, const TypeDecl* base, TypeDecl& type) {
  Drain drain = base == nullptr ? Drain{} : base->drain;
  if (source.drained == false) drain.queued = Drain::Queued::not_drained;
  if (source.queued && source.drained != false) drain.queued = *source.queued;
  if (source.own_delete) drain.own_delete = *source.own_delete;
  if (source.runs_at) drain.runs_at = *source.runs_at;
  if (source.drained_after) drain.after_cleanup = *source.drained_after;
  if (source.drained == true && drain.queued == Drain::Queued::not_drained)
    context_.mistakes.add(Mistake::no_such_rule_part, source.drained_at,
                          "a type that is drained before its cleanup must say what becomes of a queued run",
                          "add 'queued-run: runs' or 'queued-run: cancelled'");
  const bool base_is_known = base != nullptr || !source.extends;
  const bool base_is_drained = base != nullptr && base->drain.queued != Drain::Queued::not_drained;
  if (source.queued && !source.drained && base_is_known && !base_is_drained)
    context_.mistakes.add(Mistake::no_such_rule_part, source.queued_at,
                          "'queued-run' says what becomes of a run before the cleanup, and no run is waited for",
                          "add 'drained-before: cleanup'");
  if (source.queued && source.drained == false && source.drained_at.file == source.queued_at.file)
    context_.mistakes.add(Mistake::no_such_rule_part, source.queued_at,
                          "'queued-run' goes with 'drained-before: cleanup' alone");
  type.drain = drain;
}

const TypeDecl* TypeSettler::settle(std::size_t i, std::size_t depth) {
  if (state_[i] == State::done) return &*done_[i];
  const TypeSource& source = context_.types[i];
  if (depth > kLongestLineage) {
    context_.mistakes.add(Mistake::number_out_of_range, source.at,
                          "types extend each other more than " + std::to_string(kLongestLineage) + " deep");
    return nullptr;
  }
  state_[i] = State::in_progress;
  const TypeDecl* base = settled_base(i, depth);
  TypeDecl type;
  type.name = source.name;
  type.at = source.at;
  type.extends = source.extends.value_or("");
  type.lineage = {source.name};
  if (base != nullptr) type.lineage.insert(type.lineage.end(), base->lineage.begin(), base->lineage.end());
  settle_callbacks(source, base, type);
  type.parent = source.parent ? *source.parent : base != nullptr ? base->parent : ParentRule{};
  type.driver_may_delete = source.driver_may_delete.value_or(base == nullptr || base->driver_may_delete);
  type.delete_source = source.delete_source.value_or(base == nullptr ? "" : base->delete_source);
  type.passive_cleanup = source.passive_cleanup.value_or(base != nullptr && base->passive_cleanup);
  if (base != nullptr) type.roles = base->roles;
  for (const std::string& role : source.roles)
    if (!type.has_role(role)) type.roles.push_back(role);
  judge_roles(source, type);
  settle_drain(source, base, type);
  type.says = source.says;
  type.source = source.source;
  state_[i] = State::done;
  done_[i] = std::move(type);
  return &*done_[i];
}

void TypeSettler::judge_names() {
  for (const TypeSource& type : context_.types)
    for (const auto& [name, at] : type.mentioned)
      if (!name.empty()) must_exist(name, at);
  for (const auto& [name, at] : context_.mentioned_types) must_exist(name, at);
  const std::string& general = context_.framework.general_type;
  if (!general.empty()) must_exist(general, context_.general_at);
}

}  // namespace

void settle_types(FrameworkContext& context) { TypeSettler(context).settle(); }

}  // namespace afterlife

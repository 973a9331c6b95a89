#include "model/reader/yaml/yaml.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "model/reader/yaml/parser.hpp"
#include "model/reader/yaml/scalars.hpp"

namespace afterlife::yaml {
namespace {

constexpr std::size_t kFewKeys = 8;
constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

// Builds the tree from events. `open_` are the mappings and sequences that have begun and not ended.
class Builder {
 public:
  Builder(std::string_view text, std::uint32_t file, Mistakes& mistakes)
      : parser_(text), places_(text), file_(file), mistakes_(mistakes) {}

  std::optional<Tree> build();

 private:
  struct Open {
    Node* node;
    const Node* key = nullptr;                                 // a mapping's key that waits for its value
    std::unordered_map<std::string_view, std::uint32_t> keys;  // of a large mapping, so far, with their lines
    bool is_repeated = false;                                  // that key, in this mapping
    bool flow = false;
    std::string anchor;
  };

  enum class Outcome { go_on, done, refused };
  Outcome take(const yaml_event_t&);
  Outcome begin(const yaml_event_t&, Node::Kind, const yaml_char_t* anchor, bool flow);
  Outcome end(const yaml_event_t&);
  Outcome scalar(const yaml_event_t&);
  Outcome alias(const yaml_event_t&);
  Outcome attach(const Node&, const Span& at);
  Outcome refuse(Mistake, const Span&, std::string message, std::string hint = {});
  bool judge_key(Open&, const Node& key, const Span& at);
  static std::optional<std::uint32_t> line_of_same_key(Open&, const Node& key, const Span& at);
  void judge_tag(const yaml_char_t* tag, Node&);
  void remember(const yaml_char_t* anchor, const Node&);
  void syntax_mistake();
  Span span(const yaml_mark_t& from, const yaml_mark_t& to);

  EventParser parser_;
  Places places_;
  std::uint32_t file_;
  Mistakes& mistakes_;
  Tree tree_;
  std::vector<Open> open_;
  std::unordered_map<std::string, const Node*> anchors_;
  std::size_t aliased_ = 0;
  int documents_ = 0;
};

Span Builder::span(const yaml_mark_t& from, const yaml_mark_t& to) {
  const auto begin = places_.of(from.index, from.line, from.column);
  const auto end = places_.of(to.index, to.line, to.column);
  return {file_, begin.line, begin.column, end.line, end.column};
}

Builder::Outcome Builder::refuse(Mistake mistake, const Span& at, std::string message, std::string hint) {
  mistakes_.add(mistake, at, std::move(message), std::move(hint));
  return Outcome::refused;
}

std::optional<Tree> Builder::build() {
  for (;;) {
    mistakes_.proceed();
    const yaml_event_t* event = parser_.next();
    if (event == nullptr) {
      syntax_mistake();
      return std::nullopt;
    }
    const Outcome outcome = take(*event);
    if (outcome == Outcome::refused) return std::nullopt;
    if (outcome == Outcome::done) break;
  }
  if (tree_.root == nullptr || tree_.root->is_null()) {
    mistakes_.add(Mistake::empty_file, {file_, 1, 1, 1, 1}, "the file is empty");
    return std::nullopt;
  }
  return std::move(tree_);
}

Builder::Outcome Builder::take(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      if (++documents_ > 1)
        return refuse(Mistake::several_documents, span(event.start_mark, event.end_mark),
                      "a second document begins here", "put each document into a file of its own");
      return Outcome::go_on;
    case YAML_STREAM_END_EVENT: return Outcome::done;
    case YAML_SCALAR_EVENT: return scalar(event);
    case YAML_ALIAS_EVENT: return alias(event);
    case YAML_SEQUENCE_START_EVENT:
      return begin(event, Node::Kind::sequence, event.data.sequence_start.anchor,
                   event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
      return begin(event, Node::Kind::mapping, event.data.mapping_start.anchor,
                   event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return end(event);
    default: return Outcome::go_on;
  }
}

Builder::Outcome Builder::begin(const yaml_event_t& event, Node::Kind kind, const yaml_char_t* anchor, bool flow) {
  Node& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.at = span(event.start_mark, event.start_mark);
  if (open_.size() >= kDeepest)
    return refuse(Mistake::nested_too_deeply, node.at,
                  "values are nested more than " + std::to_string(kDeepest) + " deep");
  judge_tag(kind == Node::Kind::mapping ? event.data.mapping_start.tag : event.data.sequence_start.tag, node);
  Open open;
  open.node = &node;
  open.flow = flow;
  if (anchor != nullptr) {
    open.anchor = std::string(
        view(anchor, std::char_traits<char>::length(static_cast<const char*>(static_cast<const void*>(anchor)))));
    anchors_[open.anchor] = nullptr;  // begun: an alias to it from inside would be recursive
  }
  open_.push_back(std::move(open));
  return Outcome::go_on;
}

Builder::Outcome Builder::end(const yaml_event_t& event) {
  const Open open = std::move(open_.back());
  open_.pop_back();
  Node& node = *open.node;
  // The library ends a block where the next thing begins; for us it ends with its last value.
  const Span last =
      open.flow || node.entries.empty() ? span(event.start_mark, event.end_mark) : node.entries.back().value->at;
  const bool ends_before =
      last.end_line < node.at.line || (last.end_line == node.at.line && last.end_column < node.at.column);
  if (!ends_before) {
    node.at.end_line = last.end_line;
    node.at.end_column = last.end_column;
  }
  if (!open.anchor.empty()) anchors_[open.anchor] = &node;
  return attach(node, node.at);
}

Builder::Outcome Builder::scalar(const yaml_event_t& event) {
  const auto& data = event.data.scalar;
  Node& node = tree_.nodes.emplace_back();
  node.at = span(event.start_mark, event.end_mark);
  node.text = view(data.value, data.length);
  node.plain = data.style == YAML_PLAIN_SCALAR_STYLE;
  judge_tag(data.tag, node);
  remember(data.anchor, node);
  return attach(node, node.at);
}

void Builder::remember(const yaml_char_t* anchor, const Node& node) {
  if (anchor == nullptr) return;
  anchors_[static_cast<const char*>(static_cast<const void*>(anchor))] = &node;
}

void Builder::judge_tag(const yaml_char_t* tag, Node& node) {
  if (tag == nullptr) return;
  const std::string_view name = static_cast<const char*>(static_cast<const void*>(tag));
  const std::string_view kind = name.starts_with(kCoreTag) ? name.substr(kCoreTag.size()) : std::string_view();
  const bool says_string = name == "!" || kind == "str";
  if (says_string && node.is_scalar()) {
    node.plain = false;
    return;
  }
  const bool fits = node.is_mapping()    ? kind == "map" || name == "!"
                    : node.is_sequence() ? kind == "seq" || name == "!"
                                         : kind == "int" || kind == "bool" || kind == "null";
  if (!fits)
    mistakes_.add(Mistake::yaml_syntax, node.at, "the tag " + in_quotes(name) + " means nothing here", "remove it");
}

Builder::Outcome Builder::alias(const yaml_event_t& event) {
  const std::string name = static_cast<const char*>(static_cast<const void*>(event.data.alias.anchor));
  const Span at = span(event.start_mark, event.end_mark);
  const auto found = anchors_.find(name);
  if (found == anchors_.end()) {
    std::vector<std::string_view> names;
    if (anchors_.size() <= 1000)
      for (const auto& [anchor, node] : anchors_) names.push_back(anchor);
    std::ranges::sort(names);
    return refuse(Mistake::unknown_anchor, at, "no anchor '&" + name.substr(0, 60) + "' comes before this alias",
                  mistakes_.did_you_mean(name, names));
  }
  if (found->second == nullptr)
    return refuse(Mistake::recursive_alias, at, "the alias '*" + name.substr(0, 60) + "' stands inside what it names",
                  "write out what is meant");
  const Node& node = *found->second;
  aliased_ += node.weight;
  if (aliased_ > kMostAliased)
    return refuse(Mistake::expands_too_far, at,
                  "the aliases of this file stand for more than " + std::to_string(kMostAliased) + " values");
  if (open_.size() + node.height > kDeepest)
    return refuse(Mistake::nested_too_deeply, at, "values are nested more than " + std::to_string(kDeepest) + " deep");
  return attach(node, at);
}

Builder::Outcome Builder::attach(const Node& node, const Span& at) {
  if (open_.empty()) {
    tree_.root = &node;
    return Outcome::go_on;
  }
  Open& parent = open_.back();
  Node& above = *parent.node;
  above.height = std::max<std::uint8_t>(above.height, static_cast<std::uint8_t>(node.height + 1));
  above.weight =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{above.weight} + node.weight, UINT32_MAX));
  if (above.is_sequence()) {
    above.entries.push_back({nullptr, &node});
  } else if (parent.key == nullptr) {
    parent.is_repeated = !judge_key(parent, node, at);
    parent.key = &node;
  } else {
    if (!parent.is_repeated) above.entries.push_back({parent.key, &node});
    parent.key = nullptr;
  }
  return Outcome::go_on;
}

// Whether the key is the first of its name: what a repeated one says is left out of the tree.
bool Builder::judge_key(Open& parent, const Node& key, const Span& at) {
  if (!key.is_scalar()) {
    mistakes_.add(Mistake::strange_key, at, "a key must be a word, not a list or a map");
    return true;
  }
  const std::optional<std::uint32_t> first = line_of_same_key(parent, key, at);
  if (!first) return true;
  mistakes_.add(Mistake::duplicate_key, at, "the key " + in_quotes(key.text) + " is given twice",
                "it is first given in line " + std::to_string(*first));
  return false;
}

// Most mappings have a handful of keys, for which looking through them is faster than a table.
std::optional<std::uint32_t> Builder::line_of_same_key(Open& parent, const Node& key, const Span& at) {
  const std::vector<Entry>& entries = parent.node->entries;
  if (entries.size() <= kFewKeys) {
    for (const Entry& entry : entries)
      if (entry.key->is_scalar() && entry.key->text == key.text) return entry.key->at.line;
    return std::nullopt;
  }
  if (parent.keys.empty())
    for (const Entry& entry : entries)
      if (entry.key->is_scalar()) parent.keys.emplace(entry.key->text, entry.key->at.line);
  const auto [first, is_new] = parent.keys.emplace(key.text, at.line);
  return is_new ? std::nullopt : std::optional(first->second);
}

void Builder::syntax_mistake() {
  const yaml_parser_t& state = parser_.state();
  Span at = span(state.problem_mark, state.problem_mark);
  at.end_column = at.column + 1;
  const std::string_view problem = state.problem == nullptr ? "the file is not YAML" : state.problem;
  const bool is_tab = problem.find("cannot start any token") != std::string_view::npos;
  std::string hint;
  if (is_tab) hint = "indent with spaces, not with tabs, and put quotes around a value that begins with one of @ ` %";
  if (state.context != nullptr && state.context_mark.line != state.problem_mark.line)
    hint += std::string(hint.empty() ? "" : "; ") + state.context + " that begins in line " +
            std::to_string(state.context_mark.line + 1);
  mistakes_.add(Mistake::yaml_syntax, at, "not YAML: " + std::string(problem), hint);
}

std::string text_of(const yaml_char_t* anchor) { return static_cast<const char*>(static_cast<const void*>(anchor)); }

// The digits of an integer, and what they are digits of.
struct Digits {
  std::string_view text;
  int base = 10;
  bool negative = false;
};

// Only decimal ones have a sign.
Digits digits_of(std::string_view text) {
  if (text.starts_with("0o")) return {text.substr(2), 8};
  if (text.starts_with("0x")) return {text.substr(2), 16};
  const bool negative = text.starts_with('-');
  return {text.substr(negative || text.starts_with('+') ? 1 : 0), 10, negative};
}

}  // namespace

bool Node::is_null() const {
  return is_scalar() && plain && (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

const Entry* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key != nullptr && entry.key->is_scalar() && entry.key->text == key) return &entry;
  return nullptr;
}

std::optional<Tree> parse(const Source& source, std::uint32_t file, Mistakes& mistakes) {
  if (!is_readable(source.text, file, mistakes)) return std::nullopt;
  return Builder(source.text, file, mistakes).build();
}

std::optional<Scalar> top_level_scalar(const Source& source, std::string_view key,
                                       const std::function<void()>& proceed) {
  Mistakes unheard(proceed);
  const std::string_view text = without_mark(source.text);
  if (!is_readable(text, unheard.add_file(source), unheard)) return std::nullopt;
  EventParser parser(text);
  Places places(text);
  const auto place = [&](const yaml_event_t& event) {
    const auto begin = places.of(event.start_mark.index, event.start_mark.line, event.start_mark.column);
    const auto end = places.of(event.end_mark.index, event.end_mark.line, event.end_mark.column);
    return Span{0, begin.line, begin.column, end.line, end.column};
  };
  std::unordered_map<std::string, std::string> anchored;  // scalars
  int depth = 0;
  bool is_key = true, is_wanted = false;
  while (const yaml_event_t* event = parser.next()) {
    unheard.proceed();
    const bool begins = event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
    const bool ends = event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;
    if (event->type == YAML_STREAM_END_EVENT) break;
    if (begins && ++depth > static_cast<int>(kDeepest)) break;
    if (ends) --depth;
    const bool is_scalar = event->type == YAML_SCALAR_EVENT, is_alias = event->type == YAML_ALIAS_EVENT;
    const std::string_view word =
        is_scalar ? view(event->data.scalar.value, event->data.scalar.length) : std::string_view();
    if (is_scalar && event->data.scalar.anchor != nullptr)
      anchored.insert_or_assign(text_of(event->data.scalar.anchor), std::string(word));
    if (depth != 1 || !(is_scalar || is_alias || ends)) continue;
    if (is_scalar && is_wanted) return Scalar{std::string(word), place(*event)};
    if (is_alias && is_wanted)
      if (const auto meant = anchored.find(text_of(event->data.alias.anchor)); meant != anchored.end())
        return Scalar{meant->second, place(*event)};
    is_wanted = is_scalar && is_key && word == key;
    is_key = !is_key;
  }
  return std::nullopt;
}

std::optional<bool> boolean(const Node& node) {
  if (!node.is_scalar() || !node.plain) return std::nullopt;
  if (node.text == "true" || node.text == "True" || node.text == "TRUE") return true;
  if (node.text == "false" || node.text == "False" || node.text == "FALSE") return false;
  return std::nullopt;
}

std::optional<long long> integer(const Node& node) {
  if (!node.is_scalar() || !node.plain) return std::nullopt;
  const Digits digits = digits_of(node.text);
  long long value = 0;
  const char *const begin = digits.text.data(), *const end = begin + digits.text.size();
  if (digits.text.empty() || digits.text.starts_with('-')) return std::nullopt;
  const auto [read_to, error] = std::from_chars(begin, end, value, digits.base);
  if (read_to != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) value = INT64_MAX;
  return digits.negative ? -value : value;
}

}  // namespace afterlife::yaml

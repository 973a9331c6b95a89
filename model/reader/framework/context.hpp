// What the parts of the framework reader share. A framework is read layer by layer: first what it extends, then its own
// file over that. Types are settled (what they inherit) when all layers are there.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/framework.hpp"
#include "model/reader/yaml/shape.hpp"

namespace afterlife {

// A type as the files say it, before it inherits. A key that no file gives is empty.
struct TypeSource {
  std::string name;
  Span at;
  std::optional<std::string> extends;
  Span extends_at;
  std::optional<std::vector<Phase>> lifecycle;
  std::vector<std::string> entry, removal;
  std::optional<ParentRule> parent;
  std::vector<std::pair<std::string, Span>> mentioned;  // types that its parent rule names
  std::optional<bool> driver_may_delete;
  std::optional<std::string> delete_source;
  std::optional<bool> passive_cleanup;
  std::vector<std::string> roles;
  std::optional<bool> drained;  // drained-before: cleanup, or never
  Span drained_at;
  std::optional<Drain::Queued> queued;
  Span queued_at;
  std::optional<Drain::OwnDelete> own_delete;
  std::optional<Drain::RunsAt> runs_at;
  std::optional<bool> drained_after;
  Span entry_at;                                           // of its own entry callbacks
  std::vector<std::pair<std::string, Span>> callbacks_at;  // its own entry and removal callbacks
  Span roles_at;
  std::string says, source;
};

struct FrameworkContext {
  explicit FrameworkContext(Mistakes& m) : mistakes(m), shape(m) {}

  Mistakes& mistakes;
  Shape shape;
  Framework framework;
  std::deque<Source> sources;  // stable: spans and mistakes point at them
  std::vector<TypeSource> types;
  std::unordered_map<std::string, std::size_t> type_index;
  Span general_at;
  std::vector<std::pair<std::string, Span>> removal_order_at;
  std::vector<std::pair<std::string, Span>> mentioned_types;  // by rules and references
};

void read_rules(FrameworkContext&, const yaml::Node&);
void read_references(FrameworkContext&, const yaml::Node&);
void drop(FrameworkContext&, const yaml::Node&);
void read_types(FrameworkContext&, const yaml::Node&);
void read_deletion(FrameworkContext&, const yaml::Node&);
// Inheritance, and every name of a type that is no type.
void settle_types(FrameworkContext&);
// Callbacks and ids of all layers together: none has the name of another.
void judge_names(FrameworkContext&);
// Rules that contradict each other.
void judge_rules(FrameworkContext&);

// The types named by a list (or by one word), noted for settle_types.
std::vector<std::string> type_list(FrameworkContext&, const yaml::Node&, std::string_view what,
                                   std::vector<std::pair<std::string, Span>>& mentioned);
// The words of a list (or one word), each once: one that comes again is a mistake.
std::vector<const yaml::Node*> distinct_words(FrameworkContext&, const yaml::Node&, std::string_view what, bool single);
// The name of a callback, which must be none of the words that have a meaning of their own where it stands.
void judge_callback_name(FrameworkContext&, const yaml::Node&, std::string_view may_be = {});
// An id of a rule or a reference: letters, digits, '_' and '-'.
bool is_id(FrameworkContext&, const yaml::Node&);
std::string optional_word(FrameworkContext&, const yaml::Node& map, std::string_view key);

}  // namespace afterlife

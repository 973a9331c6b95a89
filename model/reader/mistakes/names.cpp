#include "model/reader/mistakes/names.hpp"

#include <algorithm>

namespace afterlife {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Who acts is named in a log: the threads beside these two.
bool is_reserved(std::string_view name, EntityKind kind) {
  return name == "self" || name == "each" || name == "before" ||
         (kind == EntityKind::thread && (name == "teardown" || name == "framework"));
}

}  // namespace

std::string_view word_for(EntityKind kind) {
  switch (kind) {
    case EntityKind::object: return "object";
    case EntityKind::thread: return "thread";
    case EntityKind::lock: return "lock";
    case EntityKind::signal: return "signal";
    case EntityKind::flag: return "flag";
  }
  return "";
}

void Names::declare(std::string_view name, Named named, const Span& at, Mistakes& mistakes) {
  if (is_reserved(name, named.kind)) {
    mistakes.add(Mistake::reserved_name, at, in_quotes(name) + " is a word of the language", "choose another name");
    return;
  }
  if (name.empty() || !std::ranges::all_of(name, is_name_character))
    mistakes.add(Mistake::bad_name, at, in_quotes(name) + " is not a name",
                 "a name is made of letters, digits, '_' and '-'");
  const auto [place, is_new] = places_.emplace(name, Place{named, at.line});
  if (!is_new) {
    const auto& [first, line] = place->second;
    mistakes.add(Mistake::name_used_twice, at,
                 in_quotes(name) + " is already the name of " + (first.kind == EntityKind::object ? "an " : "a ") +
                     std::string(word_for(first.kind)),
                 "it is declared in line " + std::to_string(line) +
                     "; objects, threads, locks, signals and flags share their names");
    return;
  }
  by_kind_[static_cast<std::size_t>(named.kind)].push_back(name);
}

const Named* Names::find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &found->second.named;
}

}  // namespace afterlife

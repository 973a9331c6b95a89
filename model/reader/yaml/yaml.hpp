// A YAML file as a tree in which every value knows where it stands. The YAML library is known only in
// yaml_parser.
//
//   Mistakes mistakes;
//   auto tree = yaml::parse(source, mistakes.add_file(source), mistakes);   // nothing: see the mistakes
//   for (const yaml::Entry& e : tree->root->entries) std::cout << e.key->text << " in line " << e.key->at.line << '\n';
//
// An alias is the node that it names, shared, not copied. What aliases stand for is bounded (kMostAliased), and so is
// nesting (kDeepest): nobody who walks a tree has to guard against either.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/reader/mistakes/mistakes.hpp"

namespace afterlife::yaml {

inline constexpr std::size_t kLargestFile = 64 * 1024 * 1024;
inline constexpr std::size_t kDeepest = 64;
inline constexpr std::size_t kMostAliased = 1'000'000;

struct Node;

struct Entry {
  const Node* key = nullptr;  // none in a sequence
  const Node* value = nullptr;
};

struct Node {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };
  Kind kind = Kind::scalar;
  bool plain = false;        // a scalar without quotes (and without a tag that says it is a string)
  std::uint8_t height = 0;   // of the tree below
  std::uint32_t weight = 1;  // nodes in the tree below, this one too, aliases written out
  Span at;
  std::string text;            // of a scalar
  std::vector<Entry> entries;  // of a mapping or sequence

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
  [[nodiscard]] bool is_null() const;                           // by the core schema
  [[nodiscard]] const Entry* find(std::string_view key) const;  // of a mapping
};

struct Tree {
  std::deque<Node> nodes;
  const Node* root = nullptr;
};

// Nothing when the file is no tree at all; other mistakes (a duplicate key) leave a tree to go on with.
std::optional<Tree> parse(const Source&, std::uint32_t file, Mistakes&);

// The scalar under one key of the top-level mapping, or what an alias there stands for, found without judging the rest.
struct Scalar {
  std::string text;
  Span at;
};
std::optional<Scalar> top_level_scalar(const Source&, std::string_view key, const std::function<void()>& proceed = {});

// Scalars by the core schema: `yes`, `on`, `n` are strings, and integers are `12`, `+3`, `0o17` or `0x1F`.
std::optional<bool> boolean(const Node&);
std::optional<long long> integer(const Node&);  // one that fits; a longer one is the largest or smallest

}  // namespace afterlife::yaml

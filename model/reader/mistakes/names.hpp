// The names of a scenario: objects, threads, locks, signals and flags share one namespace.
//
//   Names names;
//   names.declare("Worker", {EntityKind::thread, 0}, span, mistakes);
//   if (const Named* worker = names.find("Worker")) print(word_for(worker->kind));     // thread
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/reader/mistakes/mistakes.hpp"
#include "model/scenario.hpp"

namespace afterlife {

struct Named {
  EntityKind kind = EntityKind::object;
  int index = -1;
};

std::string_view word_for(EntityKind);  // "object"

class Names {
 public:
  // Declares a name, or says why it cannot be one; the declaration has the given index either way.
  void declare(std::string_view name, Named, const Span& at, Mistakes&);

  // About this many more names are going to be declared.
  void expect(std::size_t more) { places_.reserve(places_.size() + more); }

  [[nodiscard]] const Named* find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string_view>& of(EntityKind kind) const {
    return by_kind_[static_cast<std::size_t>(kind)];
  }

  // Set when a part of the file that declares names could not be read: what is unknown then may well be there.
  bool incomplete = false;

 private:
  struct Place {
    Named named;
    std::uint32_t line = 0;
  };
  std::unordered_map<std::string_view, Place> places_;  // the words live in the tree of the file
  std::array<std::vector<std::string_view>, 5> by_kind_;
};

}  // namespace afterlife

// What the parts of the scenario reader share. Each part is one step of read_scenario (scenario.cpp), in this order:
//
//   declare_names    every name, so that all may be used before they are declared
//   read_objects     types, parents, counts
//   read_threads
//   read_bodies      actions of callbacks, threads and teardown
//   settle_parents   default parents, cycles, rules about parents
//   judge_locks      every unlock is of a lock that is held
//   read_questions   assume, check, bounds
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/reader/mistakes/names.hpp"
#include "model/reader/yaml/shape.hpp"

namespace afterlife {

// What is known of a declaration while reading, beside what is in the scenario.
struct ObjectSource {
  const yaml::Node* key = nullptr;
  const yaml::Node* body = nullptr;  // its map; none when it has none
  const TypeDecl* type = nullptr;    // none when it is unknown
  bool parent_given = false;         // also when what is given is unknown
  bool runs = false;                 // some action enqueues or sends it
  Span parent_at, from_at;
};

struct ScenarioContext {
  ScenarioContext(const Framework& f, Mistakes& m);

  const Framework& framework;
  Mistakes& mistakes;
  Shape shape;
  Scenario scenario;
  Names names;
  std::unordered_map<std::string_view, const TypeDecl*> types;
  Words type_names;
  std::vector<ObjectSource> objects;             // as scenario.objects
  std::vector<const yaml::Node*> thread_bodies;  // as scenario.threads
};

// Whose body is read: `self` and the owner's own name mean something in an object's callback alone.
struct BodyOwner {
  int object = -1;
};

// What an action may be done to.
struct Wanted {
  std::string_view action;
  std::vector<EntityKind> kinds;
  Words roles;               // of an object; empty: any
  bool declaration = false;  // a bare name, never an instance
};

void declare_names(ScenarioContext&, const yaml::Node& root);
void read_objects(ScenarioContext&);
void read_threads(ScenarioContext&);
void read_bodies(ScenarioContext&, const yaml::Node& root);
void settle_parents(ScenarioContext&);
void judge_locks(ScenarioContext&);
void read_questions(ScenarioContext&, const yaml::Node& root);
void fill_in_defaults(ScenarioContext&, const yaml::Node& root);

// "Memory", "Memory#2", "self", "each Memory".
std::optional<Mention> read_mention(ScenarioContext&, const yaml::Node&, const Wanted&, const BodyOwner&);
Body read_body(ScenarioContext&, const yaml::Node&, std::string_view what, const BodyOwner&);

// A name of a declaration, resolved, or a mistake. `begin`, `end`: the part of the node's text.
const Named* resolve(ScenarioContext&, const yaml::Node&, std::size_t begin, std::size_t end, const Wanted&);
// The number after '#': from 1 to the declaration's count.
std::optional<int> read_instance(ScenarioContext&, const yaml::Node&, std::size_t begin, std::size_t end, const Named&);

std::optional<Order> read_order(ScenarioContext&, const yaml::Node&);
std::vector<Check> read_checks(ScenarioContext&, const yaml::Node&);
// "Memory", "Memory#2" in a check's `of`.
std::optional<EventName> read_subject(ScenarioContext&, const yaml::Node&, std::size_t begin, std::size_t end);

}  // namespace afterlife

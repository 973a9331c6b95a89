// Every mistake that a reader can report: its stable code and a short title, in one table. docs/diagnostics.md shows
// an example of each.
//
//   for (const CodeFacts& c : diagnostic_codes()) std::cout << c.code << "  " << c.title << '\n';
#pragma once

#include <span>
#include <string_view>

namespace afterlife {

enum class Mistake {
  // The file, and YAML.
  unreadable_file,
  too_large,
  not_text,
  yaml_syntax,
  empty_file,
  several_documents,
  nested_too_deeply,
  expands_too_far,
  recursive_alias,
  unknown_anchor,
  duplicate_key,
  strange_key,
  many_mistakes,
  // The shape of things.
  unknown_key,
  missing_key,
  wrong_shape,
  wrong_value,
  number_out_of_range,
  bad_name,
  not_one_action,
  // Names in a scenario.
  unknown_type,
  unknown_object,
  unknown_thread,
  unknown_action,
  unknown_callback,
  unknown_hazard,
  unknown_name,
  name_used_twice,
  reserved_name,
  wrong_kind,
  no_such_instance,
  self_outside_callback,
  unknown_event,
  unknown_reading,
  instance_not_wanted,
  // The hierarchy.
  parent_cycle,
  missing_parent,
  forbidden_parent,
  wrong_parent,
  bad_count,
  parent_born_later,
  // Bodies.
  unlock_not_held,
  // Frameworks.
  unknown_framework,
  extends_cycle,
  given_twice,
  nothing_to_drop,
  unknown_axis,
  unknown_phase,
  contradiction,
  no_general_type,
  no_such_rule_part,
};

struct CodeFacts {
  Mistake mistake;
  std::string_view code;   // "AL0301"
  std::string_view title;  // "unknown type"
};

std::span<const CodeFacts> diagnostic_codes();
std::string_view code(Mistake);

}  // namespace afterlife

#include "model/reader/mistakes/codes.hpp"

#include <array>

namespace afterlife {
namespace {

constexpr std::array kCodes = {
    CodeFacts{Mistake::unreadable_file, "AL0101", "file cannot be read"},
    CodeFacts{Mistake::too_large, "AL0102", "file is too large"},
    CodeFacts{Mistake::not_text, "AL0103", "file is not UTF-8 text"},
    CodeFacts{Mistake::yaml_syntax, "AL0104", "not YAML"},
    CodeFacts{Mistake::empty_file, "AL0105", "file is empty"},
    CodeFacts{Mistake::several_documents, "AL0106", "more than one document"},
    CodeFacts{Mistake::nested_too_deeply, "AL0107", "nested too deeply"},
    CodeFacts{Mistake::expands_too_far, "AL0108", "aliases expand too far"},
    CodeFacts{Mistake::recursive_alias, "AL0109", "recursive alias"},
    CodeFacts{Mistake::unknown_anchor, "AL0110", "unknown anchor"},
    CodeFacts{Mistake::duplicate_key, "AL0111", "duplicate key"},
    CodeFacts{Mistake::strange_key, "AL0112", "key is not a word"},
    CodeFacts{Mistake::many_mistakes, "AL0113", "too many mistakes to list"},
    CodeFacts{Mistake::unknown_key, "AL0201", "unknown key"},
    CodeFacts{Mistake::missing_key, "AL0202", "missing key"},
    CodeFacts{Mistake::wrong_shape, "AL0203", "wrong kind of value"},
    CodeFacts{Mistake::wrong_value, "AL0204", "unknown value"},
    CodeFacts{Mistake::number_out_of_range, "AL0205", "number out of range"},
    CodeFacts{Mistake::bad_name, "AL0206", "not a name"},
    CodeFacts{Mistake::not_one_action, "AL0207", "not one action"},
    CodeFacts{Mistake::unknown_type, "AL0301", "unknown type"},
    CodeFacts{Mistake::unknown_object, "AL0302", "unknown object"},
    CodeFacts{Mistake::unknown_thread, "AL0303", "unknown thread"},
    CodeFacts{Mistake::unknown_action, "AL0304", "unknown action"},
    CodeFacts{Mistake::unknown_callback, "AL0305", "unknown callback"},
    CodeFacts{Mistake::unknown_hazard, "AL0306", "unknown hazard"},
    CodeFacts{Mistake::unknown_name, "AL0307", "unknown lock, signal or flag"},
    CodeFacts{Mistake::name_used_twice, "AL0308", "name used twice"},
    CodeFacts{Mistake::reserved_name, "AL0309", "reserved name"},
    CodeFacts{Mistake::wrong_kind, "AL0310", "wrong kind of name"},
    CodeFacts{Mistake::no_such_instance, "AL0311", "no such instance"},
    CodeFacts{Mistake::self_outside_callback, "AL0312", "'self' outside a callback"},
    CodeFacts{Mistake::unknown_event, "AL0313", "unknown event"},
    CodeFacts{Mistake::unknown_reading, "AL0314", "unknown reading"},
    CodeFacts{Mistake::instance_not_wanted, "AL0315", "declaration wanted, not an instance"},
    CodeFacts{Mistake::parent_cycle, "AL0401", "parent cycle"},
    CodeFacts{Mistake::missing_parent, "AL0402", "missing parent"},
    CodeFacts{Mistake::forbidden_parent, "AL0403", "forbidden parent"},
    CodeFacts{Mistake::wrong_parent, "AL0404", "parent of the wrong type"},
    CodeFacts{Mistake::bad_count, "AL0405", "count out of range"},
    CodeFacts{Mistake::parent_born_later, "AL0406", "exists before its parent"},
    CodeFacts{Mistake::unlock_not_held, "AL0501", "unlock of a lock that may not be held"},
    CodeFacts{Mistake::unknown_framework, "AL0601", "unknown framework"},
    CodeFacts{Mistake::extends_cycle, "AL0602", "extends itself"},
    CodeFacts{Mistake::given_twice, "AL0603", "given twice"},
    CodeFacts{Mistake::nothing_to_drop, "AL0604", "nothing to drop"},
    CodeFacts{Mistake::unknown_axis, "AL0605", "unknown axis"},
    CodeFacts{Mistake::unknown_phase, "AL0606", "unknown phase"},
    CodeFacts{Mistake::contradiction, "AL0607", "rules contradict each other"},
    CodeFacts{Mistake::no_general_type, "AL0608", "no general type"},
    CodeFacts{Mistake::no_such_rule_part, "AL0609", "keys that do not go together"},
};

// The table is indexed by the enumeration, so both are in one order.
static_assert([] {
  for (std::size_t i = 0; i < kCodes.size(); ++i)
    if (static_cast<std::size_t>(kCodes[i].mistake) != i) return false;
  return kCodes.size() == static_cast<std::size_t>(Mistake::no_such_rule_part) + 1;
}());

}  // namespace

std::span<const CodeFacts> diagnostic_codes() { return kCodes; }

std::string_view code(Mistake mistake) { return kCodes[static_cast<std::size_t>(mistake)].code; }

}  // namespace afterlife

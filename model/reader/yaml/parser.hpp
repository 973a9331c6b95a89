// The YAML library's event parser, owned. Known only to the files of the tree.
//
//   yaml::EventParser parser(source.text);
//   for (const yaml_event_t* event = parser.next(); event != nullptr; event = parser.next()) print(event->type);
#pragma once

#include <yaml.h>

#include <string_view>

namespace afterlife::yaml {

// A text without mistakes of is_readable().
class EventParser {
 public:
  explicit EventParser(std::string_view text);
  ~EventParser();
  EventParser(const EventParser&) = delete;
  EventParser& operator=(const EventParser&) = delete;

  // The next event, owned here until the next call; nothing when the text is not YAML: see problem().
  const yaml_event_t* next();
  [[nodiscard]] const yaml_parser_t& state() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool has_event_ = false;
};

inline std::string_view view(const yaml_char_t* text, std::size_t length) {
  return {static_cast<const char*>(static_cast<const void*>(text)), length};
}

}  // namespace afterlife::yaml

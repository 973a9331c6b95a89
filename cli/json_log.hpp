// The objects of a log, each with the place of its fields: a JSON array of objects, or an object on each line.
//
//   const JsonLog log = read_json_log(source);
//   for (const JsonObject& object : log.objects)
//     if (const JsonField* event = object.find("event")) complain(event->at);
//
// The parser of the library tells no places. It reads character by character, so they are counted where it reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostic.hpp"

namespace afterlife {

struct JsonField {
  enum class Kind { text, null, other };
  std::string key;
  Kind kind = Kind::other;
  std::string text;
  Span at;  // of a text itself, with its quotes; of anything else the key
};

struct JsonObject {
  Span at;                 // its first character
  bool is_object = false;  // otherwise it is something else, that stands where an object should
  std::vector<JsonField> fields;
  [[nodiscard]] const JsonField* find(std::string_view key) const;
};

struct JsonLog {
  std::vector<JsonObject> objects;
  struct Break {
    Span at;
    std::string why;  // "this is no JSON"
  };
  std::vector<Break> broken;  // what could not be read
};

JsonLog read_json_log(const Source&);

}  // namespace afterlife

// The objects of a log, each with the place of its fields: a JSON array of objects, or an object on each line.
//
//   read_json_log(source, {.object = [&](const JsonObject& object) {
//                            if (const JsonField* event = object.find("event")) complain(event->at);
//                          },
//                          .broken = [&](const Span& at, std::string_view) { complain(at); }});
//
// The objects are handed over one by one and not kept, so a log may be long. The parser of the library tells no places.
// It reads character by character, so they are counted where it reads.
#pragma once

#include <functional>
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

struct JsonLogSink {
  std::function<void(const JsonObject&)> object;                  // each as soon as it has been read
  std::function<void(const Span&, std::string_view why)> broken;  // what could not be read: "this is no JSON"
};

void read_json_log(const Source&, const JsonLogSink&);

}  // namespace afterlife

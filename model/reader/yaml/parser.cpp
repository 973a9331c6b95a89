#include "model/reader/yaml/parser.hpp"

#include <new>

namespace afterlife::yaml {

EventParser::EventParser(std::string_view text) {
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();  // nothing else can go wrong
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser_, static_cast<const unsigned char*>(static_cast<const void*>(text.data())),
                               text.size());
}

EventParser::~EventParser() {
  if (has_event_) yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

const yaml_event_t* EventParser::next() {
  if (has_event_) yaml_event_delete(&event_);
  has_event_ = yaml_parser_parse(&parser_, &event_) != 0;
  if (!has_event_ && parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  return has_event_ ? &event_ : nullptr;
}

}  // namespace afterlife::yaml

#include "cli/input/json_log.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>  // logs are JSON

namespace afterlife {
namespace {

using Json = nlohmann::json;

// Reads characters, and says how many were read.
class Characters {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Characters(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  Characters& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  Characters operator++(int) {
    Characters before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Characters& a, const Characters& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** reached_;
};

class LogLines {
 public:
  explicit LogLines(const std::string& text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      starts_.push_back(at + 1);
  }
  // From one character to the one before another, both of one line.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    const auto line = std::ranges::upper_bound(starts_, begin) - 1;
    const auto number = static_cast<std::uint32_t>(line - starts_.begin() + 1);
    const auto column = [&](std::size_t at) { return static_cast<std::uint32_t>(at - *line + 1); };
    return {0, number, column(begin), number, column(std::max(end, begin + 1))};
  }

 private:
  std::vector<std::size_t> starts_ = {0};
};

class Scanner : public nlohmann::json_sax<Json> {
 public:
  Scanner(const std::string& text, const JsonLogSink& sink) : text_(text), lines_(text), sink_(sink) {}

  void scan() {
    const std::size_t begin = text_.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return;
    if (text_[begin] == '[') {
      of_objects_ = 1;
      part(0, text_.size());
      return;
    }
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      // What stands on one line is read as a whole before any of it counts.
      if (text_.find_first_not_of(" \t\r", at) < end && part(at, end)) sink_.object(current_);
      at = end + 1;
    }
  }

  bool null() override { return value(JsonField::Kind::null); }
  bool boolean(bool /*value*/) override { return value(JsonField::Kind::other); }
  bool number_integer(number_integer_t /*value*/) override { return value(JsonField::Kind::other); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return value(JsonField::Kind::other); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
    return value(JsonField::Kind::other);
  }
  bool binary(binary_t& /*value*/) override { return value(JsonField::Kind::other); }
  bool string(string_t& value) override {
    if (is_of_object()) {
      JsonField& field = current_.fields.back();
      field.kind = JsonField::Kind::text;
      field.text = std::move(value);
      field.at = quoted();
    } else if (depth_ == of_objects_) {
      begin(quoted(), false);
      end();
    }
    return true;
  }
  bool start_object(std::size_t /*size*/) override { return opens(true); }
  bool key(string_t& name) override {
    if (is_of_object()) current_.fields.push_back({std::move(name), JsonField::Kind::other, {}, quoted()});
    return true;
  }
  bool end_object() override { return closes(); }
  bool start_array(std::size_t /*size*/) override { return opens(false); }
  bool end_array() override { return closes(); }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const Json::exception& why) override {
    if (dynamic_cast<const Json::out_of_range*>(&why) != nullptr) {
      sink_.broken(word(), "this number is too large to be read");
      return false;
    }
    const std::size_t last = std::max(begin_, std::min(position(), end_) - (position() > begin_ ? 1 : 0));
    sink_.broken(lines_.span(last, last + 1), "this is no JSON");
    return false;
  }

 private:
  bool part(std::size_t begin, std::size_t end) {
    begin_ = begin;
    end_ = end;
    depth_ = 0;
    // The parser takes it for the end of the text.
    const std::string_view read = std::string_view(text_).substr(begin, end - begin);
    if (const std::size_t nul = read.find('\0'); nul != std::string_view::npos) {
      sink_.broken(lines_.span(begin + nul, begin + nul + 1), "this is no JSON");
      return false;
    }
    reached_ = text_.data() + begin;
    const Characters first(reached_, &reached_), last(text_.data() + end, &reached_);
    return Json::sax_parse(first, last, this);
  }

  // What stands where an object of the log should.
  void begin(const Span& at, bool is_object) {
    current_.at = at;
    current_.is_object = is_object;
    current_.fields.clear();
  }
  void end() const {
    if (of_objects_ > 0) sink_.object(current_);
  }
  [[nodiscard]] bool is_of_object() const { return depth_ == of_objects_ + 1 && current_.is_object; }

  bool opens(bool is_object) {
    if (depth_ == of_objects_) begin(lines_.span(position() - 1, position()), is_object);
    ++depth_;
    return true;
  }
  bool closes() {
    --depth_;
    if (depth_ == of_objects_) end();
    return true;
  }

  [[nodiscard]] std::size_t position() const { return static_cast<std::size_t>(reached_ - text_.data()); }

  // The text whose closing quote was read right now.
  [[nodiscard]] Span quoted() const {
    const std::size_t end = position();
    std::size_t begin = end - 1;
    const auto is_escaped = [&](std::size_t at) {
      std::size_t slashes = 0;
      while (slashes < at && text_[at - 1 - slashes] == '\\') ++slashes;
      return slashes % 2 == 1;
    };
    do --begin;
    while (text_[begin] != '"' || is_escaped(begin));
    return lines_.span(begin, end);
  }

  // Of a number, one more character was read.
  [[nodiscard]] Span word() const {
    const auto of_word = [&](std::size_t at) { return std::isalnum(static_cast<unsigned char>(text_[at])) != 0; };
    std::size_t end = position();
    while (!of_word(end - 1)) --end;
    std::size_t begin = end - 1;
    while (begin > begin_ && (of_word(begin - 1) || text_[begin - 1] == '.' || text_[begin - 1] == '-')) --begin;
    return lines_.span(begin, end);
  }

  bool value(JsonField::Kind kind) {
    if (is_of_object()) {
      current_.fields.back().kind = kind;
    } else if (depth_ == of_objects_) {
      begin(word(), false);
      end();
    }
    return true;
  }

  const std::string& text_;
  LogLines lines_;
  const JsonLogSink& sink_;
  JsonObject current_;  // that is being read
  int of_objects_ = 0;  // how deep the objects of the log are
  int depth_ = 0;
  std::size_t begin_ = 0, end_ = 0;
  const char* reached_ = nullptr;
};

}  // namespace

const JsonField* JsonObject::find(std::string_view key) const {
  const auto found = std::ranges::find(fields, key, &JsonField::key);
  return found == fields.end() ? nullptr : &*found;
}

void read_json_log(const Source& source, const JsonLogSink& sink) { Scanner(source.text, sink).scan(); }

}  // namespace afterlife

// Reading plain shapes out of a located tree: a map with known keys, a list, a word, a number, one of a few words. Each
// says what is wrong and returns nothing, so that the caller goes on with the rest.
//
//   shape.keys(node, {"type", "parent"}, "an object");                    // unknown keys are mistakes
//   if (const yaml::Node* n = shape.get(node, "count")) count = shape.number(*n, "count", 1, 1000);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/framework.hpp"
#include "model/reader/yaml/yaml.hpp"

namespace afterlife {

using Words = std::vector<std::string_view>;

// How levels are written.
const std::vector<std::pair<std::string_view, Irql>>& irqls();

class Shape {
 public:
  explicit Shape(Mistakes& mistakes) : mistakes_(mistakes) {}

  // Whether `node` is a map (a list, a word); if not, a mistake that says what `what` must be.
  bool is_map(const yaml::Node&, std::string_view what);
  bool is_list(const yaml::Node&, std::string_view what);

  // Every key of the map must be one of `known`.
  void keys(const yaml::Node& map, const Words& known, std::string_view what);
  void unknown_key(const yaml::Node& key, const Words& known, std::string_view what);
  void missing_key(const yaml::Node& map, std::string_view key, std::string_view what);

  [[nodiscard]] static const yaml::Node* get(const yaml::Node& map, std::string_view key);

  std::optional<std::string> word(const yaml::Node&, std::string_view what);
  std::optional<bool> truth(const yaml::Node&, std::string_view what);
  std::optional<int> number(const yaml::Node&, std::string_view what, int least, int most,
                            Mistake mistake = Mistake::number_out_of_range);
  // The words of a list; a single word is a list of one where `single` allows it.
  std::vector<const yaml::Node*> words(const yaml::Node&, std::string_view what, bool single);

  template <class T>
  std::optional<T> choice(const yaml::Node& node, std::string_view what,
                          const std::vector<std::pair<std::string_view, T>>& values) {
    const std::optional<std::string> text = word(node, what);
    if (!text) return std::nullopt;
    Words known;
    for (const auto& [name, value] : values) {
      if (*text == name) return value;
      known.push_back(name);
    }
    unknown_value(node, what, known);
    return std::nullopt;
  }

  Mistakes& mistakes() { return mistakes_; }

 private:
  void unknown_value(const yaml::Node&, std::string_view what, const Words& known);
  void wrong_shape(const yaml::Node&, std::string_view what, std::string_view wanted);
  Mistakes& mistakes_;
};

}  // namespace afterlife

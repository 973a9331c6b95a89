// What the examples of model/ use without declaring it.
//
//   const Scenario& scenario = examples::scenario;
#pragma once

#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "model/framework.hpp"
#include "model/reader/mistakes/mistakes.hpp"
#include "model/reader/reader.hpp"
#include "model/reader/yaml/shape.hpp"
#include "model/scenario.hpp"
#include "solver/check.hpp"

namespace afterlife::examples {

extern Scenario scenario;
extern Framework framework;
extern CheckOptions options;
extern Source source;
extern Mistakes mistakes;
extern Shape shape;
extern const yaml::Node& node;
extern Span span;
extern std::vector<std::string_view> types;
extern std::optional<int> count;
extern TypeDecl type;

// Whoever shows or uses something.
template <class... T>
void print(const T&...);
template <class... T>
void show(const T&...);
template <class... T>
void say(const T&...);

// A name that means something else in this header.
namespace model_reader_yaml_scalars {
extern std::uint32_t file;
}  // namespace model_reader_yaml_scalars

}  // namespace afterlife::examples

#include "tests/differential/options.hpp"

#include <iostream>
#include <sstream>

namespace afterlife::differential {
namespace {

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream in(list);
  for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
  return parts;
}

constexpr const char* kUsage =
    "differential [--seed S] [--random N] [--small N|all] [--engine machine,z3,default] [--readings A,B] [--in-code]\n"
    "             [--keep DIR] [--minutes M] [--states N] [--coverage] [FILE...]\n";

}  // namespace

bool parse(int argc, char** argv, Options& options) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (!word.starts_with("--")) {
      options.files.push_back(word);
      continue;
    }
    if (word == "--in-code") {
      options.in_code = true;
      continue;
    }
    if (word == "--coverage") {
      options.coverage = true;
      continue;
    }
    if (i + 1 == words.size()) {
      std::cerr << kUsage;
      return false;
    }
    const std::string& value = words[++i];
    if (word == "--seed") options.seed = std::stoull(value);
    else if (word == "--random") options.random = std::stoull(value);
    else if (word == "--small" && value == "all") options.all_small = true;
    else if (word == "--small") options.small = std::stoull(value);
    else if (word == "--readings") options.readings = split(value);
    else if (word == "--keep") options.keep = value;
    else if (word == "--minutes") options.minutes = std::stod(value);
    else if (word == "--states") options.states = std::stoull(value);
    else if (word == "--engine") {
      for (const std::string& name : split(value))
        options.engines.push_back(name == "machine" ? Engine::machine : name == "z3" ? Engine::z3 : Engine::standard);
    } else {
      std::cerr << kUsage;
      return false;
    }
  }
  if (options.engines.empty()) options.engines = {Engine::machine};
  return true;
}

}  // namespace afterlife::differential

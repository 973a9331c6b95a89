#include "tests/differential/options.hpp"

#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "model/reader/reader.hpp"
#include "tests/generate/own_framework.hpp"

namespace afterlife::differential {
namespace {

constexpr const char* kUsage =
    "differential [--random N [--from I]] [--small N|all] [--seed S] [--part K/N] [FILE|FOLDER...]\n"
    "             [--engine machine,default,z3] [--readings A,B] [--states N] [--timeout S] [--minutes M] [--keep DIR]\n"
    "             [--both-verdicts N] [--at-least N] [--every-pair] [--too-large PERCENT] [--bounds LOOP/RUNS,...] [--own-types]\n"
    "             [--in-turn]\n";

std::vector<std::string> split(const std::string& list, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(list);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

Engine engine_named(const std::string& name) {
  static const std::map<std::string, Engine> kEngines = {
      {"machine", Engine::machine}, {"default", Engine::standard}, {"z3", Engine::z3}, {"whole", Engine::whole}};
  return kEngines.at(name);
}

void set_part(Options& options, const std::string& value) {
  const std::vector<std::string> numbers = split(value, '/');
  options.part = std::stoull(numbers.at(0));
  options.parts = std::stoull(numbers.at(1));
  if (options.part == 0 || options.part > options.parts) throw std::invalid_argument(value);
}

void set_bounds(Options& options, const std::string& value) {
  for (const std::string& one : split(value, ',')) {
    const std::vector<std::string> numbers = split(one, '/');
    options.bounds.push_back({.loop = std::stoi(numbers.at(0)), .runs = std::stoi(numbers.at(1))});
  }
}

bool apply(Options& options, const std::string& word, const std::string& value) {
  const std::map<std::string, std::function<void()>> kMeanings = {
      {"--random", [&] { options.random = std::stoull(value); }},
      {"--from", [&] { options.from = std::stoull(value); }},
      {"--small", [&] { value == "all" ? void(options.all_small = true) : void(options.small = std::stoull(value)); }},
      {"--seed", [&] { options.seed = std::stoull(value); }},
      {"--part", [&] { set_part(options, value); }},
      {"--bounds", [&] { set_bounds(options, value); }},
      {"--engine",
       [&] {
         for (const auto& name : split(value, ',')) options.engines.push_back(engine_named(name));
       }},
      {"--readings", [&] { options.readings = split(value, ','); }},
      {"--states", [&] { options.states = std::stoull(value); }},
      {"--timeout", [&] { options.timeout = std::stod(value); }},
      {"--minutes", [&] { options.minutes = std::stod(value); }},
      {"--keep", [&] { options.keep = value; }},
      {"--both-verdicts", [&] { options.both_verdicts = std::stoull(value); }},
      {"--at-least", [&] { options.scenarios_least = std::stoull(value); }},
      {"--too-large", [&] { options.too_large_percent = std::stoi(value); }},
  };
  const auto meaning = kMeanings.find(word);
  if (meaning == kMeanings.end()) return false;
  meaning->second();
  return true;
}

void heed_environment(Options& options, Enumeration enumeration) {
  if (const char* seed = std::getenv("AFTERLIFE_SEED")) options.seed = std::stoull(seed);
  const char* full = std::getenv("AFTERLIFE_FULL_ENUMERATION");
  if (full == nullptr || std::string(full) != "1") return;
  options.in_turn = false;
  options.random *= 2;
  if (enumeration == Enumeration::sample) return;
  options.all_small = options.all_small || options.small > 0;
}

}  // namespace

Readings::Readings(const Options& options) : in_turn_(options.in_turn), taken_(options.part - 1) {
  for (const std::string& name : options.readings) {
    if (options.own_types) {
      all_.push_back(own_framework(name));
      continue;
    }
    const Read<Framework> framework = read_framework(name);
    if (!framework) throw std::runtime_error("cannot read " + name + ": " + framework.error().front().message);
    all_.push_back(*framework);
  }
}

std::span<const Framework> Readings::next() {
  if (!in_turn_) return all_;
  const std::size_t turn = taken_ + taken_ / all_.size();
  ++taken_;
  return std::span(all_).subspan(turn % all_.size(), 1);
}

bool parse(int argc, char** argv, Options& options, Enumeration enumeration) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!words[i].starts_with("--")) {
        options.files.push_back(words[i]);
      } else if (words[i] == "--every-pair") {
        options.every_pair = true;
      } else if (words[i] == "--own-types") {
        options.own_types = true;
      } else if (words[i] == "--in-turn") {
        options.in_turn = true;
      } else {
        const std::string& word = words[i];
        if (!apply(options, word, words.at(++i))) throw std::invalid_argument(word);
      }
    }
    heed_environment(options, enumeration);
    return true;
  } catch (const std::exception&) {
    std::cerr << kUsage;
    return false;
  }
}

}  // namespace afterlife::differential

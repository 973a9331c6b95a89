#include <algorithm>
#include <filesystem>
#include <ranges>

#include "model/reader/framework/context.hpp"
#include "model/reader/reader.hpp"
#include "model/reader/shipped.hpp"
#include "model/reader/yaml/scalars.hpp"

namespace afterlife {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestChain = 16;  // of files that extend each other

const Words& framework_keys() {
  static const Words keys = {"framework", "title",      "basis",    "extends",       "drop",    "phases", "rules",
                             "types",     "references", "deletion", "removal-order", "hazards", "general"};
  return keys;
}

bool is_path(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

// Of every shipped file, or of those only that a scenario can be checked under.
Words shipped_names(bool readings_only) {
  Words names;
  for (const ShippedFile& file : shipped_files())
    if (file.is_reading || !readings_only) names.push_back(file.name);
  return names;
}

// A text, and where what it extends is looked for.
struct Located {
  Source source;
  std::string identity;    // the same for the same file, to see a cycle
  std::string folder;      // relative paths start here
  bool in_memory = false;  // shipped, or given as text: shipped files come first
};

Located shipped(const ShippedFile& file) {
  return {{std::string(file.name) + ".yaml", std::string(file.text)}, "shipped:" + std::string(file.name), {}, true};
}

std::string joined(const std::string& folder, const std::string& path) {
  return folder.empty() || fs::path(path).is_absolute() ? path : (fs::path(folder) / path).lexically_normal().string();
}

Read<Located> from_disk(const std::string& path, const Proceed& proceed) {
  Read<Source> source = read_source(path, proceed);
  if (!source) return tl::unexpected(source.error());
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(path, ignored);
  return Located{std::move(*source), ignored ? path : whole.string(), fs::path(path).parent_path().string(), false};
}

Diagnostics unknown_framework(const std::string& name, bool readings_only = false) {
  const Words names = shipped_names(readings_only);
  NearestWord nearest;
  const std::string_view near = nearest.among(name, names);
  Diagnostic d;
  d.code = code(Mistake::unknown_framework);
  d.message = "unknown framework " + in_quotes(name);
  d.hint = near.empty() ? "shipped frameworks are " + listed(names) + "; a path has a '/' or ends in .yaml"
                        : "did you mean " + in_quotes(near) + "?";
  return {d};
}

// A file that is there to be extended promises no order at all; nobody means to check under it.
Diagnostics no_reading(const std::string& name) {
  Diagnostic d;
  d.code = code(Mistake::unknown_framework);
  d.message = in_quotes(name) + " has types but no rules, and is no reading";
  d.hint = "the shipped readings are " + listed(shipped_names(true));
  return {d};
}

// What `extends` names, as seen from the extending file.
Read<Located> find_extended(const Located& from, const std::string& name, const Proceed& proceed) {
  const ShippedFile* file = shipped_file(is_path(name) ? fs::path(name).stem().string() : name);
  if (file != nullptr && (!is_path(name) || from.in_memory)) return shipped(*file);
  if (!is_path(name)) return tl::unexpected(unknown_framework(name));
  return from_disk(joined(from.folder, name), proceed);
}

class FrameworkReader {
 public:
  explicit FrameworkReader(const Proceed& proceed) : proceed_(proceed), mistakes_(proceed) {}
  Read<Framework> read(Located first) {
    read_layers(std::move(first));
    if (read_all_) {
      settle_types(context_);
      judge_names(context_);
      judge_rules(context_);
    }
    if (!mistakes_.empty()) return tl::unexpected(mistakes_.in_order());
    for (Source& source : context_.sources) context_.framework.sources.push_back(std::move(source));
    return std::move(context_.framework);
  }

 private:
  struct Layer {
    yaml::Tree tree;
    std::string name;
  };

  void read_layers(Located first);
  bool find_next(Located& located);
  void overlay(const Layer&);
  void read_name(const yaml::Node& root, Layer&);
  void read_phases(const yaml::Node&);
  void read_hazards(const yaml::Node&);
  void read_removal_order(const yaml::Node&);

  const Proceed& proceed_;
  Mistakes mistakes_;
  FrameworkContext context_{mistakes_};
  std::deque<Layer> layers_;  // the file itself, then what it extends
  std::vector<std::string> identities_, names_;
  bool read_all_ = true;
};

void FrameworkReader::read_layers(Located first) {
  context_.framework.hazards.clear();
  for (const HazardFacts& h : hazards()) context_.framework.hazards.push_back(h.hazard);
  Located located = std::move(first);
  do {
    identities_.push_back(located.identity);
    names_.push_back(located.source.name);
    Source source = {located.source.name, std::string(yaml::without_mark(located.source.text))};
    context_.sources.push_back(std::move(source));
    const std::uint32_t file = mistakes_.add_file(context_.sources.back());
    std::optional<yaml::Tree> tree = yaml::parse(context_.sources.back(), file, mistakes_);
    if (!tree || !context_.shape.is_map(*tree->root, "a framework")) {
      read_all_ = false;
      break;
    }
    Layer& layer = layers_.emplace_back();
    layer.tree = std::move(*tree);
  } while (find_next(located));
  // What is extended comes first, so that the extending file has the last word.
  for (Layer& layer : std::views::reverse(layers_)) {
    read_name(*layer.tree.root, layer);
    overlay(layer);
  }
  Framework& framework = context_.framework;
  if (!layers_.empty()) framework.name = layers_.front().name;
  for (const Layer& layer : layers_)
    if (!layer.name.empty()) framework.names.push_back(layer.name);
}

// Goes to the file that the last one extends; no when it extends none, or one that cannot be had.
bool FrameworkReader::find_next(Located& located) {
  const yaml::Node* extends = Shape::get(*layers_.back().tree.root, "extends");
  if (extends == nullptr) return false;
  const std::optional<std::string> name = context_.shape.word(*extends, "'extends'");
  read_all_ = false;  // until it is found: types and rules are missing
  if (!name) return false;
  Read<Located> next = find_extended(located, *name, proceed_);
  if (!next) {
    const Diagnostic& why = next.error().front();
    mistakes_.add(Mistake::unknown_framework, extends->at,
                  why.code == code(Mistake::unknown_framework)
                      ? why.message
                      : "cannot extend " + in_quotes(*name) + ": " + why.message,
                  why.hint);
    return false;
  }
  if (const auto seen = std::ranges::find(identities_, next->identity); seen != identities_.end()) {
    std::string cycle;
    for (auto i = seen - identities_.begin(); i < static_cast<std::ptrdiff_t>(names_.size()); ++i)
      cycle += names_[static_cast<std::size_t>(i)] + " -> ";
    mistakes_.add(Mistake::extends_cycle, extends->at, "frameworks extend themselves: " + cycle + next->source.name);
    return false;
  }
  if (layers_.size() >= kLongestChain) {
    mistakes_.add(Mistake::extends_cycle, extends->at,
                  "frameworks extend each other more than " + std::to_string(kLongestChain) + " deep");
    return false;
  }
  read_all_ = true;
  located = std::move(*next);
  return true;
}

void FrameworkReader::read_name(const yaml::Node& root, Layer& layer) {
  const yaml::Node* name = Shape::get(root, "framework");
  if (name == nullptr) {
    context_.shape.missing_key(root, "framework", "a framework");
    return;
  }
  layer.name = context_.shape.word(*name, "'framework'").value_or("");
  const bool is_name = std::ranges::all_of(layer.name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!is_name)
    mistakes_.add(Mistake::bad_name, name->at, in_quotes(layer.name) + " is not a name",
                  "a name is made of letters, digits, '_' and '-'");
}

void FrameworkReader::overlay(const Layer& layer) {
  const yaml::Node& root = *layer.tree.root;
  Framework& framework = context_.framework;
  context_.shape.keys(root, framework_keys(), "a framework");
  if (Shape::get(root, "title") != nullptr) framework.title = optional_word(context_, root, "title");
  if (const yaml::Node* basis = Shape::get(root, "basis"))
    framework.implementation =
        context_.shape.choice<bool>(*basis, "'basis'", {{"contract", false}, {"implementation", true}}).value_or(false);
  if (const yaml::Node* phases = Shape::get(root, "phases")) read_phases(*phases);
  // Dropping speaks of what is taken over, so it comes before this file's own rules.
  if (const yaml::Node* list = Shape::get(root, "drop"); list != nullptr && read_all_) drop(context_, *list);
  if (const yaml::Node* rules = Shape::get(root, "rules")) read_rules(context_, *rules);
  if (const yaml::Node* types = Shape::get(root, "types")) read_types(context_, *types);
  if (const yaml::Node* references = Shape::get(root, "references")) read_references(context_, *references);
  if (const yaml::Node* deletion = Shape::get(root, "deletion")) read_deletion(context_, *deletion);
  if (const yaml::Node* order = Shape::get(root, "removal-order")) read_removal_order(*order);
  if (const yaml::Node* list = Shape::get(root, "hazards")) read_hazards(*list);
  if (const yaml::Node* general = Shape::get(root, "general")) {
    framework.general_type = context_.shape.word(*general, "'general'").value_or("");
    context_.general_at = general->at;
  }
}

void FrameworkReader::read_phases(const yaml::Node& map) {
  if (!context_.shape.is_map(map, "'phases'")) return;
  context_.shape.keys(map, {"cleanup", "destroy"}, "'phases'");
  Framework& framework = context_.framework;
  for (const auto& [key, name] :
       {std::pair("cleanup", &framework.cleanup_name), std::pair("destroy", &framework.destroy_name)}) {
    const yaml::Node* node = Shape::get(map, key);
    if (node == nullptr || !context_.shape.word(*node, in_quotes(key))) continue;
    judge_callback_name(context_, *node, key);
    *name = node->text;
  }
  if (framework.cleanup_name == framework.destroy_name)
    mistakes_.add(Mistake::given_twice, map.at, "both phases have the name " + in_quotes(framework.cleanup_name),
                  "give the two lifecycle callbacks names of their own");
}

void FrameworkReader::read_hazards(const yaml::Node& list) {
  std::vector<Hazard> known;
  Words ids;
  for (const HazardFacts& h : hazards()) ids.push_back(h.id);
  for (const yaml::Node* word : distinct_words(context_, list, "'hazards'", true)) {
    const std::optional<Hazard> hazard = hazard_named(word->text);
    if (!hazard)
      mistakes_.add(Mistake::unknown_hazard, word->at, "unknown hazard " + in_quotes(word->text),
                    mistakes_.did_you_mean(word->text, ids));
    else
      known.push_back(*hazard);
  }
  context_.framework.hazards = std::move(known);
}

void FrameworkReader::read_removal_order(const yaml::Node& list) {
  std::vector<std::string> order;
  context_.removal_order_at.clear();
  for (const yaml::Node* word : distinct_words(context_, list, "'removal-order'", false)) {
    order.push_back(word->text);
    context_.removal_order_at.emplace_back(word->text, word->at);
  }
  context_.framework.removal_order = std::move(order);
}

}  // namespace

Read<Framework> read_framework(const std::string& name_or_path, const std::string& relative_to,
                               const Proceed& proceed) {
  if (!is_path(name_or_path)) {
    const ShippedFile* file = shipped_file(name_or_path);
    if (file == nullptr) return tl::unexpected(unknown_framework(name_or_path, true));
    if (!file->is_reading) return tl::unexpected(no_reading(name_or_path));
    return FrameworkReader(proceed).read(shipped(*file));
  }
  Read<Located> located = from_disk(joined(relative_to, name_or_path), proceed);
  if (!located) return tl::unexpected(located.error());
  return FrameworkReader(proceed).read(std::move(*located));
}

Read<Framework> read_framework_of(const Source& scenario, const Proceed& proceed) {
  const std::optional<yaml::Scalar> named = yaml::top_level_scalar(scenario, "framework", proceed);
  if (!named) return read_framework(default_reading(), {}, proceed);
  Read<Framework> read = read_framework(named->text, fs::path(scenario.name).parent_path().string(), proceed);
  if (read || read.error().front().at.known()) return read;
  const Diagnostic& why = read.error().front();
  const bool says_the_name = why.code == code(Mistake::unknown_framework);
  Mistakes mistakes;
  mistakes.add_file(scenario);
  mistakes.add(Mistake::unknown_framework, named->at,
               says_the_name ? why.message : "cannot take the framework " + in_quotes(named->text) + ": " + why.message,
               why.hint);
  return tl::unexpected(mistakes.in_order());
}

Read<Framework> read_framework_source(const Source& source, const std::string& relative_to, const Proceed& proceed) {
  return FrameworkReader(proceed).read({source, "given:" + source.name, relative_to, true});
}

}  // namespace afterlife

#include "cli/input/input.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace afterlife {
namespace {

constexpr const char* kStandardInput = "standard input";

}  // namespace

Proceed until(const Deadline& deadline) {
  return [&deadline] { deadline.keep(); };
}

Deadline reading_time(const Options& options, const std::atomic<bool>& interrupted) {
  return Deadline(options.timeout_seconds.value_or(Deadline::kNever), &interrupted);
}

Read<Source> read_input(const std::string& file, const Deadline& deadline) {
  return file == "-" ? read_descriptor(STDIN_FILENO, kStandardInput, until(deadline))
                     : read_source(file, until(deadline));
}

std::string identity(const std::string& file) {
  if (file == "-") return file;
  std::error_code failed;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(file, failed);
  return failed ? file : whole.string();
}

std::vector<Reading> readings(const Options& options, const Source& source, const Deadline& deadline) {
  std::vector<Reading> result;
  result.reserve(options.frameworks.size() + 1);
  for (const std::string& name : options.frameworks)
    if (std::ranges::find(result, name, &Reading::name) == result.end()) result.push_back({name});
  if (!result.empty()) return result;
  const std::string own = framework_named_in(source, until(deadline));
  const std::vector<std::string> shipped = shipped_readings();
  if (options.command == Command::compare && std::ranges::find(shipped, own) != shipped.end())
    for (const std::string& name : shipped) result.push_back({name});
  else
    result.push_back({own, &source});
  return result;
}

namespace {

// The ids of all that can be taken away.
std::vector<std::string> ids_of(const Framework& framework) {
  std::vector<std::string> ids;
  for (const Rule& rule : framework.rules) ids.push_back(rule.id);
  for (const HeldReference& held : framework.held_references) ids.push_back(held.id);
  return ids;
}

Diagnostics no_such_rule(const Framework& framework, const std::string& id) {
  Diagnostic made;
  made.code = "AL0702";
  made.message = "--without: '" + framework.name + "' has no rule '" + id + "'";
  for (const std::string& known : ids_of(framework)) made.hint += (made.hint.empty() ? "it has " : ", ") + known;
  made.file = "afterlife";
  return {std::move(made)};
}

// Of several readings that are asked not every one has every rule.
bool another_has(const std::string& id, const Options& options, const Deadline& deadline) {
  std::vector<std::string> asked = options.frameworks;
  if (asked.empty() && options.command == Command::compare) asked = shipped_readings();
  return asked.size() > 1 && std::ranges::any_of(asked, [&](const std::string& name) {
           const Read<Framework> other = read_framework(name, {}, until(deadline));
           if (!other) return false;
           const std::vector<std::string> ids = ids_of(*other);
           return std::ranges::find(ids, id) != ids.end();
         });
}

}  // namespace

Read<Framework> read_reading(const Reading& reading, const Options& options, const Deadline& deadline) {
  Read<Framework> framework = reading.scenario != nullptr ? read_framework_of(*reading.scenario, until(deadline))
                                                          : read_framework(reading.name, {}, until(deadline));
  if (!framework) {
    for (Diagnostic& mistake : framework.error()) {
      if (!mistake.file.empty()) continue;  // it is one of the file
      mistake.file = "afterlife";
      mistake.message = "--framework: " + mistake.message;
    }
    return framework;
  }
  for (const std::string& id : options.without) {
    const std::size_t taken =
        std::erase_if(framework->rules, [&](const Rule& rule) { return rule.id == id; }) +
        std::erase_if(framework->held_references, [&](const auto& held) { return held.id == id; });
    if (taken == 0 && !another_has(id, options, deadline)) return tl::unexpected(no_such_rule(*framework, id));
    if (taken > 0) framework->without.push_back(id);
  }
  return framework;
}

std::string shown_name(const Framework& framework) {
  std::string text = framework.name;
  for (const std::string& id : framework.without) text += (&id == &framework.without.front() ? " without " : ", ") + id;
  return text;
}

}  // namespace afterlife

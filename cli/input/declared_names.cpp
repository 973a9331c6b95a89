#include "cli/input/declared_names.hpp"

#include <algorithm>
#include <vector>

namespace afterlife {
namespace {

bool is_among(const std::string& name, const std::vector<std::string>& names) {
  return std::ranges::find(names, name) != names.end();
}

std::string all(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? " " : ", ") + name;
  return text.empty() ? " none" : text;
}

// In their order, so that the same is said everywhere.
template <class Names>
std::string first_dozen(const Names& names) {
  constexpr std::size_t kMost = 12;
  std::vector<std::string_view> sorted;
  for (const auto& [name, number] : names) sorted.push_back(name);
  const std::size_t shown = std::min(kMost, sorted.size());
  std::ranges::partial_sort(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(shown));
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text.append(i == 0 ? " " : ", ").append(sorted[i]);
  if (sorted.size() > shown) text += ", …";
  return sorted.empty() ? " none" : text;
}

}  // namespace

DeclaredNames::DeclaredNames(Kept<Scenario> scenario) : scenario_(scenario) {
  for (std::size_t d = 0; d < scenario_.objects.size(); ++d) {
    const ObjectDecl& object = scenario_.objects[d];
    declarations_.emplace(object.name, &object);
    for (int number = 1; number <= object.count; ++number)
      instances_.emplace(scenario_.instance_name(static_cast<int>(d), number), Numbered{static_cast<int>(d), number});
  }
  for (std::size_t t = 0; t < scenario_.threads.size(); ++t)
    threads_.emplace(scenario_.threads[t].name, static_cast<int>(t));
}

std::optional<DeclaredNames::Numbered> DeclaredNames::instance(const std::string& name) const {
  const auto found = instances_.find(name);
  return found == instances_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int> DeclaredNames::thread(const std::string& name) const {
  const auto found = threads_.find(name);
  return found == threads_.end() ? std::nullopt : std::optional(found->second);
}

const ObjectDecl* DeclaredNames::declared_as(const std::string& name) const {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : found->second;
}

const ObjectDecl* DeclaredNames::several(const std::string& name) const {
  const ObjectDecl* found = declared_as(name);
  return found != nullptr && found->count > 1 && !found->created ? found : nullptr;
}

bool DeclaredNames::is_lock(const std::string& name) const {
  const ObjectDecl* found = declared_as(name.substr(0, name.find('#')));
  return found != nullptr && found->is_lock;
}

bool DeclaredNames::is_declared(std::string_view key, const std::string& name) const {
  // An instance, or a declaration.
  const bool is_object = instances_.contains(name) || declared_as(name) != nullptr;
  if (key == "thread") return threads_.contains(name);
  if (key == "signal") return is_among(name, scenario_.signals);
  if (key == "flag") return is_among(name, scenario_.flags);
  if (key == "lock") return is_among(name, scenario_.locks) || (is_object && is_lock(name));
  return is_object;
}

const std::string& DeclaredNames::all_of(std::string_view key) {
  std::string& list = lists_[std::string(key)];
  if (list.empty()) list = list_of(key);
  return list;
}

std::string DeclaredNames::list_of(std::string_view key) const {
  if (key == "thread") return first_dozen(threads_);
  if (key == "signal") return all(scenario_.signals);
  if (key == "flag") return all(scenario_.flags);
  if (key != "lock") return first_dozen(instances_);
  std::vector<std::string> locks = scenario_.locks;
  for (const ObjectDecl& decl : scenario_.objects)
    if (decl.is_lock) locks.push_back(decl.name);
  return all(locks);
}

void DeclaredNames::resolve(std::string_view key, const std::string& name, RecordedAction& made) const {
  const auto among = [&](EntityKind entity, const std::vector<std::string>& names) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return false;
    made.entity = entity;
    made.index = static_cast<int>(found - names.begin());
    return true;
  };
  if (key == "signal") {
    among(EntityKind::signal, scenario_.signals);
  } else if (key == "flag") {
    among(EntityKind::flag, scenario_.flags);
  } else if (key == "thread") {
    made.entity = EntityKind::thread;
    made.index = threads_.at(name);
  } else if (key != "lock" || !among(EntityKind::lock, scenario_.locks)) {
    const std::optional<Numbered> known = instance(name);
    made.entity = EntityKind::object;
    made.index = known ? known->declaration : static_cast<int>(declared_as(name) - scenario_.objects.data());
    made.number = known ? known->number : 0;
  }
}

}  // namespace afterlife

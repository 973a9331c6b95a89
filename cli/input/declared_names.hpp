// The names that a log may say: what a scenario declares, by the key that says whom an event is about.
//
//   DeclaredNames names(scenario);
//   if (!names.is_declared("signal", name)) complain("it has" + names.all_of("signal"));
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/kept.hpp"
#include "model/scenario.hpp"
#include "solver/conform.hpp"

namespace afterlife {

class DeclaredNames {
 public:
  explicit DeclaredNames(Kept<Scenario>);

  struct Numbered {  // an instance
    int declaration, number;
  };
  [[nodiscard]] std::optional<Numbered> instance(const std::string& name) const;
  [[nodiscard]] std::optional<int> thread(const std::string& name) const;
  // The declaration of several that exist from the beginning, by its bare name.
  [[nodiscard]] const ObjectDecl* several(const std::string& name) const;

  [[nodiscard]] bool is_declared(std::string_view key, const std::string& name) const;
  // " Pump, Worker", the first dozen, or " none".
  [[nodiscard]] const std::string& all_of(std::string_view key);
  // A name that is declared. What is done to nothing, as long as nothing is born, has no number.
  void resolve(std::string_view key, const std::string& name, RecordedAction&) const;

 private:
  [[nodiscard]] const ObjectDecl* declared_as(const std::string& name) const;
  [[nodiscard]] bool is_lock(const std::string& name) const;
  [[nodiscard]] std::string list_of(std::string_view key) const;

  const Scenario& scenario_;
  std::unordered_map<std::string, Numbered> instances_;
  std::unordered_map<std::string, int> threads_;
  std::unordered_map<std::string, const ObjectDecl*> declarations_;
  std::unordered_map<std::string, std::string> lists_;  // put into words once: a long log may have many mistakes
};

}  // namespace afterlife

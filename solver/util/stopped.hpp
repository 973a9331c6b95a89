// Why some work ended before it was done: thrown by whoever works, told by whoever is asked. A limit is an answer,
// "unknown"; what is broken is a mistake of the program itself.
//
//   try {
//     deadline.keep();                             // throws Stopped when the time is over
//   } catch (const std::exception&) {                // or whatever else
//     const Stopped stopped = why_stopped();       // only here: it looks at what is being caught
//     verdict.reason = stopped.text();             // "time limit", "interrupted", "memory limit", "too large: ..."
//   }
#pragma once

#include <exception>
#include <string>

namespace afterlife {

class Stopped : public std::exception {
 public:
  // `too_large`: before any of it was made, or while it was; `too_many_states`: of the machine; `solver`: Z3 gave up.
  enum class Kind { time, interrupted, memory, too_large, too_many_states, solver, broken };

  // `detail`: what was too large, what the solver said, what is broken; of the others nothing.
  explicit Stopped(Kind kind, std::string detail = {});

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }
  // In words, the kind and the detail; of what is broken the detail alone.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

  // The time was over, or somebody interrupted.
  [[nodiscard]] bool by_deadline() const { return kind_ == Kind::time || kind_ == Kind::interrupted; }
  [[nodiscard]] bool is_broken() const { return kind_ == Kind::broken; }

 private:
  Kind kind_;
  std::string detail_, text_;
};

// What is being caught, whatever it is. Memory that ran out is a limit; any other exception is `broken`.
Stopped why_stopped();

}  // namespace afterlife

// Collects what is wrong with the files that are being read, as diagnostics.
//
//   Mistakes mistakes;
//   const std::uint32_t file = mistakes.add_file(source);        // the source must outlive `mistakes`
//   mistakes.add(Mistake::unknown_type, span, "unknown type 'WDGET'", mistakes.did_you_mean("WDGET", types));
//   if (!mistakes.empty()) return tl::unexpected(mistakes.in_order());
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/diagnostic.hpp"
#include "model/reader/mistakes/codes.hpp"
#include "model/reader/mistakes/text.hpp"

namespace afterlife {

class Mistakes {
 public:
  // Whoever reads has this at hand, so it also knows what to call again and again meanwhile (reader.hpp).
  explicit Mistakes(std::function<void()> proceed = {}) : proceed_(std::move(proceed)) {}
  void proceed() const {
    if (proceed_) proceed_();
  }

  std::uint32_t add_file(const Source&);

  void add(Mistake, Span at, std::string message, std::string hint = {});
  [[nodiscard]] bool empty() const { return found_.empty(); }
  [[nodiscard]] std::size_t count() const { return found_.size() + not_listed_; }

  // Everything found, in the order of the files and the places in them.
  [[nodiscard]] Diagnostics in_order() const;

  // "did you mean 'WIDGET'?", or nothing when no word is near.
  std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& words);

  // The part of a scalar from byte `begin` to byte `end` of its text, when the scalar stands in the file letter by
  // letter on one line; otherwise all of it.
  [[nodiscard]] Span part(const Span& scalar, std::string_view text, std::size_t begin, std::size_t end) const;

 private:
  struct File {
    const Source* source = nullptr;
    mutable std::vector<std::size_t> line_starts;  // filled when first needed
  };
  [[nodiscard]] std::string_view line_of(const Span&) const;

  std::function<void()> proceed_;
  std::vector<File> files_;
  Diagnostics found_;
  std::size_t not_listed_ = 0;
  NearestWord nearest_;
};

}  // namespace afterlife

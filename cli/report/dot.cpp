#include "cli/report/dot.hpp"

#include <algorithm>

#include "cli/terminal/layout.hpp"

namespace afterlife {
namespace {

std::string quoted(const std::string& text) {
  std::string shown = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') shown += '\\';
    shown += c;
  }
  return shown + '"';
}

// The rules that force an order, each once; of what is no rule its words.
std::string label(const HasseEdge& edge) {
  std::vector<std::string> parts;
  for (const Reason& reason : edge.because) {
    const std::string& part = reason.rule.empty() ? reason.text : reason.rule;
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string sources(const HasseEdge& edge) {
  std::string text;
  for (const Reason& reason : edge.because)
    if (!reason.source.empty() && text.find(reason.source) == std::string::npos)
      text += (text.empty() ? "" : "; ") + reason.source;
  return text;
}

}  // namespace

std::string as_dot(const PrecedenceMatrix& matrix, const std::vector<HasseEdge>& edges, const std::string& title) {
  std::string text = "digraph orders {\n  label = " + quoted(title) + ";\n  node [shape = box];\n";
  for (int i = 0; i < matrix.size(); ++i) {
    const PrecedenceMatrix::Event& event = matrix.event(i);
    const std::string name = event.text + (event.alike > 1 ? " (one of " + std::to_string(event.alike) + ")" : "");
    text += "  e" + std::to_string(i) + " [label = " + quoted(name) + "];\n";
  }
  for (const HasseEdge& edge : edges) {
    text += "  e" + std::to_string(edge.first) + " -> e" + std::to_string(edge.then);
    if (const std::string by = label(edge); !by.empty()) {
      text += " [label = " + quoted(by);
      if (const std::string from = sources(edge); !from.empty()) text += ", tooltip = " + quoted(from);
      text += "]";
    }
    text += ";\n";
  }
  return text + "}\n";
}

}  // namespace afterlife

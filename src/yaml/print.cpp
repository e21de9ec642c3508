// Entry: print.
#include "yaml/print.hpp"

namespace dutybound::yaml {
namespace {

std::string place(const SourcePtr& source, std::size_t offset) {
  Diagnostic at;
  at.source = source;
  at.span = {offset, offset};
  return std::to_string(at.line()) + ":" + std::to_string(at.column());
}

/// Line breaks and tabs as escapes, so that a value stays on its line.
std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\t' || c == '\r') {
      out += '\\';
      out += c == '\n' ? 'n' : c == '\t' ? 't' : 'r';
    } else {
      out += c;
    }
  }
  return out;
}

void print_node(std::string& out, const Node& node, const std::string& lead) {
  out += lead;
  switch (node.kind) {
    case NodeKind::null:
      out += "null";
      break;
    case NodeKind::scalar:
      out += (node.plain ? "plain `" : "text `") + one_line(node.fragment.text) + "`";
      break;
    case NodeKind::sequence:
      out += "list";
      break;
    case NodeKind::mapping:
      out += "mapping";
      break;
  }
  out += " " + place(node.source, node.span.begin) + "-" + place(node.source, node.span.end) + "\n";
  const std::string indent(lead.find_first_not_of(' ') == std::string::npos ? lead.size() : lead.find_first_not_of(' '), ' ');
  for (const Node& item : node.items) print_node(out, item, indent + "  - ");
  for (const Entry& entry : node.entries) print_node(out, entry.value, indent + "  " + one_line(entry.key) + ": ");
}

}  // namespace

std::string print(const Node& root) {
  std::string out;
  print_node(out, root, "");
  return out;
}

}  // namespace dutybound::yaml

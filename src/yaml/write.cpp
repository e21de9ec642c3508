// Laying out a tree. Entry: write.hpp.
#include "yaml/write.hpp"

namespace dutybound::yaml {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7f'; }

std::string quoted(const std::string& text) {
  bool controls = false;
  for (const char c : text) controls = controls || is_control(c);
  std::string out;
  if (!controls) {
    out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
  }
  static constexpr char digits[] = "0123456789abcdef";
  out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (is_control(c)) {
      out += "\\x";
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// A plain scalar may stand anywhere if no bracket, comma or line's end of a flow collection can cut it short.
std::string scalar(const std::string& text, bool plain) {
  return plain && text.find_first_of(",[]{}\n\r") == std::string::npos ? text : quoted(text);
}

std::string key_of(const Entry& entry) {
  const bool simple =
      entry.key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == std::string::npos &&
      !entry.key.empty() && entry.key.front() != '-' && entry.key.front() != '.';
  return (simple ? entry.key : quoted(entry.key)) + ":";
}

/// The value on one line.
std::string flow(const Node& node) {
  std::string text;
  switch (node.kind) {
    case NodeKind::null:
      return "null";
    case NodeKind::scalar:
      return scalar(node.fragment.text, node.plain);
    case NodeKind::sequence:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + flow(item);
      return "[" + text + "]";
    case NodeKind::mapping:
      for (const Entry& entry : node.entries) text += (text.empty() ? "" : ", ") + key_of(entry) + " " + flow(entry.value);
      return "{" + text + "}";
  }
  return text;
}

class Layout {
 public:
  explicit Layout(std::size_t width) : width_(width) {}

  /// At the beginning of a line that holds `indent` columns already, which its other lines will have too.
  void block(const Node& node, std::size_t indent) {
    bool first = true;
    const auto begin_line = [&] {
      if (!first) text.append(indent, ' ');
      first = false;
    };
    if (node.kind == NodeKind::sequence && !node.items.empty()) {
      for (const Node& item : node.items) {
        begin_line();
        text += "- ";
        if (fits(item, indent + 2))
          text += flow(item) + "\n";
        else
          block(item, indent + 2);
      }
    } else if (node.kind == NodeKind::mapping && !node.entries.empty()) {
      for (const Entry& entry : node.entries) {
        begin_line();
        const std::string key = key_of(entry);
        text += key;
        if (fits(entry.value, indent + key.size() + 1)) {
          text += " " + flow(entry.value) + "\n";
        } else {
          text += "\n";
          text.append(indent + 2, ' ');
          block(entry.value, indent + 2);
        }
      }
    } else {
      text += flow(node) + "\n";
    }
  }

  std::string text;

 private:
  [[nodiscard]] bool fits(const Node& node, std::size_t used) const {
    return node.kind == NodeKind::null || node.kind == NodeKind::scalar || used + flow(node).size() <= width_;
  }

  std::size_t width_;
};

}  // namespace

std::string write(const Node& root, std::size_t width) {
  Layout layout(width);
  layout.block(root, 0);
  return std::move(layout.text);
}

}  // namespace dutybound::yaml

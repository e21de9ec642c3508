// Our own tree of a YAML document, with places. The only form in which YAML leaves this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/fragment.hpp"

namespace dutybound::yaml {

enum class NodeKind : std::uint8_t { null, scalar, sequence, mapping };

struct Entry;

/// One value. `null` is an empty value, `~` or `null` written plain. Scalars keep their text; what it means
/// (boolean, number, date) is for the reader that knows what it wants (scalar.hpp).
struct Node {
  NodeKind kind = NodeKind::null;
  bool plain = false;       ///< scalar written without quotes and not as a block
  text::Fragment fragment;  ///< scalar: the decoded text and where it stands
  Span span;                ///< the whole value; for a null, its key
  SourcePtr source;
  std::vector<Node> items;     ///< sequence
  std::vector<Entry> entries;  ///< mapping, in the file's order, keys unique

  /// The value of a key, or null pointer.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Span key_span;
  Node value;
};

}  // namespace dutybound::yaml

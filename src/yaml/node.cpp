// Looking a key up. Mappings of rules are short, so a walk is enough.
#include "yaml/node.hpp"

namespace dutybound::yaml {

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

}  // namespace dutybound::yaml

// Whole numbers are written seven bits a byte, low ones first. A scalar that stands in the source as it reads (no escapes, no
// folding) is not repeated.
#include "yaml/packed.hpp"

#include <cstdint>
#include <utility>

namespace dutybound::yaml {
namespace {

/// The first byte of a value: its kind in the low bits, and these.
constexpr std::uint8_t plain_bit = 4;
constexpr std::uint8_t verbatim_bit = 8;

class Packer {
 public:
  void node(const Node& node) {
    const bool verbatim = node.kind == NodeKind::scalar && stands_verbatim(node.fragment);
    const unsigned flags = (node.plain ? plain_bit : 0U) | (verbatim ? verbatim_bit : 0U);
    out_ += static_cast<char>(static_cast<unsigned>(node.kind) | flags);
    span(node.span);
    switch (node.kind) {
      case NodeKind::null:
        break;
      case NodeKind::scalar:
        if (verbatim) {
          number(node.fragment.marks.front().there);
          number(node.fragment.text.size());
        } else {
          fragment(node.fragment);
        }
        break;
      case NodeKind::sequence:
        number(node.items.size());
        for (const Node& item : node.items) this->node(item);
        break;
      case NodeKind::mapping:
        number(node.entries.size());
        for (const Entry& entry : node.entries) {
          text(entry.key);
          span(entry.key_span);
          this->node(entry.value);
        }
        break;
    }
  }

  std::string take() && { return std::move(out_); }

 private:
  static bool stands_verbatim(const text::Fragment& fragment) {
    if (fragment.marks.size() != 1 || fragment.marks.front().here != 0) return false;
    return fragment.source->text.compare(fragment.marks.front().there, fragment.text.size(), fragment.text) == 0;
  }

  void fragment(const text::Fragment& fragment) {
    text(fragment.text);
    number(fragment.marks.size());
    for (const auto& mark : fragment.marks) {
      number(mark.here);
      number(mark.there);
    }
  }

  void span(Span span) {
    number(span.begin);
    number(span.end - span.begin);
  }

  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }

  void number(std::size_t value) {
    for (; value > 0x7F; value >>= 7U) out_ += static_cast<char>(0x80U | (value & 0x7FU));
    out_ += static_cast<char>(value);
  }

  std::string out_;
};

class Unpacker {
 public:
  Unpacker(std::string_view bytes, const SourcePtr& source) : at_(bytes.data()), source_(source) {}

  Node node() {
    Node node;
    const auto first = static_cast<std::uint8_t>(*at_++);
    node.kind = static_cast<NodeKind>(first & 3U);
    node.plain = (first & plain_bit) != 0;
    node.source = source_;
    node.span = span();
    switch (node.kind) {
      case NodeKind::null:
        break;
      case NodeKind::scalar:
        node.fragment.source = source_;
        if ((first & verbatim_bit) != 0) {
          const std::size_t begin = number();
          node.fragment.text = source_->text.substr(begin, number());
          node.fragment.marks = {{0, begin}};
        } else {
          node.fragment.text = text();
          node.fragment.marks.resize(number());
          for (auto& mark : node.fragment.marks) {
            mark.here = number();
            mark.there = number();
          }
        }
        break;
      case NodeKind::sequence:
        node.items.resize(number());
        for (Node& item : node.items) item = this->node();
        break;
      case NodeKind::mapping:
        node.entries.resize(number());
        for (Entry& entry : node.entries) {
          entry.key = text();
          entry.key_span = span();
          entry.value = this->node();
        }
        break;
    }
    return node;
  }

 private:
  Span span() {
    const std::size_t begin = number();
    return {begin, begin + number()};
  }

  std::string_view text() {
    const std::size_t size = number();
    const std::string_view text(at_, size);
    at_ += size;
    return text;
  }

  std::size_t number() {
    std::size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(*at_++);
      value |= std::size_t{byte & 0x7FU} << shift;
      if (byte < 0x80U) return value;
    }
  }

  const char* at_;
  const SourcePtr& source_;
};

}  // namespace

std::string pack(const Node& root) {
  Packer packer;
  packer.node(root);
  return std::move(packer).take();
}

Node unpack(std::string_view bytes, const SourcePtr& source) { return Unpacker(bytes, source).node(); }

}  // namespace dutybound::yaml

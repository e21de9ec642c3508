// yaml-cpp's events to our tree, with a diagnostic for everything that a strict file does without. Entry: TreeBuilder.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/diagnostic.hpp>
#include <dutybound/limits.hpp>

#include "text/diagnose.hpp"
#include "yaml/node.hpp"

namespace dutybound::yaml {

/// Builds the tree of the first document. Throws Stop, with the reason among the diagnostics, where reading on is pointless.
class TreeBuilder : public YAML::EventHandler {
 public:
  struct Stop {};

  /// `shift`: how many bytes of the source yaml-cpp has not been given (a byte-order mark).
  TreeBuilder(SourcePtr source, std::size_t shift, const Limits& limits, Diagnostics& diagnostics);

  [[nodiscard]] Node& root() { return root_; }
  [[nodiscard]] bool started() const { return started_; }
  /// How far the file has been understood.
  [[nodiscard]] std::size_t cursor() const { return cursor_; }
  /// The innermost bracket that is still open, or the cursor.
  [[nodiscard]] std::size_t open_bracket() const;
  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const;

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  /// A collection that is still open.
  struct Frame {
    Node node;
    char closing = '\0';  ///< the bracket that ends it, if any
    bool key_next = true;
    bool keep = true;  ///< whether the pending key is a good one
    Entry pending;
    std::map<std::string, Span> keys;  ///< and where each stands first
  };

  void report(text::Code code, Span span, std::string message, std::string hint);
  void open(NodeKind kind, std::size_t at, YAML::EmitterStyle::value style);
  void close();
  void count(std::size_t at);
  void add(Node node);
  void add_key(Frame& frame, const Node& node);
  [[nodiscard]] std::size_t skip_properties(std::size_t at);
  [[nodiscard]] Node empty_value(std::size_t at);

  SourcePtr source_;
  std::string_view text_;
  std::size_t shift_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  Node root_;
  bool started_ = false;
  std::size_t cursor_ = 0;
  std::size_t values_ = 0;
};

}  // namespace dutybound::yaml

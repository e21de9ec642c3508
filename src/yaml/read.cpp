// From bytes to tree: what yaml-cpp does not look at (encoding, control characters, size) first, then its events.
// Entry: read. No exception of yaml-cpp leaves this file.
#include "yaml/read.hpp"

#include <yaml-cpp/yaml.h>

#include <optional>
#include <sstream>
#include <utility>

#include "text/utf8.hpp"
#include "yaml/syntax_error.hpp"
#include "yaml/tree_builder.hpp"

namespace dutybound::yaml {
namespace {

using text::Code;

std::optional<Diagnostic> check_encoding(const SourcePtr& source) {
  const std::string_view text = source->text;
  const auto bad = text::first_invalid_utf8(text);
  if (!bad) return std::nullopt;
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  return text::diagnose(
      Code::yaml_encoding, source, {*bad, *bad + 1}, "byte " + std::to_string(*bad) + " of the file is not UTF-8",
      utf16 ? "the file looks like UTF-16; save it as UTF-8" : "the file may be Windows-1252 or Latin-1; save it as UTF-8");
}

/// Control characters are no YAML, and yaml-cpp takes some of them for the file's end. A carriage return by itself is a line
/// break to some of its versions and not to others.
std::optional<Diagnostic> check_characters(const SourcePtr& source) {
  const std::string_view text = source->text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool lone_return = byte == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    const bool low = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    // U+0080 to U+009F, without the next-line character U+0085
    const auto second = static_cast<unsigned char>(byte == 0xC2 ? text[i + 1] : '\0');
    const bool high = byte == 0xC2 && second < 0xA0 && second != 0x85;
    if (lone_return) {
      return text::diagnose(Code::yaml_control_character, source, {i, i + 1}, "a carriage return without a line feed",
                            "save the file with LF or CR LF at the ends of lines");
    }
    if (low || high || byte == 0x7F) {
      return text::diagnose(Code::yaml_control_character, source, {i, i + (high ? 2U : 1U)},
                            "a control character (number " + std::to_string(high ? second : byte) + ")",
                            "remove it, or write it as an escape in double quotes");
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Node> read(const SourcePtr& source, const Limits& limits) {
  Diagnostics diagnostics;
  if (source->text.size() > limits.rule_file_bytes) {
    diagnostics.push_back(text::diagnose(
        Code::yaml_too_large, source, {0, 0},
        "the file has " + std::to_string(source->text.size()) + " bytes, more than " + std::to_string(limits.rule_file_bytes),
        "split the file"));
    return diagnostics;
  }
  for (const auto check : {check_encoding, check_characters}) {
    if (auto diagnostic = check(source)) return Diagnostics{std::move(*diagnostic)};
  }

  // yaml-cpp's offsets do not count a byte-order mark.
  const bool marked = source->text.starts_with(text::byte_order_mark);
  const std::size_t shift = marked ? text::byte_order_mark.size() : 0;
  std::istringstream stream(source->text.substr(shift));
  TreeBuilder builder(source, shift, limits, diagnostics);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const TreeBuilder::Stop&) {
    // The reason is among the diagnostics.
  } catch (const YAML::Exception& error) {
    diagnostics.push_back(
        explain_syntax(source, error.msg, builder.offset(error.mark), builder.cursor(), builder.open_bracket()));
  }
  if (diagnostics.empty() && (!builder.started() || builder.root().kind == NodeKind::null)) {
    diagnostics.push_back(text::diagnose(Code::yaml_empty, source, {0, 0}, "the file holds no value", {}));
  }
  if (!diagnostics.empty()) {
    text::arrange(diagnostics);
    text::tell_the_first(diagnostics);
    return diagnostics;
  }
  return std::move(builder.root());
}

Documents read_all(const std::vector<SourcePtr>& sources, const Limits& limits) {
  Documents documents;
  for (const SourcePtr& source : sources) {
    Result<Node> tree = read(source, limits);
    documents.diagnostics.insert(documents.diagnostics.end(), tree.diagnostics().begin(), tree.diagnostics().end());
    if (tree.ok()) documents.trees.push_back(std::move(tree.value()));
  }
  return documents;
}

}  // namespace dutybound::yaml

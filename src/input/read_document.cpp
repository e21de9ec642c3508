// The one entry: text to documents by format, documents to cases by the vocabulary.
#include "input/read_document.hpp"

#include "input/document.hpp"
#include "text/diagnose.hpp"
#include "text/utf8.hpp"

namespace dutybound::input {
namespace {

using text::Code;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Diagnostics unreadable(const InputText& input, CaseFormat format, const Mapping* mapping, const Limits& limits) {
  const std::string_view all = input.text();
  if (all.size() > limits.file_bytes && format != CaseFormat::json_lines) {
    // The text is not quoted: it is too large to keep.
    return {text::diagnose(Code::input_too_large, nullptr, {}, "more than " + std::to_string(limits.file_bytes) + " bytes",
                           "split it, or write one case a line (JSON Lines)")};
  }
  if (const auto at = text::first_invalid_utf8(all)) {
    return {text::diagnose(Code::input_not_utf8, input.source(), {*at, *at + 1}, "not UTF-8 text", "save the file as UTF-8")};
  }
  if (all.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return {text::diagnose(Code::input_empty, input.source(), {}, "nothing in it", "write at least one case")};
  }
  if (format == CaseFormat::cin_census && !mapping) {
    return {text::diagnose(Code::input_no_mapping, input.source(), {}, "no mapping for a census return is loaded",
                           "load rules/mappings/cin-census.yaml with the rules")};
  }
  return {};
}

void read_documents(std::shared_ptr<const program::Program> program, const Mappings& mappings, const std::string& name,
                    std::string_view text, CaseFormat format, const Limits& limits,
                    const std::function<bool(CaseDocument)>& take) {
  if (text.substr(0, text::byte_order_mark.size()) == text::byte_order_mark) text.remove_prefix(text::byte_order_mark.size());
  const InputText input(name, text);
  const Mapping* mapping = format == CaseFormat::cin_census ? mappings.find(format) : nullptr;
  if (Diagnostics wrong = unreadable(input, format, mapping, limits); !wrong.empty()) {
    take({name, std::nullopt, std::move(wrong)});
    return;
  }
  const std::string subject = mapping ? mapping->subject : "case";
  std::size_t number = 0;
  const TakeDocument typed = [&](ReadDocument&& read) {
    const Origins origins = read.origins.of ? std::move(read.origins) : document_number(number);
    ++number;
    CaseDocument document{std::move(read.where), std::nullopt, std::move(read.diagnostics)};
    if (read.value)
      document.facts = facts_from_document(program, *read.value, input, subject, origins, limits, document.diagnostics);
    return take(std::move(document));
  };
  switch (format) {
    case CaseFormat::json:
      read_json(input, limits, typed);
      break;
    case CaseFormat::yaml:
      read_yaml(input, limits, typed);
      break;
    case CaseFormat::json_lines:
      read_json_lines(input, limits, typed);
      break;
    case CaseFormat::cin_census:
      read_xml(input, *mapping, limits, typed);
      break;
  }
  if (number == 0) take({name, std::nullopt, {text::diagnose(Code::input_empty, input.source(), {}, "no case in it")}});
}

CaseFormat guess_format(std::string_view name, std::string_view text) {
  if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson")) return CaseFormat::json_lines;
  if (ends_with(name, ".json")) return CaseFormat::json;
  if (ends_with(name, ".yaml") || ends_with(name, ".yml")) return CaseFormat::yaml;
  if (ends_with(name, ".xml")) return CaseFormat::cin_census;
  if (text.substr(0, text::byte_order_mark.size()) == text::byte_order_mark) text.remove_prefix(text::byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return CaseFormat::json;
  if (text[first] == '<') return CaseFormat::cin_census;
  return text[first] == '{' || text[first] == '[' ? CaseFormat::json : CaseFormat::yaml;
}

}  // namespace dutybound::input

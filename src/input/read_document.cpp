// The one entry: text to documents by format, documents to cases by the vocabulary.
#include "input/read_document.hpp"

#include "input/document.hpp"
#include "input/open_text.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

void read_documents(std::shared_ptr<const program::Program> program, const Mappings& mappings, const std::string& name,
                    std::string_view text, CaseFormat format, const Limits& limits,
                    const std::function<bool(CaseDocument)>& take) {
  const Mapping* mapping = format == CaseFormat::cin_census ? mappings.find(format) : nullptr;
  const OpenText opened(name, text, format, mapping, limits);
  if (!opened.wrong().empty()) {
    take({name, std::nullopt, opened.wrong()});
    return;
  }
  const InputText input(name, opened.text());
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
  switch (opened.format()) {
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
  if (number == 0) take({name, std::nullopt, {text::diagnose(text::Code::input_empty, input.source(), {}, "no case in it")}});
}

CaseFormat guess_format(std::string_view name, std::string_view text) {
  if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson")) return CaseFormat::json_lines;
  if (ends_with(name, ".json")) return CaseFormat::json;
  if (ends_with(name, ".yaml") || ends_with(name, ".yml")) return CaseFormat::yaml;
  if (ends_with(name, ".xml")) return CaseFormat::cin_census;
  const char first = first_character(text);
  if (first == '\0') return CaseFormat::json;
  if (first == '<') return CaseFormat::cin_census;
  return first == '{' || first == '[' ? CaseFormat::json : CaseFormat::yaml;
}

}  // namespace dutybound::input

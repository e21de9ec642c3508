// Cases out of a text: where each document stands is noted once; a document is read, and typed, when somebody asks for it.
#include "input/text_caseload.hpp"

#include <map>
#include <unordered_map>

#include "input/caseload_body.hpp"
#include "input/document.hpp"
#include "input/names.hpp"
#include "input/open_text.hpp"
#include "input/read_xml.hpp"
#include "text/diagnose.hpp"
#include "text/inside.hpp"

namespace dutybound::input {
namespace {

using text::Code;

/// Whether a column of whole numbers would show the id as it is written: `0123`, which YAML allows, would become 123.
bool is_whole_number(std::string_view id) {
  if (id.starts_with('-') && id != "-0") id.remove_prefix(1);
  return !id.empty() && id.size() < 19 && id.find_first_not_of("0123456789") == std::string_view::npos &&
         (id == "0" || id.front() != '0');
}

class TextCaseload : public Caseload::Body {
 public:
  TextCaseload(std::shared_ptr<const program::Program> program, std::shared_ptr<const Mappings> mappings, std::string name,
               std::string text, CaseFormat format, const Limits& limits)
      : Body(std::move(program)), mappings_(std::move(mappings)), format_(format), limits_(limits) {
    const Mapping* mapping = format_ == CaseFormat::cin_census ? mappings_->find(format_) : nullptr;
    if (mapping) subject_ = mapping->subject;
    Diagnostics wrong;
    {
      const OpenText opened(name, text, format_, mapping, limits_);
      wrong = opened.wrong();
      format_ = opened.format();
      // What cannot be read is not kept.
      source_ =
          std::make_shared<const Source>(Source{std::move(name), wrong.empty() ? std::string(opened.text()) : std::string()});
    }
    const InputText input(source_);
    if (wrong.empty()) index(input, mapping, wrong);
    if (wrong.empty() && ids_.empty()) wrong.push_back(text::diagnose(Code::input_empty, source_, {}, "no case in it"));
    if (!wrong.empty()) note({source_->name, std::nullopt, std::move(wrong)});
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (ids_[i]) numbers_.emplace(*ids_[i], i);
    }
    integer_ids = whole_ids_ && !numbers_.empty();
    warnings = check_ids(names_);
    names_ = {};
  }

  [[nodiscard]] std::size_t size() const override { return ids_.size(); }
  [[nodiscard]] std::optional<std::string> case_id(std::size_t i) const override { return ids_[i]; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const override {
    const auto found = numbers_.find(std::string(plain_id(id)));
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }

  [[nodiscard]] CaseDocument at(std::size_t i) const override {
    if (const auto lost = lost_.find(i); lost != lost_.end()) return lost->second;
    const InputText input(source_);
    if (format_ == CaseFormat::yaml) return typed({where(i), {}, {}}, &values_[i], document_number(i), input);
    ReadDocument read;
    if (returned_) {
      read = returned_->read(i, input);
    } else {
      read_json_piece(input, pieces_[i].span, where(i), limits_, [&](ReadDocument&& one) {
        read = std::move(one);
        return true;
      });
    }
    const Value* value = read.value ? &*read.value : nullptr;
    const Origins origins = returned_ ? std::move(read.origins) : document_number(i);
    return typed({std::move(read.where), {}, std::move(read.diagnostics)}, value, origins, input);
  }

  [[nodiscard]] std::vector<PlacedError> place(std::size_t /*i*/, const CaseDocument& document) const override {
    std::vector<PlacedError> placed;
    if (!document.facts) return placed;
    for (const DataError& error : document.facts->data_errors())
      placed.push_back({{}, std::nullopt, {}, document.facts->id(), error});
    return placed;
  }

 private:
  struct Piece {
    Span span;
    std::size_t line = 0;  ///< JSON Lines: from 1
  };

  CaseDocument typed(CaseDocument document, const Value* value, const Origins& origins, const InputText& input) const {
    if (value) document.facts = facts_from_document(program_, *value, input, subject_, origins, limits_, document.diagnostics);
    return document;
  }

  [[nodiscard]] std::string where(std::size_t i) const {
    if (format_ == CaseFormat::json_lines) return source_->name + ":" + std::to_string(pieces_[i].line);
    return batch_ ? source_->name + "[" + std::to_string(i) + "]" : source_->name;
  }

  void index(const InputText& input, const Mapping* mapping, Diagnostics& wrong) {
    const TakeDocument take = [&](ReadDocument&& read) {
      note(std::move(read));
      return true;
    };
    const std::size_t first = input.text().find_first_not_of(" \t\r\n");
    switch (format_) {
      case CaseFormat::json:
        batch_ = first != std::string_view::npos && input.text()[first] == '[';
        read_json(input, limits_, take);
        break;
      case CaseFormat::json_lines:
        read_json_lines(input, limits_, take);
        break;
      case CaseFormat::yaml:
        read_yaml(input, limits_, [&](ReadDocument&& read) {
          batch_ = batch_ || read.where != source_->name;
          values_.push_back(read.value ? *read.value : Value());
          return take(std::move(read));
        });
        break;
      case CaseFormat::cin_census:
        returned_ = open_return(input, *mapping, limits_, wrong);
        if (!returned_) break;
        reference_date = returned_->reference_date();
        source_tables = returned_->tables();
        whole_ids_ = false;
        for (std::size_t i = 0; i < returned_->size(); ++i) {
          ids_.push_back(id_in(returned_->id(i)));
          if (ids_.back()) names_.push_back({subject_, *ids_.back()});
        }
        pieces_.resize(ids_.size());
        for (const ReadDocument& lost : returned_->lost()) note(ReadDocument(lost));
        break;
    }
  }

  /// Where a document stands and what it is called; or that there is none to read.
  void note(ReadDocument&& read) {
    Piece piece;
    std::optional<std::string> id;
    if (!read.value) {
      lost_.emplace(ids_.size(), CaseDocument{std::move(read.where), std::nullopt, std::move(read.diagnostics)});
    } else {
      piece.span = read.value->span;
      if (format_ == CaseFormat::json_lines) piece.line = std::stoul(read.where.substr(read.where.rfind(':') + 1));
      std::string subject = subject_;
      for (const Member& member : read.value->members) {
        if (member.key == "subject" && member.value.kind == ValueKind::text) subject = member.value.text;
        if (member.key != "id" || (member.value.kind != ValueKind::text && member.value.kind != ValueKind::number)) continue;
        id = id_in(member.value.text);
        whole_ids_ = whole_ids_ && member.value.kind == ValueKind::number && id && is_whole_number(*id);
      }
      if (id) names_.push_back({std::move(subject), *id});
    }
    pieces_.push_back(piece);
    ids_.push_back(std::move(id));
  }

  std::shared_ptr<const Mappings> mappings_;
  CaseFormat format_;
  Limits limits_;
  SourcePtr source_;
  std::string subject_ = "case";
  bool batch_ = false;
  bool whole_ids_ = true;
  std::vector<CaseName> names_;               ///< while reading
  std::vector<Piece> pieces_;                 ///< JSON
  std::vector<Value> values_;                 ///< YAML: of a file that is read as one
  std::unique_ptr<XmlReturn> returned_;       ///< census
  std::map<std::size_t, CaseDocument> lost_;  ///< that cannot be read
  std::vector<std::optional<std::string>> ids_;
  std::unordered_map<std::string, std::size_t> numbers_;  ///< by id, the first
};

}  // namespace

Caseload caseload_of_text(std::shared_ptr<const program::Program> program, std::shared_ptr<const Mappings> mappings,
                          std::string name, std::string text, CaseFormat format, const Limits& limits) {
  return handle_of<Caseload>(std::shared_ptr<const Caseload::Body>(
      std::make_shared<TextCaseload>(std::move(program), std::move(mappings), std::move(name), std::move(text), format, limits)));
}

}  // namespace dutybound::input

// Texts of facts to cases: JSON, YAML, JSON Lines, census XML. Entry: read_documents; scenarios come in by facts_from_document.
// Every format becomes the one tree of document.hpp; facts_from_document.cpp types it by the vocabulary.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <dutybound/case.hpp>
#include <dutybound/limits.hpp>

#include "input/case_body.hpp"
#include "input/mapping.hpp"
#include "program/program.hpp"

namespace dutybound::input {

/// Hands over one CaseDocument for each document of the text, in order; a bad one has errors in place of facts and the rest
/// goes on as far as the format lets it. Stops early if `take` returns false. Never throws on any text.
void read_documents(std::shared_ptr<const program::Program> program, const Mappings& mappings, const std::string& name,
                    std::string_view text, CaseFormat format, const Limits& limits,
                    const std::function<bool(CaseDocument)>& take);

/// By the name's ending, else by the text's first character.
[[nodiscard]] CaseFormat guess_format(std::string_view name, std::string_view text);

}  // namespace dutybound::input

// Case by case.
#include "caseload/block.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include "input/case_body.hpp"
#include "text/digest.hpp"
#include "text/inside.hpp"

namespace dutybound::caseload {

Work::Work(std::shared_ptr<const program::Program> compiled, const Limits& bounds, std::shared_ptr<const Source> cases,
           const CaseloadOptions& options)
    : program(std::move(compiled)),
      limits(bounds),
      source(std::move(cases)),
      batch_rows(std::max<std::size_t>(options.batch_rows, 1)),
      valid_until(options.valid_until),
      integer_ids(source->integer_ids()),
      from(*program, options.assess),
      slice(std::make_shared<const engine::Slice>(findings::slice_for(from))),
      fields(finding_fields(*program, integer_ids, source->source_tables())),
      digest(findings::digest(*program, options.assess, from, source->assumptions())) {
  if (!source->reading().empty()) digest = text::Digest().add(digest).add("reading").add(source->reading()).hex();
  for (const Status status : options.statuses) shown |= 1U << static_cast<unsigned>(status);
  if (options.statuses.empty()) shown = ~0U;
}

void Tally::add(const Tally& other) {
  cases += other.cases;
  unread += other.unread;
  findings += other.findings;
  shown += other.shown;
  data_errors += other.data_errors;
  for (std::size_t i = 0; i < other.by_rule.size(); ++i) by_rule[i] += other.by_rule[i];
  for (std::size_t i = 0; i < provisional.size(); ++i) provisional[i] += other.provisional[i];
}

Worker::Worker(const Work& work)
    : work_(work), run_(work.program, work.slice, work.limits), writer_(work.from, work.integer_ids) {}

Block Worker::assess(std::size_t index, const std::atomic<bool>& cancelled) noexcept {
  Block block;
  try {
    block.tally.by_rule.resize(work_.program->groups.size() * findings::status_count);
    const std::size_t end = std::min((index + 1) * block_cases, work_.source->size());
    for (std::size_t i = index * block_cases; i < end && !cancelled; ++i) assess_case(i, block);
  } catch (const std::bad_alloc&) {
    block.failure = out_of_memory;
  } catch (const std::exception&) {
    block.failure = not_finished;
  }
  return block;
}

void Worker::assess_case(std::size_t i, Block& block) {
  const CaseDocument document = work_.source->at(i);
  ++block.tally.cases;
  if (!document.facts) return unread(i, document, block);
  const engine::Facts& facts = body_of(*document.facts).facts;
  if (!facts.data_errors().empty()) {
    block.tally.data_errors += facts.data_errors().size();
    for (PlacedError& error : work_.source->place(i, document)) block.errors.push_back(std::move(error));
  }
  answers_.clear();
  run_.renew();
  findings::walk(work_.from, std::nullopt, run_, facts,
                 work_.valid_until ? findings::Besides::valid_until : findings::Besides::nothing, answers_);
  if (block.parts.empty() || block.parts.back().rows() >= work_.batch_rows) block.parts.emplace_back(work_.fields);
  arrow::Batch& rows = block.parts.back();
  writer_.begin(facts, answers_, document.facts->id());
  for (const findings::Answer& answer : answers_.list) {
    const std::uint32_t group = work_.program->rules[answer.rule].group;
    ++block.tally.by_rule[group * findings::status_count + static_cast<std::size_t>(answer.status)];
    if (const auto& status = answer.judgement.provisional) ++block.tally.provisional[static_cast<std::size_t>(*status)];
    if (!work_.shows(answer.status)) continue;
    ++block.tally.shown;
    writer_.write(answer, rows);
  }
  block.tally.findings += answers_.list.size();
}

void Worker::unread(std::size_t i, const CaseDocument& document, Block& block) const {
  ++block.tally.unread;
  block.tally.data_errors += document.diagnostics.size();
  for (const Diagnostic& diagnostic : document.diagnostics) {
    PlacedError error;
    error.table = document.where;
    error.case_id = work_.source->case_id(i);
    error.error = {{}, {}, diagnostic.message, diagnostic.code};
    if (!diagnostic.hint.empty()) error.error.reason += " (" + diagnostic.hint + ")";
    block.errors.push_back(std::move(error));
  }
}

}  // namespace dutybound::caseload

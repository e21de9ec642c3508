// Reports of a JudgedCase, written part by part: what report.hpp makes of the same Assessment, byte for byte, without ever
// holding the words of more than one finding. Text holds besides what it groups undecided findings by.
#pragma once

#include <functional>
#include <string_view>

#include <dutybound/judged_case.hpp>
#include <dutybound/report.hpp>

namespace dutybound::report {

/// Takes the next part of a report; the view is good until it returns. An exception of it ends the writing and passes through.
using Sink = std::function<void(std::string_view)>;

void write_json(const JudgedCase& judged, const Sink& sink, int indent = -1);
void write_json_lines(const JudgedCase& judged, const Sink& sink);
/// Without csv_header.
void write_csv(const JudgedCase& judged, const Sink& sink);
void write_text(const JudgedCase& judged, const Sink& sink, const TextOptions& options = {});

}  // namespace dutybound::report

// Reports of a JudgedCase, written part by part: what report.hpp makes of the same Assessment, byte for byte, without ever
// holding the words of more than one finding. Text holds besides what it groups undecided findings by.
#pragma once

#include <functional>
#include <string_view>

#include <dutybound/export.h>
#include <dutybound/judged_case.hpp>
#include <dutybound/report.hpp>

namespace dutybound::report {

/// Takes the next part of a report; the view is good until it returns. An exception of it ends the writing and passes through.
using Sink = std::function<void(std::string_view)>;

DUTYBOUND_API void write_json(const JudgedCase& judged, const Sink& sink, int indent = -1);
DUTYBOUND_API void write_json_lines(const JudgedCase& judged, const Sink& sink);
/// Without csv_header.
DUTYBOUND_API void write_csv(const JudgedCase& judged, const Sink& sink);
DUTYBOUND_API void write_text(const JudgedCase& judged, const Sink& sink, const TextOptions& options = {});

}  // namespace dutybound::report

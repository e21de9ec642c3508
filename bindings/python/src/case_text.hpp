// A case as Python programs hold it, as the JSON text that the library reads: one way in for all. Entry: case_text.
#pragma once

#include <string>

#include "values.hpp"

namespace dutybound::python {

/// Mappings, dataclasses and named tuples are records; lists, tuples, sets and arrays are lists; dates are ISO text; None, NaN,
/// NaT and pandas.NA are null; UNKNOWN leaves its key out; an Enum is its value. Raises CaseError, naming the place, for what is
/// no value: a record that contains itself, a key that is no text, half a character, any other type.
[[nodiscard]] std::string case_text(py::handle value);

}  // namespace dutybound::python

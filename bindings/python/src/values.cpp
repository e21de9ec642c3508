// Days, instants and errors. Entry: values.hpp.
#include "values.hpp"

#include <datetime.h>

namespace dutybound::python {
namespace {

void need_datetime() {
  if (PyDateTimeAPI) return;
  PyDateTime_IMPORT;
  if (!PyDateTimeAPI) throw py::error_already_set();
}

/// English local time, from the package: a zone of the system's, or the same rule where it has none.
py::object english_time() { return py::module_::import("dutybound._english_time").attr("ENGLISH_TIME"); }

bool is_aware(py::handle moment) { return !moment.attr("tzinfo").is_none() && !moment.attr("utcoffset")().is_none(); }

std::string iso_of_date_time(py::handle value) {
  if (!value.equal(value)) return {};  // NaT calls itself a datetime
  py::object moment = py::reinterpret_borrow<py::object>(value);
  if (is_aware(moment)) {
    // Before 1996 the library does not know when clocks changed; Python's zone does.
    const bool known = moment.attr("year").cast<int>() >= 1997;
    const py::object zone = known ? py::module_::import("datetime").attr("timezone").attr("utc") : english_time();
    try {
      moment = moment.attr("astimezone")(zone);
      if (!known) moment = moment.attr("replace")(py::arg("tzinfo") = py::none());
    } catch (py::error_already_set& error) {
      if (!error.matches(PyExc_OverflowError)) throw;  // the first and last day there are: written as they stand
    }
  }
  return moment.attr("isoformat")().cast<std::string>();
}

}  // namespace

py::object to_date(Date day) {
  need_datetime();
  const auto ymd = day.ymd();
  PyObject* date = PyDate_FromDate(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
                                   static_cast<int>(static_cast<unsigned>(ymd.day())));
  if (!date) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(date);
}

py::object to_date_time(DateTime at) {
  need_datetime();
  const py::module_ datetime = py::module_::import("datetime");
  const py::object utc = datetime.attr("timezone").attr("utc");
  const py::object epoch = datetime.attr("datetime")(1970, 1, 1, py::arg("tzinfo") = utc);
  return (epoch + datetime.attr("timedelta")(py::arg("seconds") = at.seconds())).attr("astimezone")(english_time());
}

std::optional<Date> from_date(py::handle value) {
  need_datetime();
  if (!PyDate_Check(value.ptr()) || PyDateTime_Check(value.ptr())) return std::nullopt;
  return Date::from_ymd(PyDateTime_GET_YEAR(value.ptr()), static_cast<unsigned>(PyDateTime_GET_MONTH(value.ptr())),
                        static_cast<unsigned>(PyDateTime_GET_DAY(value.ptr())));
}

std::optional<DateTime> from_date_time(py::handle value) {
  const auto text = iso_text(value);
  return text ? DateTime::parse(*text) : std::nullopt;
}

py::str to_text(std::string_view text) {
  PyObject* decoded = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (!decoded) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(decoded);
}

std::string nearest(std::string_view word, const py::list& known) {
  return py::module_::import("dutybound._errors").attr("nearest")(to_text(word), known).cast<std::string>();
}

std::optional<std::string> iso_text(py::handle value) {
  need_datetime();
  if (PyDateTime_Check(value.ptr())) return iso_of_date_time(value);
  if (PyDate_Check(value.ptr())) return from_date(value).value().to_string();
  if (is_instance_of(value, "numpy", "datetime64")) {
    const auto text = py::str(value).cast<std::string>();
    return text == "NaT" ? std::string() : text;
  }
  return std::nullopt;
}

Date read_day(py::handle value, const char* argument) {
  std::optional<std::string> text = iso_text(value);
  if (!text && py::isinstance<py::str>(value)) text = value.cast<std::string>();
  if (text) {
    if (const auto day = Date::parse(*text)) return *day;
    if (const auto moment = DateTime::parse(*text)) return moment->date();
  }
  raise("OptionError", std::string(argument) + ": " + py::repr(value).cast<std::string>() +
                           " is no day; give a datetime.date, or text such as 2024-04-22");
}

bool is_instance_of(py::handle value, const char* module, const char* type) {
  PyObject* modules = PyImport_GetModuleDict();
  PyObject* found = PyDict_GetItemString(modules, module);  // borrowed
  if (!found) return false;
  const py::object held = py::reinterpret_borrow<py::object>(found);
  if (!py::hasattr(held, type)) return false;
  const py::object wanted = held.attr(type);
  if (PyType_Check(wanted.ptr()) == 0) return false;
  const int is = PyObject_IsInstance(value.ptr(), wanted.ptr());
  if (is < 0) throw py::error_already_set();
  return is != 0;
}

std::string read_text(py::handle value, const char* argument, const char* error) {
  if (!py::isinstance<py::str>(value)) {
    raise(error, std::string(argument) + ": a text is needed, not " + py::repr(value).cast<std::string>());
  }
  Py_ssize_t size = 0;
  const char* const text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (!text) {
    PyErr_Clear();
    raise(error, std::string(argument) + ": the text holds half a character (a lone surrogate)");
  }
  return std::string(text, static_cast<std::size_t>(size));
}

std::optional<std::string> read_optional_text(py::handle value, const char* argument) {
  return value.is_none() ? std::nullopt : std::optional<std::string>(read_text(value, argument));
}

DiagnosticText describe(const Diagnostic& diagnostic) {
  DiagnosticText text;
  text.code = diagnostic.code;
  text.severity = diagnostic.severity == Severity::error ? "error" : "warning";
  if (diagnostic.source) text.file = diagnostic.source->name;
  text.line = diagnostic.line();
  text.column = diagnostic.column();
  text.message = diagnostic.message;
  text.hint = diagnostic.hint;
  report::TextOptions redacted;
  redacted.redact = true;
  text.redacted = report::to_text(diagnostic, redacted);
  if (!text.redacted.empty()) text.redacted.pop_back();  // the line's end
  text.text = report::to_text(diagnostic);
  while (!text.text.empty() && text.text.back() == '\n') text.text.pop_back();
  return text;
}

py::tuple to_tuple(const Diagnostics& diagnostics) {
  py::tuple tuple(diagnostics.size());
  for (std::size_t i = 0; i < diagnostics.size(); ++i) tuple[i] = py::cast(describe(diagnostics[i]));
  return tuple;
}

void raise(const char* type, const std::string& message, const Diagnostics& diagnostics) {
  std::string text = message;
  for (const Diagnostic& diagnostic : diagnostics) text += "\n" + describe(diagnostic).text;
  const py::object error = py::module_::import("dutybound._errors").attr(type);
  const py::object raised = error(to_text(text), to_tuple(diagnostics));
  PyErr_SetObject(error.ptr(), raised.ptr());
  throw py::error_already_set();
}

}  // namespace dutybound::python

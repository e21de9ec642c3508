// Between values of the library and of Python: days, instants, words; raising the package's errors. Entries: Convert, raise.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <dutybound/dutybound.hpp>

namespace dutybound::python {

namespace py = pybind11;

/// datetime.date.
[[nodiscard]] py::object to_date(Date day);
/// datetime.datetime in English local time (zone Europe/London).
[[nodiscard]] py::object to_date_time(DateTime at);
/// The day of a datetime.date that is no datetime.
[[nodiscard]] std::optional<Date> from_date(py::handle value);
[[nodiscard]] std::optional<DateTime> from_date_time(py::handle value);

/// Bytes that are no UTF-8 are replaced.
[[nodiscard]] py::str to_text(std::string_view text);

/// "; did you mean `x`?" for the known word that is most like it, or nothing.
[[nodiscard]] std::string nearest(std::string_view word, const py::list& known);

/// The ISO text of whatever says a day or a moment: date, datetime (aware ones in UTC or English time), pandas.Timestamp,
/// numpy.datetime64. Nothing if it is none of them; an empty text for NaT.
[[nodiscard]] std::optional<std::string> iso_text(py::handle value);

/// The day that an argument says, also as an ISO text. Raises OptionError, naming the argument.
[[nodiscard]] Date read_day(py::handle value, const char* argument);

/// Whether `value` is an instance of a class of a module, without importing that module.
[[nodiscard]] bool is_instance_of(py::handle value, const char* module, const char* type);

/// Raises dutybound.TYPE with the message, the diagnostics' texts below it.
[[noreturn]] void raise(const char* type, const std::string& message, const Diagnostics& diagnostics = {});

/// A text argument, or raises `error`.
[[nodiscard]] std::string read_text(py::handle value, const char* argument, const char* error = "OptionError");
[[nodiscard]] std::optional<std::string> read_optional_text(py::handle value, const char* argument);

/// What a diagnostic is to Python: nothing of the source but the line in question.
struct DiagnosticText {
  std::string code, severity;
  std::optional<std::string> file;
  std::size_t line = 0, column = 0;
  std::string message, hint;
  std::string redacted;  ///< of the code's own words: nothing that the text holds
  std::string text;      ///< with the underlined line, as the command prints it
};
[[nodiscard]] DiagnosticText describe(const Diagnostic& diagnostic);
[[nodiscard]] py::tuple to_tuple(const Diagnostics& diagnostics);

/// How a member of a record goes to Python and back.
template <class T>
struct Convert {
  static py::object to(const T& value) { return py::cast(value); }
  static T from(py::handle value) { return value.cast<T>(); }
};

template <>
struct Convert<std::string> {
  static py::object to(const std::string& value) { return to_text(value); }
  static std::string from(py::handle value) { return value.cast<std::string>(); }
};

template <>
struct Convert<Date> {
  static py::object to(Date value) { return to_date(value); }
  static Date from(py::handle value) { return from_date(value).value(); }
};

template <>
struct Convert<DateTime> {
  static py::object to(DateTime value) { return to_date_time(value); }
  static DateTime from(py::handle value) { return from_date_time(value).value(); }
};

template <class E, E Last>
struct ConvertWord {
  static py::object to(E value) { return to_text(to_string(value)); }
  static E from(py::handle value) {
    const auto word = value.cast<std::string>();
    for (int number = 0; number <= static_cast<int>(Last); ++number) {
      if (to_string(static_cast<E>(number)) == word) return static_cast<E>(number);
    }
    throw py::value_error("`" + word + "` is no such word");
  }
};
template <>
struct Convert<Status> : ConvertWord<Status, Status::not_in_force> {};
template <>
struct Convert<RuleKind> : ConvertWord<RuleKind, RuleKind::advisory> {};
template <>
struct Convert<Modality> : ConvertWord<Modality, Modality::is> {};
template <>
struct Convert<DayUnit> : ConvertWord<DayUnit, DayUnit::months> {};
template <>
struct Convert<ClockKind> : ConvertWord<ClockKind, ClockKind::fixed_date> {};
template <>
struct Convert<ConditionGroup> : ConvertWord<ConditionGroup, ConditionGroup::none> {};
template <>
struct Convert<PartRole> : ConvertWord<PartRole, PartRole::value> {};
template <>
struct Convert<Truth> : ConvertWord<Truth, Truth::null> {};
template <>
struct Convert<EditionPolicy> : ConvertWord<EditionPolicy, EditionPolicy::chosen> {};

template <class T>
struct Convert<std::optional<T>> {
  static py::object to(const std::optional<T>& value) { return value ? Convert<T>::to(*value) : py::object(py::none()); }
  static std::optional<T> from(py::handle value) {
    return value.is_none() ? std::nullopt : std::optional<T>(Convert<T>::from(value));
  }
};

/// Lists are tuples: what is read cannot be changed.
template <class T>
struct Convert<std::vector<T>> {
  static py::object to(const std::vector<T>& values) {
    py::tuple tuple(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) tuple[i] = Convert<T>::to(values[i]);
    return tuple;
  }
  static std::vector<T> from(py::handle value) {
    std::vector<T> values;
    for (const py::handle each : value) values.push_back(Convert<T>::from(each));
    return values;
  }
};

template <class A, class B>
struct Convert<std::pair<A, B>> {
  static py::object to(const std::pair<A, B>& value) {
    return py::make_tuple(Convert<A>::to(value.first), Convert<B>::to(value.second));
  }
  static std::pair<A, B> from(py::handle value) {
    const auto pair = py::reinterpret_borrow<py::tuple>(value);
    return {Convert<A>::from(pair[0]), Convert<B>::from(pair[1])};
  }
};

template <class V>
struct Convert<std::map<std::string, V>> {
  static py::object to(const std::map<std::string, V>& values) {
    py::dict dict;
    for (const auto& [key, value] : values) dict[to_text(key)] = Convert<V>::to(value);
    return dict;
  }
  static std::map<std::string, V> from(py::handle value) {
    std::map<std::string, V> values;
    for (const auto& [key, each] : py::reinterpret_borrow<py::dict>(value)) {
      values.emplace(key.template cast<std::string>(), Convert<V>::from(each));
    }
    return values;
  }
};

/// By word, in the alphabet's order.
template <class V>
struct Convert<std::map<Status, V>> {
  static std::map<std::string, V> by_word(const std::map<Status, V>& values) {
    std::map<std::string, V> sorted;
    for (const auto& [status, value] : values) sorted.emplace(to_string(status), value);
    return sorted;
  }
  static py::object to(const std::map<Status, V>& values) { return Convert<std::map<std::string, V>>::to(by_word(values)); }
  static std::map<Status, V> from(py::handle value) {
    std::map<Status, V> values;
    for (const auto& [word, each] : Convert<std::map<std::string, V>>::from(value)) {
      const auto status = parse_status(word);
      if (!status) throw py::value_error("`" + word + "` is no status");
      values.emplace(*status, each);
    }
    return values;
  }
};

/// A text whose emptiness means that there is none.
struct OptionalText {
  static py::object to(const std::string& value) { return value.empty() ? py::object(py::none()) : py::object(to_text(value)); }
  static std::string from(py::handle value) { return value.is_none() ? std::string() : value.cast<std::string>(); }
};

}  // namespace dutybound::python

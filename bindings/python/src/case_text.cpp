// Python values to JSON. Entry: case_text.hpp.
#include "case_text.hpp"

#include <algorithm>
#include <cmath>

namespace dutybound::python {
namespace {

constexpr Limits limits;

bool is_exactly(py::handle value, PyTypeObject* type) { return Py_TYPE(value.ptr()) == type; }

std::string type_name(py::handle value) { return py::type::of(value).attr("__name__").cast<std::string>(); }

/// NaT and NA compare unequal to themselves or to nothing at all, so they go by their names.
bool is_missing(py::handle value) {
  const std::string_view name = Py_TYPE(value.ptr())->tp_name;
  return name == "NaTType" || name == "NAType" || name.ends_with(".NaTType") || name.ends_with(".NAType");
}

bool is_unknown(py::handle value) {
  const std::string_view name = Py_TYPE(value.ptr())->tp_name;
  return name == "Unknown" && is_instance_of(value, "dutybound._unknown", "Unknown");
}

/// Larger numbers are written as texts, for the reader to say that they are no numbers: as numbers they would spoil the document.
constexpr long json_digits = 300;

class Writer {
 public:
  std::string write(py::handle root) {
    add(root);
    return std::move(text_);
  }

 private:
  /// What is being written: for messages, and to know a record that contains itself.
  struct Place {
    std::string key;  ///< of a record; a list counts
    std::size_t index = 0;
    bool in_list = false;
  };

  [[noreturn]] void refuse(const std::string& what) const {
    std::string path;
    for (const Place& place : places_) {
      if (place.in_list) {
        path += "[" + std::to_string(place.index) + "]";
      } else {
        path += (path.empty() ? "" : ".") + place.key;
      }
    }
    raise("CaseError", path.empty() ? "the case: " + what : "`" + path + "`: " + what);
  }

  void add(py::handle value) {
    if (++values_ > limits.nodes) refuse("more than " + std::to_string(limits.nodes) + " values in one case");
    if (text_.size() > limits.file_bytes) refuse("more than " + std::to_string(limits.file_bytes) + " bytes in one case");
    if (value.is_none()) {
      text_ += "null";
    } else if (value.ptr() == Py_True) {
      text_ += "true";
    } else if (value.ptr() == Py_False) {
      text_ += "false";
    } else if (is_exactly(value, &PyUnicode_Type)) {
      text(value);
    } else if (is_exactly(value, &PyDict_Type)) {
      record(value, [&](const auto& member) {
        for (const auto& [key, each] : py::reinterpret_borrow<py::dict>(value)) {
          member(py::reinterpret_borrow<py::object>(key), py::reinterpret_borrow<py::object>(each));
        }
      });
    } else if (is_exactly(value, &PyList_Type) || is_exactly(value, &PyTuple_Type)) {
      list(value);
    } else if (is_exactly(value, &PyLong_Type)) {
      integer(value);
    } else if (is_exactly(value, &PyFloat_Type)) {
      number(value);
    } else {
      add_other(value);
    }
  }

  /// Less common types, in the order that tells them apart: an IntEnum is an int, a datetime is a date.
  void add_other(py::handle value) {
    if (is_missing(value)) {
      text_ += "null";
    } else if (is_unknown(value)) {
      refuse("UNKNOWN stands for the value of a key, not for an item of a list");
    } else if (is_instance_of(value, "enum", "Enum")) {
      add(value.attr("value"));
    } else if (py::isinstance<py::str>(value)) {
      text(value);
    } else if (PyLong_Check(value.ptr()) != 0) {
      integer(value);
    } else if (PyFloat_Check(value.ptr()) != 0) {
      number(value);
    } else if (const auto iso = iso_text(value)) {
      if (iso->empty()) {
        text_ += "null";
      } else {
        quoted(*iso);
      }
    } else if (is_instance_of(value, "decimal", "Decimal")) {
      decimal(value);
    } else if (is_instance_of(value, "uuid", "UUID")) {
      text(py::str(value));
    } else if (py::hasattr(py::type::of(value), "__dataclass_fields__")) {
      record(value, [&](const auto& member) {
        for (const py::handle field : py::module_::import("dataclasses").attr("fields")(value)) {
          const py::object name = field.attr("name");
          member(name, value.attr(name));
        }
      });
    } else if (is_instance_of(value, "numpy", "generic")) {
      add(value.attr("item")());
    } else if (PyTuple_Check(value.ptr()) != 0 && py::hasattr(value, "_fields")) {
      record(value, [&](const auto& member) {
        for (const py::handle name : value.attr("_fields")) {
          member(py::reinterpret_borrow<py::object>(name), value.attr(py::reinterpret_borrow<py::object>(name)));
        }
      });
    } else if (is_instance_of(value, "collections.abc", "Mapping")) {
      record(value, [&](const auto& member) {
        for (const py::handle key : py::list(value.attr("keys")())) {
          const py::object held = py::reinterpret_borrow<py::object>(key);
          member(held, value[held]);
        }
      });
    } else if (PyAnySet_Check(value.ptr()) != 0) {
      set(value);
    } else if (PyList_Check(value.ptr()) != 0 || PyTuple_Check(value.ptr()) != 0 || is_instance_of(value, "numpy", "ndarray") ||
               is_instance_of(value, "pandas", "Series") ||
               (is_instance_of(value, "collections.abc", "Sequence") && !py::isinstance<py::bytes>(value) &&
                PyByteArray_Check(value.ptr()) == 0 && PyMemoryView_Check(value.ptr()) == 0)) {
      list(py::list(py::reinterpret_borrow<py::object>(value)));
    } else {
      refuse("a value of type `" + type_name(value) +
             "` is no fact; give text, a number, true or false, a date, a record or a list");
    }
  }

  void text(py::handle value) {
    Py_ssize_t size = 0;
    const char* const characters = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
    if (!characters) {
      PyErr_Clear();
      refuse("the text holds half a character (a lone surrogate)");
    }
    quoted({characters, static_cast<std::size_t>(size)});
  }

  void quoted(std::string_view characters) {
    static constexpr char digits[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : characters) {
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        text_ += "\\u00";
        text_ += digits[static_cast<unsigned char>(c) >> 4U];
        text_ += digits[static_cast<unsigned char>(c) & 0xFU];
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  void integer(py::handle value) {
    PyObject* const written = PyNumber_ToBase(value.ptr(), 10);
    if (written) {
      const auto digits = py::reinterpret_steal<py::str>(written).cast<std::string>();
      if (static_cast<long>(digits.size()) <= json_digits) {
        text_ += digits;
      } else {
        quoted(digits);
      }
      return;
    }
    PyErr_Clear();  // more digits than Python writes: no number of a case either
    quoted("a whole number of " + py::str(value.attr("bit_length")()).cast<std::string>() + " bits");
  }

  void number(py::handle value) {
    const double read = PyFloat_AsDouble(value.ptr());
    if (std::isnan(read)) {
      text_ += "null";
    } else if (std::isinf(read)) {
      quoted(read > 0 ? "inf" : "-inf");  // for the reader to say that it is no number
    } else {
      text_ += py::repr(py::float_(read)).cast<std::string>();
    }
  }

  void decimal(py::handle value) {
    if (value.attr("is_nan")().cast<bool>()) {
      text_ += "null";
    } else if (value.attr("is_infinite")().cast<bool>() || value.attr("adjusted")().cast<long>() > json_digits) {
      quoted(py::str(value).cast<std::string>());
    } else {
      text_ += py::str(value).cast<std::string>();
    }
  }

  class Inside {
   public:
    Inside(Writer& writer, py::handle value) : writer_(writer) {
      const auto& around = writer.around_;
      if (std::find(around.begin(), around.end(), value.ptr()) != around.end()) writer.refuse("the record contains itself");
      if (around.size() >= limits.nesting) writer.refuse("nested deeper than " + std::to_string(limits.nesting) + " levels");
      writer.around_.push_back(value.ptr());
    }
    ~Inside() { writer_.around_.pop_back(); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Writer& writer_;
  };

  template <class Members>
  void record(py::handle value, const Members& members) {
    const Inside inside(*this, value);
    text_ += '{';
    bool first = true;
    members([&](py::object key, const py::object& each) {
      if (is_instance_of(key, "enum", "Enum")) key = key.attr("value");
      if (!py::isinstance<py::str>(key)) {
        refuse("the key " + py::repr(key).template cast<std::string>() + " is no text");
      }
      if (is_unknown(each)) return;
      if (!first) text_ += ',';
      first = false;
      places_.push_back({});
      text(key);
      places_.back().key = key.template cast<std::string>();
      text_ += ':';
      add(each);
      places_.pop_back();
    });
    text_ += '}';
  }

  void list(py::handle value) {
    const Inside inside(*this, value);
    text_ += '[';
    places_.push_back({{}, 0, true});
    for (const py::handle each : value) {
      if (places_.back().index > 0) text_ += ',';
      add(py::reinterpret_borrow<py::object>(each));
      ++places_.back().index;
    }
    places_.pop_back();
    text_ += ']';
  }

  /// In an order that does not depend on hashes.
  void set(py::handle value) {
    std::vector<std::string> items;
    for (const py::handle each : value) {
      Writer item;
      item.places_ = places_;
      item.around_ = around_;
      item.values_ = values_;
      items.push_back(item.write(py::reinterpret_borrow<py::object>(each)));
      values_ = item.values_;
    }
    std::sort(items.begin(), items.end());
    text_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) text_ += (i > 0 ? "," : "") + items[i];
    text_ += ']';
  }

  std::string text_;
  std::size_t values_ = 0;
  std::vector<Place> places_;
  std::vector<PyObject*> around_;
};

}  // namespace

std::string case_text(py::handle value) { return Writer().write(value); }

}  // namespace dutybound::python

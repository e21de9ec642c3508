// Small frozen Python classes for the library's structs: read-only fields, ==, hash, repr, pickling, to_dict. Entry: Record.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "values.hpp"

namespace dutybound::python {

/// What a Python object holds besides the struct itself is told by a specialisation.
template <class W>
struct Held {
  using Value = W;
  static const Value& get(const W& held) { return held; }
  static W wrap(Value value) { return value; }
};

/// A value without anything that can change, for hash().
[[nodiscard]] inline py::object frozen(py::object value) {
  if (!py::isinstance<py::dict>(value)) return value;
  return py::reinterpret_steal<py::object>(PyFrozenSet_New(value.attr("items")().ptr()));
}

/// A value as JSON has it: lists for tuples, ISO text for days.
[[nodiscard]] inline py::object plain(py::object value) {
  if (const auto text = iso_text(value)) return to_text(*text);
  if (py::hasattr(value, "to_dict")) return value.attr("to_dict")();
  if (py::isinstance<py::tuple>(value)) {
    py::list list;
    for (const py::handle each : value) list.append(plain(py::reinterpret_borrow<py::object>(each)));
    return list;
  }
  return value;
}

template <class W>
class Record {
 public:
  using Value = typename Held<W>::Value;

  Record(py::module_& module, const char* name, const char* doc)
      : type_(module, name, doc), name_(name), fields_(std::make_shared<std::vector<Field>>()) {}

  template <class M>
  Record& field(const char* name, M Value::*member, const char* doc) {
    return add<M, Convert<M>>(name, member, doc);
  }
  /// Part of the value, and shown otherwise.
  template <class M>
  Record& hidden(const char* name, M Value::*member) {
    return add<M, Convert<M>>(name, member, "As the library holds it.");
  }
  /// Made of more than a member.
  template <class M>
  Record& made(const char* name, M Value::*member, std::function<py::object(const W&)> get, const char* doc) {
    type_.def_property_readonly(name, get, doc);
    fields_->push_back({name, get, [member](Value& value, py::handle from) { value.*member = Convert<M>::from(from); }});
    return *this;
  }
  /// Empty is None.
  Record& optional_text(const char* name, std::string Value::*member, const char* doc) {
    return add<std::string, OptionalText>(name, member, doc);
  }

  /// Gives the class what all of its fields are needed for. `to_dict`: in place of a dictionary of the fields.
  py::class_<W>& done(std::function<py::object(const W&)> to_dict = {}) {
    const std::shared_ptr<const std::vector<Field>> fields = fields_;
    type_.def(
        "__eq__",
        [fields](const W& self, const py::object& other) -> py::object {
          if (!py::isinstance<W>(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
          const W& that = other.cast<const W&>();
          for (const Field& each : *fields) {
            if (!each.get(self).equal(each.get(that))) return py::bool_(false);
          }
          return py::bool_(true);
        },
        py::is_operator());
    type_.def("__hash__", [fields](const W& self) {
      py::tuple values(fields->size());
      for (std::size_t i = 0; i < fields->size(); ++i) values[i] = frozen((*fields)[i].get(self));
      return py::hash(values);
    });
    type_.def("__repr__", [fields, name = name_](const W& self) {
      std::string text;
      for (const Field& each : *fields) {
        const py::object value = each.get(self);
        if (value.is_none() || (py::hasattr(value, "__len__") && py::len(value) == 0)) continue;
        text += (text.empty() ? "" : ", ") + each.name + "=" + py::repr(value).template cast<std::string>();
      }
      return name + "(" + text + ")";
    });
    type_.def("to_dict", [fields, to_dict](const W& self) -> py::object {
      if (to_dict) return to_dict(self);
      py::dict dict;
      for (const Field& each : *fields) dict[to_text(each.name)] = plain(each.get(self));
      return dict;
    });
    type_.def(py::pickle(
        [fields](const W& self) {
          py::tuple values(fields->size());
          for (std::size_t i = 0; i < fields->size(); ++i) values[i] = (*fields)[i].get(self);
          return values;
        },
        [fields](const py::tuple& values) {
          Value value{};
          if (values.size() != fields->size()) throw py::value_error("pickled by another version of dutybound");
          for (std::size_t i = 0; i < fields->size(); ++i) (*fields)[i].set(value, values[i]);
          return Held<W>::wrap(std::move(value));
        }));
    return type_;
  }

 private:
  struct Field {
    std::string name;
    std::function<py::object(const W&)> get;
    std::function<void(Value&, py::handle)> set;
  };

  template <class M, class C>
  Record& add(const char* name, M Value::*member, const char* doc) {
    const auto get = [member](const W& self) -> py::object { return C::to(Held<W>::get(self).*member); };
    type_.def_property_readonly(name, get, doc);
    fields_->push_back({name, get, [member](Value& value, py::handle from) { value.*member = C::from(from); }});
    return *this;
  }

  py::class_<W> type_;
  std::string name_;
  std::shared_ptr<std::vector<Field>> fields_;
};

}  // namespace dutybound::python

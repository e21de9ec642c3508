// Loading, reading and asking: Rulebook and Case. The library works without the interpreter's lock.
#include <algorithm>
#include <chrono>

#include "case_text.hpp"
#include "held.hpp"

namespace dutybound::python {
namespace {

constexpr const char* given_case = "<case>";

std::vector<RuleFile> or_raise(Result<std::vector<RuleFile>> files, const std::string& folder) {
  if (!files.ok()) raise("RuleError", "the rules in `" + folder + "` could not be read", files.diagnostics());
  return std::move(files).value();
}

RulebookOf load(LoadOptions options) {
  const auto kept = std::make_shared<const LoadOptions>(std::move(options));
  std::optional<Result<Rulebook>> loaded;
  {
    const py::gil_scoped_release release;
    loaded.emplace(Rulebook::load(*kept));
  }
  if (!loaded->ok()) raise("RuleError", "the rules could not be loaded", loaded->diagnostics());
  return {std::move(*loaded).value(), kept};
}

RulebookOf load_from(std::vector<std::string> names, const std::optional<std::string>& folder,
                     const std::vector<std::string>& layers, std::map<std::string, std::int64_t> policy,
                     const py::object& closures, std::size_t input_limit, const std::map<std::string, std::size_t>& limits) {
  LoadOptions options;
  options.policy = std::move(policy);
  options.limits.file_bytes = input_limit << 20U;
  for (const auto& [name, number] : limits) {
    const LimitInfo* limit = find_limit(name);
    if (!limit) {
      py::list known;
      for (const LimitInfo& each : every_limit()) known.append(to_text(each.name));
      raise("OptionError", "limits: there is no limit `" + name + "`" + nearest(name, known));
    }
    options.limits.*limit->member = number;
  }
  for (const py::handle closure : closures) {
    const auto pair = py::reinterpret_borrow<py::tuple>(closure);
    options.closures.push_back({read_day(pair[0], "closures"), pair[1].cast<std::string>(), true});
  }
  for (const std::string& layer : layers) {
    for (RuleFile& file : or_raise(read_layer_folder(layer, options.limits), layer)) options.layers.push_back(std::move(file));
  }
  if (folder) {  // read here, so that another process need not find it
    options.rules = or_raise(read_rules({{*folder}, std::move(names)}, options.limits), *folder);
  } else {
    options.rules = EmbeddedRules{std::move(names)};
  }
  return load(std::move(options));
}

using FileState = std::vector<std::pair<std::string, std::string>>;

FileState file_state(const std::vector<RuleFile>& files) {
  FileState state;
  for (const RuleFile& file : files) state.emplace_back(file.name, file.text);
  return state;
}

std::vector<RuleFile> files_of(const FileState& state) {
  std::vector<RuleFile> files;
  for (const auto& [name, text] : state) files.push_back({name, text});
  return files;
}

/// Nothing but tuples, texts and numbers, so that it can be a key.
py::tuple rulebook_state(const RulebookOf& self) {
  const LoadOptions& options = *self.options;
  const std::vector<std::pair<std::string, std::int64_t>> policy(options.policy.begin(), options.policy.end());
  std::vector<std::pair<std::string, std::string>> closures;
  for (const Holiday& closure : options.closures) closures.emplace_back(closure.date.to_string(), closure.name);
  py::tuple limits(every_limit().size());
  for (std::size_t i = 0; i < limits.size(); ++i) limits[i] = options.limits.*every_limit()[i].member;
  const auto* embedded = std::get_if<EmbeddedRules>(&options.rules);
  const auto* files = std::get_if<std::vector<RuleFile>>(&options.rules);
  return py::make_tuple(
      Convert<std::vector<std::string>>::to(embedded ? embedded->rulebooks : std::vector<std::string>()),
      Convert<FileState>::to(files ? file_state(*files) : FileState()), Convert<FileState>::to(file_state(options.layers)),
      Convert<std::vector<std::pair<std::string, std::int64_t>>>::to(policy), Convert<FileState>::to(closures), limits);
}

RulebookOf rulebook_from_state(const py::tuple& state) {
  LoadOptions options;
  if (std::vector<RuleFile> files = files_of(Convert<FileState>::from(state[1])); !files.empty()) {
    options.rules = std::move(files);
  } else {
    options.rules = EmbeddedRules{Convert<std::vector<std::string>>::from(state[0])};
  }
  options.layers = files_of(Convert<FileState>::from(state[2]));
  for (const auto& [name, value] : Convert<std::vector<std::pair<std::string, std::int64_t>>>::from(state[3]))
    options.policy[name] = value;
  for (const auto& [day, name] : Convert<FileState>::from(state[4]))
    options.closures.push_back({Date::parse(day).value(), name, true});
  const auto limits = py::reinterpret_borrow<py::tuple>(state[5]);
  for (std::size_t i = 0; i < limits.size(); ++i) options.limits.*every_limit()[i].member = limits[i].cast<std::size_t>();
  return load(std::move(options));
}

std::vector<CaseDocument> read_documents(const Rulebook& rulebook, const std::string& name, std::string_view text,
                                         CaseFormat format) {
  const py::gil_scoped_release release;
  std::vector<CaseDocument> documents;
  rulebook.read_cases(name, text, format, [&](CaseDocument document) {
    documents.push_back(std::move(document));
    return true;
  });
  return documents;
}

/// A DataWarning, where names in the case are read by nobody.
void warn_of_unread(const Case& facts) {
  if (facts.unread_names().count == 0) return;
  py::module_::import("dutybound._not_read").attr("warn_in_part")(Convert<UnreadNames>::to(facts.unread_names()));
}

CaseOf only_case(const RulebookOf& rulebook, std::string text, CaseFormat format) {
  const auto held = std::make_shared<const std::string>(std::move(text));
  std::vector<CaseDocument> documents = read_documents(rulebook.rulebook, given_case, *held, format);
  if (documents.empty()) raise("CaseError", "the text holds no case");
  if (documents.size() > 1) {
    raise("CaseError", "the text holds " + std::to_string(documents.size()) + " cases; read_cases gives one after the other");
  }
  CaseDocument& document = documents.front();
  if (!document.facts) raise("CaseError", "the case could not be read", document.diagnostics);
  warn_of_unread(*document.facts);
  return {*document.facts, rulebook, held};
}

CaseOf case_of_text(const RulebookOf& rulebook, std::string text) {
  const bool looks_like_path =
      text.size() < 1000 && text.find_first_of("\n{[:") == std::string::npos && text.find('.') != std::string::npos;
  if (looks_like_path) raise("CaseError", "a text of facts is needed; read_cases(path) reads a file");
  const CaseFormat format = Rulebook::guess_format("", text);
  return only_case(rulebook, std::move(text), format);
}

std::string bytes_of(const py::handle& value) {
  const py::bytes bytes = py::isinstance<py::bytes>(value) ? py::reinterpret_borrow<py::bytes>(value)
                                                           : py::bytes(py::reinterpret_borrow<py::object>(value));
  return std::string(bytes);
}

py::tuple read_cases(const RulebookOf& self, const std::string& name, const py::bytes& bytes, const py::object& format) {
  const std::string text(bytes);
  py::list cases;
  for (CaseDocument& document : read_documents(self.rulebook, name, text, read_format(format, name, text))) {
    py::object facts = py::none();
    if (document.facts) facts = py::cast(CaseOf{*document.facts, self, nullptr});
    cases.append(py::make_tuple(to_text(document.where), facts, to_tuple(document.diagnostics)));
  }
  return py::tuple(cases);
}

void bind_case(py::module_& module) {
  py::class_<CaseOf>(module, "Case", "Recorded facts of one subject, read once to be assessed at many days. Frozen.")
      .def_property_readonly("id", [](const CaseOf& self) { return Convert<std::optional<std::string>>::to(self.facts.id()); })
      .def_property_readonly("subject", [](const CaseOf& self) { return to_text(self.facts.subject()); })
      .def_property_readonly("data_errors",
                             [](const CaseOf& self) { return Convert<std::vector<DataError>>::to(self.facts.data_errors()); })
      .def_property_readonly("unread_names",
                             [](const CaseOf& self) { return Convert<UnreadNames>::to(self.facts.unread_names()); })
      .def("__repr__",
           [](const CaseOf& self) {
             const std::string part = self.facts.unread_names().count > 0 ? "read_in_part=True, " : "";
             const std::string id = self.facts.id() ? "id=" + py::repr(to_text(*self.facts.id())).cast<std::string>() + ", " : "";
             return "Case(" + part + id + "subject=" + py::repr(to_text(self.facts.subject())).cast<std::string>() + ")";
           })
      .def("__reduce__", [](const CaseOf& self) {
        if (!self.text)
          raise("CaseError", "a case of a file with several cannot be pickled; send the file, or the record that it was made of");
        return py::make_tuple(py::module_::import("dutybound._rulebook").attr("_restore_case"),
                              py::make_tuple(rulebook_state(self.reader), py::bytes(*self.text)));
      });
}

}  // namespace

CaseFormat read_format(const py::object& format, const std::string& name, std::string_view text) {
  if (format.is_none()) return Rulebook::guess_format(name, text);
  const std::string word = read_text(format, "format");
  if (word == "json") return CaseFormat::json;
  if (word == "yaml") return CaseFormat::yaml;
  if (word == "jsonl") return CaseFormat::json_lines;
  if (word == "cin-census" || word == "cin_census") return CaseFormat::cin_census;
  raise("OptionError", "format: `" + word + "` is none of json, yaml, jsonl, cin-census");
}

namespace {

/// A value as a case in JSON has it.
std::string assumed_text(py::handle value) {
  py::dict record;
  record["v"] = value;
  const std::string text = case_text(record);
  constexpr std::string_view before = R"({"v":)";
  if (text.size() <= before.size()) raise("OptionError", "assume: UNKNOWN is what is so without an assumption");
  return text.substr(before.size(), text.size() - before.size() - 1);
}

AsAt read_as_at(py::handle as_at) {
  std::optional<std::string> text = iso_text(as_at);
  const bool midnight_of_a_table =
      text && (is_instance_of(as_at, "pandas", "Timestamp") || is_instance_of(as_at, "numpy", "datetime64")) &&
      text->size() > 10 && text->substr(10).find_first_not_of("T0:.") == std::string::npos;
  if (midnight_of_a_table) text->resize(10);  // those types know no days, only their midnights
  if (!text && py::isinstance<py::str>(as_at)) text = read_text(as_at, "as_at");
  if (text && text->size() > 19 && (*text)[19] == '.') {
    const std::size_t end = std::min(text->find_first_not_of("0123456789", 20), text->size());
    text->erase(19, end - 19);
  }
  if (!text)
    raise("OptionError", "as_at: " + py::repr(as_at).cast<std::string>() +
                             " is no day; give a datetime.date, or text such as 2024-04-22 or 2024-04-22T09:30");
  const Result<AsAt> read = parse_as_at(*text);
  if (read.ok()) return read.value();
  const Diagnostic& wrong = read.diagnostics().front();
  raise("OptionError", "as_at: " + wrong.message + "; " + wrong.hint);
}

}  // namespace

void check(const Rulebook& rulebook, const AssessOptions& options) {
  const Diagnostics mistakes = rulebook.check(options);
  if (has_errors(mistakes)) raise("OptionError", "the options do not fit the loaded rules", mistakes);
}

AssessOptions read_options(const Rulebook& rulebook, py::handle as_at, py::handle edition, py::handle carry_forward,
                           py::handle readings, py::handle all_readings, py::handle assume) {
  AssessOptions options{.as_at = read_as_at(as_at)};
  options.edition = read_optional_text(edition, "edition");
  options.carry_forward = py::bool_(py::reinterpret_borrow<py::object>(carry_forward));
  options.all_readings = py::bool_(py::reinterpret_borrow<py::object>(all_readings));
  if (options.edition && options.carry_forward) raise("OptionError", "edition and carry_forward exclude each other");
  if (!readings.is_none()) {
    if (!py::isinstance<py::dict>(readings)) raise("OptionError", "readings: a dictionary of reading -> value is needed");
    for (const auto& [reading, value] : py::reinterpret_borrow<py::dict>(readings)) {
      options.readings.emplace(read_text(reading, "readings"), read_text(value, "readings"));
    }
  }
  if (!assume.is_none()) {
    if (!py::isinstance<py::dict>(assume)) raise("OptionError", "assume: a dictionary of fact -> value is needed");
    for (const auto& [fact, value] : py::reinterpret_borrow<py::dict>(assume))
      options.assume.emplace(read_text(fact, "assume"), assumed_text(value));
  }
  check(rulebook, options);
  options.proceed = [] {  // so that Ctrl-C, or an alarm's handler, ends a case that takes long
    const py::gil_scoped_acquire acquired;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return true;
  };
  return options;
}

AssessOptions within(AssessOptions options, const std::optional<double>& seconds) {
  if (!seconds) return options;
  if (!(*seconds >= 0)) raise("OptionError", "timeout: a number of seconds from 0 on is needed");
  // Further off than this no clock can tell a deadline from none.
  constexpr double most = 1e9;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                               std::chrono::duration<double>(std::min(*seconds, most)));
  options.proceed = [signals = std::move(options.proceed), deadline] {
    if (std::chrono::steady_clock::now() < deadline) return signals();
    const py::gil_scoped_acquire acquired;
    raise("CaseTimeout", "the case took longer than its timeout, and has no answer");
  };
  return options;
}

CaseOf read_case(const RulebookOf& rulebook, py::handle value) {
  if (py::isinstance<CaseOf>(value)) {
    const auto& held = value.cast<const CaseOf&>();
    if (held.reader.rulebook == rulebook.rulebook) return held;
    if (!held.text) raise("CaseError", "the case was read by another rulebook; read it by this one");
    return case_of_text(rulebook, *held.text);
  }
  if (py::isinstance<py::str>(value)) return case_of_text(rulebook, read_text(value, "case", "CaseError"));
  if (py::isinstance<py::bytes>(value) || PyByteArray_Check(value.ptr()) != 0) return case_of_text(rulebook, bytes_of(value));
  return only_case(rulebook, case_text(value), CaseFormat::json);
}

void bind_rulebook(py::module_& module) {
  bind_case(module);
  const auto context = [](const RulebookOf& self, const py::object& facts, const py::object& as_at, const py::object& edition,
                          const py::object& carry_forward, const py::object& readings, const py::object& all_readings,
                          const py::object& assume, std::vector<std::string> rules = {}) {
    AssessOptions options = read_options(self.rulebook, as_at, edition, carry_forward, readings, all_readings, assume);
    options.rules = std::move(rules);
    check(self.rulebook, options);
    CaseOf read = read_case(self, facts);
    return std::make_shared<const Context>(Context{self.rulebook, std::move(read.facts), std::move(options)});
  };
  module.def(
      "case_text", [](const py::object& value) { return py::bytes(case_text(value)); }, py::arg("case"), "As JSON.");
  py::class_<RulebookOf>(module, "Rulebook", "Rulebooks, loaded and compiled together. Frozen; for any number of threads.")
      .def_static("load", &load_from, py::arg("rulebooks"), py::arg("rules"), py::arg("layers"), py::arg("policy"),
                  py::arg("closures"), py::arg("input_limit"), py::arg("limits"))
      .def_static("restore", &rulebook_from_state, py::arg("state"))
      .def_property_readonly("state", &rulebook_state, "What it was loaded from, for restore.")
      .def("case", &read_case, py::arg("case"))
      .def("read_cases", &read_cases, py::arg("name"), py::arg("text"), py::arg("format"))
      .def(
          "assess",
          [context](const RulebookOf& self, const py::object& facts, const py::object& as_at, const py::object& edition,
                    const py::object& carry_forward, const py::object& readings, const py::object& all_readings,
                    const py::object& assume, std::vector<std::string> rules, const std::optional<double>& timeout) {
            const auto held =
                context(self, facts, as_at, edition, carry_forward, readings, all_readings, assume, std::move(rules));
            const AssessOptions options = within(held->options, timeout);
            const py::gil_scoped_release release;
            return AssessmentOf{std::make_shared<const Assessment>(held->rulebook.assess(held->facts, options).value_or_throw()),
                                held};
          },
          py::arg("case"), py::arg("as_at"), py::arg("edition"), py::arg("carry_forward"), py::arg("readings"),
          py::arg("all_readings"), py::arg("assume"), py::arg("rules"), py::arg("timeout"))
      .def(
          "as_at",
          [](const RulebookOf& self, const py::object& as_at, const py::object& edition, const py::object& carry_forward,
             const py::object& readings, const py::object& all_readings, const py::object& assume) {
            const AssessOptions options =
                read_options(self.rulebook, as_at, edition, carry_forward, readings, all_readings, assume);
            return options.as_at.time() ? to_date_time(*options.as_at.time()) : to_date(options.as_at.day());
          },
          py::arg("as_at"), py::arg("edition"), py::arg("carry_forward"), py::arg("readings"), py::arg("all_readings"),
          py::arg("assume"), "Checks the options, and gives the day or the moment.")
      .def(
          "explain",
          [context](const RulebookOf& self, const py::object& facts, const py::object& rule, const py::object& record,
                    const py::object& as_at, const py::object& edition, const py::object& carry_forward,
                    const py::object& readings, const py::object& all_readings, const py::object& assume,
                    const std::optional<double>& timeout) {
            const auto held = context(self, facts, as_at, edition, carry_forward, readings, all_readings, assume);
            return explain(held, read_text(rule, "rule"), read_optional_text(record, "record"), timeout);
          },
          py::arg("case"), py::arg("rule"), py::arg("record"), py::arg("as_at"), py::arg("edition"), py::arg("carry_forward"),
          py::arg("readings"), py::arg("all_readings"), py::arg("assume"), py::arg("timeout"))
      .def(
          "ask",
          [context](const RulebookOf& self, const py::object& facts, const py::object& as_at, const py::object& edition,
                    const py::object& carry_forward, const py::object& readings, const py::object& all_readings,
                    const py::object& assume, std::vector<std::string> rules, const std::optional<double>& timeout) {
            const auto held =
                context(self, facts, as_at, edition, carry_forward, readings, all_readings, assume, std::move(rules));
            const AssessOptions options = within(held->options, timeout);
            const py::gil_scoped_release release;
            return held->rulebook.ask(held->facts, options).value_or_throw();
          },
          py::arg("case"), py::arg("as_at"), py::arg("edition"), py::arg("carry_forward"), py::arg("readings"),
          py::arg("all_readings"), py::arg("assume"), py::arg("rules"), py::arg("timeout"))
      .def("rules", [](const RulebookOf& self) { return Convert<std::vector<RuleInfo>>::to(self.rulebook.rules()); })
      .def(
          "rule",
          [](const RulebookOf& self, const std::string& id) -> std::optional<RuleInfo> {
            const RuleInfo* rule = self.rulebook.rule(id);
            return rule ? std::optional(*rule) : std::nullopt;
          },
          py::arg("id"))
      .def("facts", [](const RulebookOf& self) { return Convert<std::vector<FactInfo>>::to(self.rulebook.facts()); })
      .def("parameters",
           [](const RulebookOf& self) { return Convert<std::vector<ParameterInfo>>::to(self.rulebook.parameters()); })
      .def(
          "parameter",
          [](const RulebookOf& self, const std::string& id, const py::object& on) {
            return self.rulebook.parameter(id, read_day(on, "on"));
          },
          py::arg("id"), py::arg("on"))
      .def("readings", [](const RulebookOf& self) { return Convert<std::vector<ReadingInfo>>::to(self.rulebook.readings()); })
      .def(
          "mapped_tables",
          [](const RulebookOf& self, const std::string& mapping) {
            py::dict tables;
            for (const MappingInfo& info : self.rulebook.mappings()) {
              if (info.id != mapping) continue;
              for (const MappedTableInfo& table : info.tables) tables[to_text(table.name)] = py::cast(table.columns);
            }
            return tables;
          },
          py::arg("mapping"), "Table -> the columns of it that a mapping reads.")
      .def(
          "unused_tables",
          [](const RulebookOf& self, const std::string& mapping) {
            std::vector<std::string> unused;
            for (MappingInfo& info : self.rulebook.mappings()) {
              if (info.id == mapping) unused = std::move(info.unused_tables);
            }
            return unused;
          },
          py::arg("mapping"), "Tables of a mapping's data set that it does not read.")
      .def("editions", [](const RulebookOf& self) { return Convert<std::vector<EditionInfo>>::to(self.rulebook.editions()); })
      .def_property_readonly("digest", [](const RulebookOf& self) { return self.rulebook.digest(); })
      .def_property_readonly("calendar", [](const RulebookOf& self) { return self.rulebook.calendar(); });
}

}  // namespace dutybound::python

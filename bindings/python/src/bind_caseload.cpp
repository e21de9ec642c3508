// Many cases: tables and texts in, runs over them, batches of findings out. The Python side is _caseload.py and _assessment.py.
#include <chrono>

#include <dutybound/caseload_assessment.hpp>
#include <dutybound/csv.hpp>
#include <dutybound/report.hpp>

#include "arrow.hpp"
#include "held.hpp"

namespace dutybound::python {
namespace {

struct CasesOf {
  RulebookOf reader;
  Caseload caseload;
  Diagnostics warnings;
};

/// A run, whose threads are waited for without the interpreter's lock.
class RunOf {
 public:
  explicit RunOf(CaseloadRun run) : run_(std::make_unique<CaseloadRun>(std::move(run))) {}
  RunOf(RunOf&&) = default;
  RunOf& operator=(RunOf&&) = default;
  ~RunOf() { close(); }
  void close() {
    if (!run_) return;
    const py::gil_scoped_release release;
    run_->cancel();
    run_.reset();
  }
  [[nodiscard]] CaseloadRun& get() const {
    if (!run_) raise("Error", "this run is over");
    return *run_;
  }
  [[nodiscard]] CaseloadRun take() {
    CaseloadRun taken = std::move(get());
    run_.reset();
    return taken;
  }

 private:
  std::unique_ptr<CaseloadRun> run_;
};

/// Streams that have been moved out of their capsules; what the library did not take is released.
class Streams {
 public:
  void add(std::string name, ArrowArrayStream stream) {
    held_.push_back(std::make_unique<ArrowArrayStream>(stream));
    tables_.push_back({std::move(name), held_.back().get()});
  }
  [[nodiscard]] const std::vector<NamedTable>& tables() const { return tables_; }
  Streams() = default;
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams() {
    for (const auto& stream : held_) {
      if (stream->release) stream->release(stream.get());
    }
  }

 private:
  std::vector<std::unique_ptr<ArrowArrayStream>> held_;
  std::vector<NamedTable> tables_;
};

CasesOf read_tables(const RulebookOf& self, const std::vector<std::pair<std::string, py::object>>& tables,
                    const std::string& mapping, const std::optional<std::pair<std::string, std::string>>& mapping_file,
                    std::vector<std::string> dates) {
  TableOptions options;
  options.mapping = mapping;
  if (mapping_file) options.mapping_file = RuleFile{mapping_file->first, mapping_file->second};
  options.dates = std::move(dates);
  options.proceed = [] {
    const py::gil_scoped_acquire acquire;
    return PyErr_CheckSignals() == 0;
  };
  Streams streams;
  for (const auto& [name, capsules] : tables) streams.add(name, take_stream(capsules));
  std::optional<Result<Caseload>> read;
  {
    const py::gil_scoped_release release;
    read.emplace(self.rulebook.read_tables(streams.tables(), options));
  }
  if (PyErr_Occurred()) throw py::error_already_set();  // what a signal's handler raised
  if (!read->ok()) raise("TableError", "the tables do not fit: " + read->diagnostics().front().message, read->diagnostics());
  return {self, read->value(), read->diagnostics()};
}

CasesOf read_caseload(const RulebookOf& self, const std::string& name, const py::bytes& bytes, const py::object& format) {
  std::string text(bytes);
  const CaseFormat read_as = read_format(format, name, text);
  const py::gil_scoped_release release;
  Caseload caseload = self.rulebook.read_caseload(name, std::move(text), read_as);
  Diagnostics warnings = caseload.warnings();
  return {self, std::move(caseload), std::move(warnings)};
}

/// Each row with the line on which it begins.
py::list read_csv(const std::string& name, const std::string& text) {
  std::optional<Result<CsvRows>> read;
  {
    const py::gil_scoped_release release;
    read.emplace(dutybound::read_csv(name, text));
  }
  if (!read->ok()) {
    const Diagnostic& wrong = read->diagnostics().front();
    raise("TableError", name + ", line " + std::to_string(wrong.line()) + ": " + wrong.message, read->diagnostics());
  }
  const CsvRows& rows = read->value();
  py::list all(rows.cells.size());
  for (std::size_t i = 0; i < rows.cells.size(); ++i) {
    py::list cells(rows.cells[i].size());
    for (std::size_t c = 0; c < rows.cells[i].size(); ++c) cells[c] = to_text(rows.cells[i][c]);
    all[i] = py::make_tuple(rows.lines[i], std::move(cells));
  }
  return all;
}

CaseOf case_at(const CasesOf& self, std::size_t i) {
  if (i >= self.caseload.size()) throw py::index_error("there are " + std::to_string(self.caseload.size()) + " cases");
  std::optional<CaseDocument> document;
  {
    const py::gil_scoped_release release;
    document.emplace(self.caseload.at(i));
  }
  if (!document->facts) raise("CaseError", document->where + ": could not be read", document->diagnostics);
  return {*document->facts, self.reader, nullptr};
}

/// How many documents cannot be read, and what is wrong with the first of them; how many cases were read in part, and which name
/// of the first of them nobody reads.
py::tuple unread(const CasesOf& self) {
  constexpr std::size_t told = 20;
  std::size_t count = 0, in_part = 0;
  py::list first, first_in_part;
  for (std::size_t i = 0; i < self.caseload.size(); ++i) {
    std::optional<CaseDocument> document;
    {
      const py::gil_scoped_release release;
      document.emplace(self.caseload.at(i));
    }
    if (i % 256 == 0 && PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (document->facts) {
      const UnreadNames& names = document->facts->unread_names();
      if (names.count > 0 && ++in_part <= told)
        first_in_part.append(py::make_tuple(to_text(document->where), to_text(names.first->path), to_text(names.first->reason)));
      continue;
    }
    if (++count <= told) first.append(py::make_tuple(to_text(document->where), to_tuple(document->diagnostics)));
  }
  return py::make_tuple(count, first, in_part, first_in_part);
}

py::dict table_dict(const TableCount& count) {
  py::dict dict;
  dict["table"] = to_text(count.table);
  dict["rows"] = count.rows;
  dict["used"] = count.used;
  dict["orphans"] = count.orphans;
  dict["skipped"] = count.skipped;
  dict["without_id"] = count.without_id;
  dict["unused_columns"] = Convert<std::vector<std::string>>::to(count.unused_columns);
  return dict;
}

Batch error_batch(const std::vector<PlacedError>& errors) {
  auto body = std::make_shared<Batch::Body>();
  if (!describe_errors(&body->schema) || !give_errors(errors, &body->array)) throw std::bad_alloc();
  return {std::move(body)};
}

Status read_status(const std::string& word) {
  if (const auto status = parse_status(word)) return *status;
  py::list words;
  for (int number = 0; number <= static_cast<int>(Status::not_in_force); ++number)
    words.append(to_text(to_string(static_cast<Status>(number))));
  raise("OptionError", "statuses: `" + word + "` is no status" + nearest(word, words));
}

RunOf start(const RulebookOf& self, const CasesOf& cases, const py::object& as_at, const py::object& edition,
            const py::object& carry_forward, const py::object& readings, const py::object& all_readings, const py::object& assume,
            std::vector<std::string> rules, const std::vector<std::string>& statuses, unsigned threads, std::size_t batch_rows,
            bool valid_until) {
  if (!(cases.reader.rulebook == self.rulebook)) raise("CaseError", "the cases were read by another rulebook");
  CaseloadOptions options{.assess = read_options(self.rulebook, as_at, edition, carry_forward, readings, all_readings, assume)};
  options.assess.rules = std::move(rules);
  for (const std::string& word : statuses) options.statuses.push_back(read_status(word));
  options.threads = threads;
  options.batch_rows = batch_rows;
  options.valid_until = valid_until;
  check(self.rulebook, options.assess);
  const py::gil_scoped_release release;
  return RunOf(self.rulebook.assess(cases.caseload, options).value_or_throw());
}

/// The next batch; False while there is none yet; None at the end.
py::object poll(RunOf& self, int milliseconds) {
  auto body = std::make_shared<Batch::Body>();
  CaseloadRun& run = self.get();
  const Result<CaseloadRun::Pull> pulled = [&] {
    const py::gil_scoped_release release;
    return run.poll(&body->array, std::chrono::milliseconds(milliseconds));
  }();
  if (!pulled.ok()) {
    const Diagnostic& wrong = pulled.diagnostics().front();
    raise("Error", wrong.message + (wrong.hint.empty() ? "" : "; " + wrong.hint));
  }
  if (pulled.value() == CaseloadRun::Pull::waiting) return py::bool_(false);
  if (pulled.value() != CaseloadRun::Pull::batch) return py::none();
  if (!run.schema(&body->schema)) throw std::bad_alloc();
  return py::cast(Batch{std::move(body)});
}

py::dict manifest_dict(const RunOf& self) {
  const CaseloadManifest& manifest = self.get().manifest();
  py::dict dict;
  dict["digest"] = manifest.digest;
  dict["cases"] = manifest.cases;
  dict["unread"] = manifest.unread;
  dict["findings"] = manifest.findings;
  dict["shown"] = manifest.shown;
  dict["data_errors"] = manifest.data_errors;
  dict["by_status"] = Convert<std::map<Status, std::size_t>>::to(manifest.by_status);
  dict["provisional"] = Convert<std::map<Status, std::size_t>>::to(manifest.provisional);
  dict["assumed"] = Convert<std::map<std::string, std::string>>::to(manifest.assumed);
  dict["by_rule"] = Convert<std::map<std::string, std::map<Status, std::size_t>>>::to(manifest.by_rule);
  return dict;
}

/// A batch without rows, for its schema.
Batch no_rows(const RunOf& self) {
  auto body = std::make_shared<Batch::Body>();
  if (!self.get().schema(&body->schema)) throw std::bad_alloc();
  return {std::move(body)};
}

}  // namespace

void bind_caseload(py::module_& module) {
  bind_arrow(module);
  py::class_<CasesOf>(module, "Cases", "The cases of tables or of a text, joined; each is read when it is asked for.")
      .def("__len__", [](const CasesOf& self) { return self.caseload.size(); })
      .def("__getitem__", &case_at, py::arg("index"))
      .def("__iter__", [](const py::object& self) { return py::reinterpret_steal<py::object>(PySeqIter_New(self.ptr())); })
      .def(
          "case_id",
          [](const CasesOf& self, std::size_t i) { return Convert<std::optional<std::string>>::to(self.caseload.case_id(i)); },
          py::arg("index"))
      .def(
          "find", [](const CasesOf& self, const std::string& id) { return self.caseload.find(id); }, py::arg("case_id"))
      .def_property_readonly("integer_ids", [](const CasesOf& self) { return self.caseload.integer_ids(); })
      .def_property_readonly("reference_date",
                             [](const CasesOf& self) { return Convert<std::optional<Date>>::to(self.caseload.reference_date()); })
      .def_property_readonly("warnings", [](const CasesOf& self) { return to_tuple(self.warnings); })
      .def("tables",
           [](const CasesOf& self) {
             py::list counts;
             for (const TableCount& count : self.caseload.tables()) counts.append(table_dict(count));
             return counts;
           })
      .def_property_readonly("may_be_unread", [](const CasesOf& self) { return self.caseload.may_be_unread(); })
      .def("unread", &unread,
           "How many cannot be read; name and diagnostics of the first twenty; how many were read in part; name, path and "
           "reason. Reads each.")
      .def("errors_outside_cases", [](const CasesOf& self) { return error_batch(self.caseload.errors_outside_cases()); });
  py::class_<RunOf>(module, "Run", "One run over cases, which is pulled.")
      .def("poll", &poll, py::arg("milliseconds"))
      .def_property_readonly("cases", [](const RunOf& self) { return self.get().cases(); })
      .def_property_readonly("cases_done", [](const RunOf& self) { return self.get().cases_done(); })
      .def("manifest", &manifest_dict)
      .def("take_errors", [](const RunOf& self) { return error_batch(self.get().take_errors()); })
      .def("schema", &no_rows, "A batch without rows.")
      .def("close", &RunOf::close, "Cancels, and waits for the threads.")
      .def("cancel", [](const RunOf& self) { self.get().cancel(); })
      .def("stream", [](RunOf& self) { return stream_capsule(self.take().stream()); });
  module.def("read_tables", &read_tables, py::arg("rulebook"), py::arg("tables"), py::arg("mapping"), py::arg("mapping_file"),
             py::arg("dates"));
  module.def(
      "shown", [](const std::string& text) { return to_text(report::shown_lines(text)); }, py::arg("text"),
      "What somebody else wrote, as a terminal may be given it.");
  module.def(
      "csv_text",
      [](const py::str& cell) {  // halves of characters, which no UTF-8 has, are for the writer of the file to deal with
        const auto bytes = py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(cell.ptr(), "utf-8", "surrogatepass"));
        if (!bytes) throw py::error_already_set();
        const std::string text = report::csv_text(std::string(bytes));
        return py::reinterpret_steal<py::str>(
            PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogatepass"));
      },
      py::arg("cell"), "What a spreadsheet would run as a formula, as text.");
  module.def("is_spreadsheet_error", &is_spreadsheet_error, py::arg("text"), "`#N/A` and its like.");
  module.def("read_csv", &read_csv, py::arg("name"), py::arg("text"), "(line, cells) of each row. Raises TableError.");
  module.def("read_caseload", &read_caseload, py::arg("rulebook"), py::arg("name"), py::arg("text"), py::arg("format"));
  module.def("run", &start, py::arg("rulebook"), py::arg("cases"), py::arg("as_at"), py::arg("edition"), py::arg("carry_forward"),
             py::arg("readings"), py::arg("all_readings"), py::arg("assume"), py::arg("rules"), py::arg("statuses"),
             py::arg("threads"), py::arg("batch_rows"), py::arg("valid_until"));
}

}  // namespace dutybound::python

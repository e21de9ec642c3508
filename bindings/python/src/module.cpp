// dutybound._dutybound: the compiled half of the Python package. Only calls what binds the classes, and the command.
#include <dutybound/version.hpp>

#include "held.hpp"
#include "run_command.hpp"

namespace dutybound::python {
namespace {

int command(const std::vector<std::string>& arguments) {
  std::vector<const char*> pointers{"dutybound"};
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  // What Python has printed comes first.
  const py::module_ sys = py::module_::import("sys");
  for (const char* stream : {"stdout", "stderr"}) {
    const py::object file = sys.attr(stream);
    if (!file.is_none()) file.attr("flush")();
  }
  const py::gil_scoped_release release;
  return cli::run_command(static_cast<int>(pointers.size()), pointers.data());
}

/// True, and an ImportError is set, where this is not the process's first interpreter: what is bound belongs to one.
bool refused_here() {
  if (PyInterpreterState_Get() == PyInterpreterState_Main()) return false;
  PyErr_SetString(PyExc_ImportError,
                  "dutybound works in the main interpreter of a process only, and this is a sub-interpreter. Under mod_wsgi set "
                  "WSGIApplicationGroup %{GLOBAL}, or give each application a process of its own");
  return true;
}

}  // namespace
}  // namespace dutybound::python

// pybind11's own function would wait for ever for the lock of the main interpreter, so another stands before it. Where Python
// calls it in the main interpreter first (from 3.13 on), the module's body is what comes to the other one.
#define PyInit__dutybound PyInit_bound
PYBIND11_MODULE(_dutybound, module) {
  using namespace dutybound::python;
  if (refused_here()) throw py::error_already_set();
  module.doc() = "The compiled half of dutybound; import dutybound instead.";
  module.attr("__version__") = DUTYBOUND_VERSION;
  module.def(
      "command", &command, py::arg("arguments"),
      "Runs the dutybound command with these arguments and answers its exit code; it writes to the process's own streams.");
  bind_rules(module);
  bind_findings(module);
  bind_rulebook(module);
  bind_caseload(module);
}
#undef PyInit__dutybound

PyMODINIT_FUNC PyInit__dutybound() { return dutybound::python::refused_here() ? nullptr : PyInit_bound(); }

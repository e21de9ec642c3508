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

}  // namespace
}  // namespace dutybound::python

PYBIND11_MODULE(_dutybound, module) {
  using namespace dutybound::python;
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

// A run as an Arrow C stream.
#include <cerrno>

#include "caseload/run.hpp"

namespace dutybound {
namespace {

CaseloadRun& run_of(ArrowArrayStream* stream) { return *static_cast<CaseloadRun*>(stream->private_data); }

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) { return run_of(stream).schema(out) ? 0 : ENOMEM; }

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  if (run_of(stream).next(out)) return 0;
  return run_of(stream).error().empty() ? 0 : EIO;
}

const char* get_last_error(ArrowArrayStream* stream) {
  const std::string& error = run_of(stream).error();
  return error.empty() ? nullptr : error.c_str();
}

void release(ArrowArrayStream* stream) {
  delete &run_of(stream);
  stream->release = nullptr;
  stream->private_data = nullptr;
}

}  // namespace

ArrowArrayStream CaseloadRun::stream() && {
  body_->keeps_errors = false;
  body_->errors.clear();
  return {&get_schema, &get_next, &get_last_error, &release, new CaseloadRun(std::move(*this))};
}

}  // namespace dutybound

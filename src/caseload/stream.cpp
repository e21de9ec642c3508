// A run as an Arrow C stream.
#include <cerrno>
#include <new>

#include "caseload/run.hpp"
#include "text/inside.hpp"

namespace dutybound {
namespace {

CaseloadRun& run_of(ArrowArrayStream* stream) { return *static_cast<CaseloadRun*>(stream->private_data); }

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) { return run_of(stream).schema(out) ? 0 : ENOMEM; }

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  try {
    const Result<CaseloadRun::Pull> pulled = run_of(stream).next(out);
    if (!pulled.ok()) return EIO;
    return pulled.value() == CaseloadRun::Pull::cancelled ? ECANCELED : 0;
  } catch (const std::bad_alloc&) {  // even for words there is no memory
    return ENOMEM;
  }
}

const char* get_last_error(ArrowArrayStream* stream) {
  const CaseloadRun::Body& body = body_of(run_of(stream));
  return body.failure() ? body.failure() : body.was_cancelled() ? "the run was cancelled" : nullptr;
}

void release(ArrowArrayStream* stream) {
  delete &run_of(stream);
  stream->release = nullptr;
  stream->private_data = nullptr;
}

}  // namespace

ArrowArrayStream CaseloadRun::stream() && {
  body().keeps_errors = false;
  body().errors.clear();
  return {&get_schema, &get_next, &get_last_error, &release, new CaseloadRun(std::move(*this))};
}

}  // namespace dutybound

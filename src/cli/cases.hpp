// The cases a command works on, and the day from which it looks. Entry: CaseOptions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <dutybound/report.hpp>
#include <dutybound/rulebook.hpp>

namespace CLI {
class App;
}

namespace dutybound::cli {

/// What the files held.
struct ReadCases {
  struct Read {
    std::string where;
    Case facts;
  };
  std::vector<Read> cases;
  std::vector<CaseDocument> unread;
  std::vector<report::ReadInPart> in_part;  ///< of `cases`
  std::vector<std::string> without_id;      ///< where those of `cases` stand, of files with several
  int code = 0;                             ///< exit_ok or exit_input
  bool redact = false;                      ///< standard error quotes nothing of the documents

  /// Writes what of it could not be read, above an answer in text; nothing where all was.
  void tell() const;
  /// The same on standard error, each with its reason; with `redact` by file, line and code.
  void complain_of_unread() const;

 private:
  [[nodiscard]] std::string sentences(bool counts_only) const;
};

/// FILE..., `--input`, `--input-limit`, `--limit`, `--case`, `--as-at`, `--carry-forward`, `--edition`, `--reading`, `--assume`,
/// `--redact`.
class CaseOptions {
 public:
  void add_to(CLI::App& command, bool several_files);

  /// What `--input-limit` and `--limit` allow. Stops where there is no such limit.
  [[nodiscard]] Limits limits() const;
  /// Without --as-at today, by the machine's clock and English time. Stops where an option is wrong.
  [[nodiscard]] AssessOptions assess_options(const Rulebook& rulebook) const;
  /// Says that today was taken where --as-at was not given: above what people read, else on standard error.
  void tell_day(const AssessOptions& options, bool as_text) const;

  /// Reads everything, so that what could not be read is the first thing said: on standard error each with its reason, and at
  /// the head of the answer by ReadCases::tell.
  [[nodiscard]] ReadCases read(const Rulebook& rulebook) const;

 private:
  [[nodiscard]] AsAt as_at() const;

  std::vector<std::string> files_;
  std::string input_;
  std::size_t limit_mib_ = 64;
  std::vector<std::string> limits_;
  std::string case_;
  std::string as_at_;
  bool carry_forward_ = false;
  std::string edition_;
  std::vector<std::string> readings_;
  std::vector<std::string> assumptions_;
  bool redact_ = false;
};

/// Says on standard error why a case that was read has no answer, and gives the exit code of that; with `redact` not which case.
[[nodiscard]] int tell_unanswered(const std::string& where, const Diagnostics& why, bool redact);

/// What is written as JSON for several cases: one object if there is one and all was read, else an array.
class JsonList {
 public:
  /// With what could not be read it is an array that begins with that.
  explicit JsonList(const ReadCases& read);
  /// `write` writes the object; it is kept until a second one comes, and called once.
  void add(std::function<void()> write);
  void add(std::string object);
  /// Call once, after the last.
  void end();

 private:
  std::function<void()> first_;
  std::size_t count_ = 0;
  bool array_ = false;
};

/// A string as JSON writes it, or `null`.
[[nodiscard]] std::string json_text(const std::optional<std::string>& text);

/// What a text about one document begins with: `Case c1`, or `Partnership of FILE` where it has no id.
[[nodiscard]] std::string heading(const Case& facts, const std::string& where);

}  // namespace dutybound::cli

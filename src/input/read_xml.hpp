// An XML return that stays open: its documents are made one by one. Used by read_xml and by caseloads of a return.
#pragma once

#include <memory>

#include "input/document.hpp"
#include "input/mapping.hpp"

namespace dutybound::input {

/// May be read by several threads at once.
class XmlReturn {
 public:
  XmlReturn() = default;
  virtual ~XmlReturn() = default;
  XmlReturn(const XmlReturn&) = delete;
  XmlReturn& operator=(const XmlReturn&) = delete;

  [[nodiscard]] virtual std::size_t size() const = 0;
  /// What stands outside the elements that become documents and was not read; each with its diagnostic.
  [[nodiscard]] virtual const std::vector<ReadDocument>& lost() const = 0;
  [[nodiscard]] virtual std::optional<Date> reference_date() const = 0;
  [[nodiscard]] virtual std::string id(std::size_t i) const = 0;  ///< empty without one
  /// The elements that records are made from; Origin::row of one counts the elements of its name in the whole return, from 0.
  [[nodiscard]] virtual std::shared_ptr<const std::vector<std::string>> tables() const = 0;
  /// Its origins look into this return.
  [[nodiscard]] virtual ReadDocument read(std::size_t i, const InputText& text) const = 0;
};

/// Null, and why, where the text is no return. Mapping and text have to outlive it.
[[nodiscard]] std::unique_ptr<XmlReturn> open_return(const InputText& text, const Mapping& mapping, const Limits& limits,
                                                     Diagnostics& diagnostics);

}  // namespace dutybound::input

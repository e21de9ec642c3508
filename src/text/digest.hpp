// SHA-256 over a row of texts: what names exactly what judged. Entry: Digest.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dutybound::text {

/// Texts go in one by one, each with a zero byte behind it, so that two rows of texts that are cut elsewhere differ (none of them
/// holds one: readers refuse it).
class Digest {
 public:
  Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  ~Digest();
  Digest& add(std::string_view text);
  Digest& add(std::int64_t number);
  /// 64 hexadecimal digits. Ends it: nothing may be added after.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dutybound::text

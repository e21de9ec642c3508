// The digest that names exactly what a rulebook said when it judged.
#include <algorithm>

#include <nettle/sha2.h>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

std::string digest(std::vector<SourcePtr> files) {
  std::sort(files.begin(), files.end(), [](const SourcePtr& a, const SourcePtr& b) { return a->name < b->name; });
  sha256_ctx hash;
  sha256_init(&hash);
  const auto feed = [&](const std::string& text) {
    // c_str(): the terminating zero parts one text from the next.
    sha256_update(&hash, text.size() + 1, reinterpret_cast<const std::uint8_t*>(text.c_str()));
  };
  for (const SourcePtr& file : files) {
    feed(file->name);
    feed(file->text);
  }
  std::uint8_t bytes[SHA256_DIGEST_SIZE];
  sha256_digest(&hash, sizeof bytes, bytes);
  std::string hex;
  for (const std::uint8_t byte : bytes) {
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 15U];
  }
  return hex;
}

}  // namespace dutybound::rulebook

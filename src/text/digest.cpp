// The only file that includes libsodium.
#include "text/digest.hpp"

#include <sodium/crypto_hash_sha256.h>

namespace dutybound::text {

struct Digest::State {
  crypto_hash_sha256_state hash;
};

Digest::Digest() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->hash); }
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

Digest& Digest::add(std::string_view text) {
  constexpr std::uint8_t end = 0;
  crypto_hash_sha256_update(&state_->hash, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  crypto_hash_sha256_update(&state_->hash, &end, 1);
  return *this;
}

Digest& Digest::add(std::int64_t number) { return add(std::to_string(number)); }

std::string Digest::hex() {
  std::uint8_t bytes[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state_->hash, bytes);
  std::string hex;
  for (const std::uint8_t byte : bytes) {
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 15U];
  }
  return hex;
}

}  // namespace dutybound::text

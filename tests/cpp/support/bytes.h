// Files as bytes, put together piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "image/byte_reader.h"

namespace loupe::test {

class ByteWriter {
 public:
  explicit ByteWriter(ByteOrder order) : order_(order) {}

  ByteWriter& text(std::string_view text) { return bytes(std::as_bytes(std::span(text))); }
  ByteWriter& bytes(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  ByteWriter& u8(size_t value) { return number(value, 1); }
  ByteWriter& u16(size_t value) { return number(value, 2); }
  ByteWriter& u32(size_t value) { return number(value, 4); }

  const std::vector<std::byte>& written() const { return bytes_; }

 private:
  ByteWriter& number(size_t value, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      const size_t shift = 8 * (order_ == ByteOrder::Big ? size - 1 - i : i);
      bytes_.push_back(static_cast<std::byte>(value >> shift));
    }
    return *this;
  }

  ByteOrder order_;
  std::vector<std::byte> bytes_;
};

}  // namespace loupe::test

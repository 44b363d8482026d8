// Reads numbers out of a file's bytes without ever leaving them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace loupe {

enum class ByteOrder { Little, Big };

class ByteReader {
 public:
  ByteReader(std::span<const std::byte> bytes, ByteOrder order) : bytes_(bytes), order_(order) {}

  // Nothing when the number is not wholly inside.
  std::optional<uint16_t> u16(size_t at) const { return number<uint16_t>(at); }
  std::optional<uint32_t> u32(size_t at) const { return number<uint32_t>(at); }

  bool startsWith(size_t at, std::string_view text) const {
    if (at > bytes_.size() || text.size() > bytes_.size() - at) return false;
    for (size_t i = 0; i < text.size(); ++i) {
      if (static_cast<char>(bytes_[at + i]) != text[i]) return false;
    }
    return true;
  }

  // From `at` to the end, at most `length` bytes; empty when `at` is outside.
  std::span<const std::byte> slice(size_t at, size_t length) const {
    if (at >= bytes_.size()) return {};
    return bytes_.subspan(at, std::min(length, bytes_.size() - at));
  }

  size_t size() const { return bytes_.size(); }

 private:
  template <typename T>
  std::optional<T> number(size_t at) const {
    if (at > bytes_.size() || sizeof(T) > bytes_.size() - at) return std::nullopt;
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i) {
      const size_t from = order_ == ByteOrder::Big ? i : sizeof(T) - 1 - i;
      value = static_cast<T>(value << 8 | std::to_integer<T>(bytes_[at + from]));
    }
    return value;
  }

  std::span<const std::byte> bytes_;
  ByteOrder order_;
};

}  // namespace loupe

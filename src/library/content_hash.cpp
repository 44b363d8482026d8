#include "library/content_hash.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace loupe {
namespace {

constexpr size_t kBlock = 16;  // bytes
constexpr uint64_t kC1 = 0x87c37b91114253d5;
constexpr uint64_t kC2 = 0x4cf5ad432745937f;

// Little-endian, whatever the machine; what is missing of `bytes` is 0.
uint64_t readWord(std::span<const std::byte> bytes) {
  uint64_t word = 0;
  for (size_t i = 0; i < bytes.size() && i < sizeof word; ++i) {
    word |= std::to_integer<uint64_t>(bytes[i]) << (8 * i);
  }
  return word;
}

uint64_t mixFirst(uint64_t k) { return std::rotl(k * kC1, 31) * kC2; }
uint64_t mixSecond(uint64_t k) { return std::rotl(k * kC2, 33) * kC1; }

uint64_t finish(uint64_t k) {
  k = (k ^ k >> 33) * 0xff51afd7ed558ccd;
  k = (k ^ k >> 33) * 0xc4ceb9fe1a85ec53;
  return k ^ k >> 33;
}

}  // namespace

ContentHash hashContent(std::span<const std::byte> content) {
  uint64_t h1 = 0;
  uint64_t h2 = 0;
  size_t at = 0;
  for (; at + kBlock <= content.size(); at += kBlock) {
    h1 ^= mixFirst(readWord(content.subspan(at, 8)));
    h1 = (std::rotl(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= mixSecond(readWord(content.subspan(at + 8, 8)));
    h2 = (std::rotl(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  const std::span<const std::byte> rest = content.subspan(at);
  if (rest.size() > 8) h2 ^= mixSecond(readWord(rest.subspan(8)));
  if (!rest.empty()) h1 ^= mixFirst(readWord(rest));

  h1 ^= content.size();
  h2 ^= content.size();
  h1 += h2;
  h2 += h1;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 += h2;
  h2 += h1;
  ContentHash hash;
  for (size_t i = 0; i < hash.size(); ++i) {
    hash[i] = static_cast<std::byte>((i < 8 ? h1 : h2) >> (8 * (i % 8)));
  }
  return hash;
}

std::string toHex(std::span<const std::byte> hash) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : hash) {
    text += kDigits[std::to_integer<size_t>(byte) >> 4];
    text += kDigits[std::to_integer<size_t>(byte) & 15];
  }
  return text;
}

}  // namespace loupe

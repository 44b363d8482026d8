// A number for a file's content, to recognise it elsewhere. Not for secrets: who wants to can make two files of one hash.
// MurmurHash3, x64, 128 bits, seed 0: https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

namespace loupe {

using ContentHash = std::array<std::byte, 16>;

ContentHash hashContent(std::span<const std::byte> content);

// 32 hexadecimal digits.
std::string toHex(std::span<const std::byte> hash);

}  // namespace loupe

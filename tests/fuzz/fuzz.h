// What every fuzzer shares: input as bytes, and loupe::Error as the only failure that may come out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "error.h"

namespace loupe::fuzz {

// A fuzzer defines this. Anything but an Error that leaves it is a finding.
void fuzz(std::span<const std::byte> input);

inline std::string_view textOf(std::span<const std::byte> input) {
  return {reinterpret_cast<const char*>(input.data()), input.size()};
}

}  // namespace loupe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    loupe::fuzz::fuzz(std::as_bytes(std::span(data, size)));
  } catch (const loupe::Error&) {
  }
  return 0;
}

#include "image/decode_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace loupe {
namespace {

// Every block is preceded by its size, in a space that keeps the block aligned for SIMD.
constexpr size_t kHeaderBytes = 16;

thread_local size_t available = 0;
thread_local bool exceeded = false;

}  // namespace

DecodeBudget::DecodeBudget(size_t bytes) {
  available = bytes;
  exceeded = false;
}

DecodeBudget::~DecodeBudget() { available = 0; }

bool DecodeBudget::wasExceeded() const { return exceeded; }

void* decodeAllocate(size_t bytes) {
  if (bytes > available) {
    exceeded = true;
    return nullptr;
  }
  auto* block = static_cast<std::byte*>(std::calloc(1, kHeaderBytes + bytes));
  if (!block) return nullptr;
  available -= bytes;
  std::memcpy(block, &bytes, sizeof bytes);
  return block + kHeaderBytes;
}

void* decodeReallocate(void* memory, size_t oldBytes, size_t newBytes) {
  void* larger = decodeAllocate(newBytes);
  if (!larger) return nullptr;
  if (memory) std::memcpy(larger, memory, std::min(oldBytes, newBytes));
  decodeFree(memory);
  return larger;
}

void decodeFree(void* memory) {
  if (!memory) return;
  auto* block = static_cast<std::byte*>(memory) - kHeaderBytes;
  size_t bytes = 0;
  std::memcpy(&bytes, block, sizeof bytes);
  available += std::min(bytes, std::numeric_limits<size_t>::max() - available);
  std::free(block);
}

}  // namespace loupe

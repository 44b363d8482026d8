// Memory for a decoder that believes what files say: never more than the caller allowed.
#pragma once

#include <cstddef>

namespace loupe {

// While it lives, this thread's decoder may hold `bytes` at most; beyond, it is told that there is no
// memory, which it handles as an error of the file.
class DecodeBudget {
 public:
  explicit DecodeBudget(size_t bytes);
  ~DecodeBudget();
  DecodeBudget(const DecodeBudget&) = delete;
  DecodeBudget& operator=(const DecodeBudget&) = delete;

  bool wasExceeded() const;
};

// malloc, realloc and free within the budget. Memory starts as zeros: a damaged photo may leave pixels
// unwritten, and must not show those of the photo before.
void* decodeAllocate(size_t bytes);
void* decodeReallocate(void* memory, size_t oldBytes, size_t newBytes);
void decodeFree(void* memory);

}  // namespace loupe

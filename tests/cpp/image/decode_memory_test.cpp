#include "image/decode_memory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

namespace loupe::test {

TEST_CASE("a decoder gets no more memory than its budget") {
  const DecodeBudget budget(1000);
  void* first = decodeAllocate(600);
  REQUIRE(first);
  CHECK(decodeAllocate(401) == nullptr);
  CHECK(budget.wasExceeded());
  decodeFree(first);
  void* second = decodeAllocate(1000);
  CHECK(second);
  decodeFree(second);
}

TEST_CASE("a block that grows keeps its content, and for a moment counts twice") {
  const DecodeBudget budget(1000);
  void* block = decodeReallocate(nullptr, 0, 400);
  std::memset(block, 7, 400);
  CHECK(decodeReallocate(block, 400, 700) == nullptr);
  block = decodeReallocate(block, 400, 600);
  REQUIRE(block);
  CHECK(static_cast<char*>(block)[399] == 7);
  decodeFree(block);
}

TEST_CASE("without a budget a decoder gets nothing") {
  {
    const DecodeBudget ended(1000);
  }
  CHECK(decodeAllocate(1) == nullptr);
}

TEST_CASE("a decoder's memory starts as zeros") {
  const DecodeBudget budget(100'000);
  for (int round = 0; round < 2; ++round) {
    auto* block = static_cast<char*>(decodeAllocate(10'000));
    CHECK(std::all_of(block, block + 10'000, [](char byte) { return byte == 0; }));
    std::memset(block, 7, 10'000);
    decodeFree(block);
  }
}

}  // namespace loupe::test

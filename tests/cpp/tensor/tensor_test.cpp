#include "tensor/tensor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

#include "support/errors.h"

namespace loupe::test {
namespace {

bool isAligned(const std::byte* bytes) {
  return reinterpret_cast<uintptr_t>(bytes) % kAlignmentBytes == 0;
}

}  // namespace

TEST_CASE("a buffer is aligned, and zeros follow it") {
  for (const size_t size : std::to_array<size_t>({0, 1, 63, 64, 1000})) {
    const AlignedBuffer buffer(size);
    CHECK(buffer.size() == size);
    CHECK(isAligned(buffer.data()));
    CHECK(std::all_of(buffer.data() + size, buffer.data() + size + kPaddingBytes,
                      [](std::byte byte) { return byte == std::byte{0}; }));
  }
}

TEST_CASE("a buffer beyond the address space is a bad_alloc") {
  constexpr size_t kMax = std::numeric_limits<size_t>::max();
  CHECK_THROWS_AS(AlignedBuffer{kMax}, std::bad_alloc);
  CHECK_THROWS_AS(AlignedBuffer{kMax - kPaddingBytes + 1}, std::bad_alloc);
}

TEST_CASE("a tensor gives its values as its own type only") {
  Tensor tensor(DataType::Float32, {2, 3});
  CHECK(tensor.elementCount() == 6);
  CHECK(tensor.bytes().size() == 24);
  CHECK(tensor.values<float>().size() == 6);
  checkError(ErrorCode::BadModel, "holds float32 where int8 is needed",
             [&] { static_cast<void>(tensor.values<int8_t>()); });
}

TEST_CASE("a tensor's bytes follow from its type") {
  CHECK(Tensor(DataType::Int32, {4}).bytes().size() == 16);
  CHECK(Tensor(DataType::Int8, {4}).bytes().size() == 4);
  CHECK(Tensor(DataType::Uint8, {4}).bytes().size() == 4);
  CHECK_THROWS_AS(Tensor(DataType::Float32, {std::numeric_limits<size_t>::max() / 2}),
                  std::bad_alloc);
}

}  // namespace loupe::test

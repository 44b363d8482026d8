// Storage that SIMD kernels may read: aligned to a cache line, and padded, because XNNPACK's kernels
// load whole vectors and so read up to XNN_EXTRA_BYTES past the end of what they were given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace loupe {

inline constexpr size_t kAlignmentBytes = 64;  // a cache line, and one AVX-512 vector
inline constexpr size_t kPaddingBytes =
    128;  // >= XNN_EXTRA_BYTES on every target (checked in kernels/)

class AlignedBuffer {
 public:
  AlignedBuffer() = default;

  // `size` bytes with undefined content, followed by kPaddingBytes of zeros. Throws std::bad_alloc.
  explicit AlignedBuffer(size_t size);

  std::byte* data() { return bytes_.get(); }
  const std::byte* data() const { return bytes_.get(); }
  size_t size() const { return size_; }  // without the padding

 private:
  struct Free {
    void operator()(std::byte* bytes) const {
      ::operator delete[](bytes, std::align_val_t{kAlignmentBytes});
    }
  };
  std::unique_ptr<std::byte[], Free> bytes_;
  size_t size_ = 0;
};

}  // namespace loupe

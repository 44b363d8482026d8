#include "tensor/aligned_buffer.h"

#include <cstring>
#include <limits>

namespace loupe {

AlignedBuffer::AlignedBuffer(size_t size) {
  if (size > std::numeric_limits<size_t>::max() - kPaddingBytes) throw std::bad_alloc();
  bytes_.reset(static_cast<std::byte*>(
      ::operator new[](size + kPaddingBytes, std::align_val_t{kAlignmentBytes})));
  size_ = size;
  std::memset(bytes_.get() + size, 0, kPaddingBytes);
}

}  // namespace loupe

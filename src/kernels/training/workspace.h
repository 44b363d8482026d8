// Hands out a layer's workspace piece by piece: first to measure it, then to use it.
#pragma once

#include <cstddef>

#include "tensor/aligned_buffer.h"

namespace loupe {

class Workspace {
 public:
  // Without a base, the pieces are only counted.
  explicit Workspace(std::byte* base = nullptr) : base_(base) {}

  // Aligned, and followed by padding that may be read.
  float* floats(size_t count) {
    std::byte* piece = base_ ? base_ + used_ : nullptr;
    const size_t bytes = count * sizeof(float) + kPaddingBytes;
    used_ += (bytes + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
    return reinterpret_cast<float*>(piece);
  }

  size_t used() const { return used_; }

 private:
  std::byte* base_;
  size_t used_ = 0;
};

}  // namespace loupe

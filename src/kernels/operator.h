// What computes one layer: made once, planned once for a batch size, then run without allocating.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "kernels/thread_pool.h"

namespace loupe {

// XNNPACK's four moments: create (the factory functions in this folder, which pack the weights),
// reshape (geometry), setup (pointers) and run (work).
class Operator {
 public:
  virtual ~Operator() = default;

  // Plans for `batch` items. Returns the bytes of workspace that `run` needs, 0 for none.
  virtual size_t reshape(size_t batch, const ThreadPool& pool) = 0;

  // Tensors are dense and NHWC with `batch` items, padded by kPaddingBytes. `workspace` is aligned to
  // kAlignmentBytes and may be shared by operators that do not run at the same time.
  virtual void setup(std::span<const std::byte* const> inputs, std::byte* output,
                     std::byte* workspace) = 0;

  virtual void run(const ThreadPool& pool) = 0;
};

using OperatorPtr = std::unique_ptr<Operator>;

}  // namespace loupe

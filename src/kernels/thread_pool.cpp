#include "kernels/thread_pool.h"

#include <pthreadpool.h>
#include <xnnpack.h>

#include <algorithm>
#include <thread>

#include "kernels/xnn.h"
#include "tensor/aligned_buffer.h"

namespace loupe {

static_assert(kPaddingBytes >= XNN_EXTRA_BYTES, "tensors must be padded for XNNPACK's reads");

int hardwareThreads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

ThreadPool::ThreadPool(int threads) : threads_(threads > 1 ? threads : 1) {
  xnn::check(xnn_initialize(/*allocator=*/nullptr), "starting XNNPACK");
  if (threads_ > 1) pool_.reset(pthreadpool_create(static_cast<size_t>(threads_)));
  if (!pool_) threads_ = 1;
}

void ThreadPool::Destroy::operator()(pthreadpool* pool) const { pthreadpool_destroy(pool); }

}  // namespace loupe

#pragma once

#include "kernels/thread_pool.h"

namespace loupe::test {

// A pool of 1, 2 or 3 threads, made once: under node the workers of a pool that ended are not free again
// before the program returns to its event loop.
ThreadPool& threadPool(int threads);

}  // namespace loupe::test

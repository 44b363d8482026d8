// Loops over a ThreadPool with lambdas.
#pragma once

#include <pthreadpool.h>

#include <cstddef>

#include "kernels/thread_pool.h"

namespace loupe {

// What all threads read, on cache lines of its own: beside it, the caller's stack grows as it works too, and every
// write there would take the line from the others. Two lines, since processors fetch them in pairs.
template <typename Body>
struct alignas(128) SharedBody {
  Body body;
};

// Calls body(i) for every i below `count`, shared among the pool's threads in no particular order.
template <typename Body>
void parallelFor(const ThreadPool& pool, size_t count, const Body& body) {
  SharedBody<Body> shared{body};
  const auto call = [](void* context, size_t i) {
    static_cast<const SharedBody<Body>*>(context)->body(i);
  };
  pthreadpool_parallelize_1d(pool.get(), call, &shared, count, /*flags=*/0);
}

// Calls body(thread, i), where `thread` is below the pool's threads and nobody else's at the time.
template <typename Body>
void parallelForOnThreads(const ThreadPool& pool, size_t count, const Body& body) {
  SharedBody<Body> shared{body};
  const auto call = [](void* context, size_t thread, size_t i) {
    static_cast<const SharedBody<Body>*>(context)->body(thread, i);
  };
  pthreadpool_parallelize_1d_with_thread(pool.get(), call, &shared, count, /*flags=*/0);
}

struct Part {
  size_t index = 0;  // from 0 to the number of threads
  size_t begin = 0;
  size_t end = 0;
};

// Cuts [0, count) into as many parts as there are threads, always at the same places, and calls body(part)
// for each that is not empty: sums made part by part come out the same every time.
template <typename Body>
void parallelParts(const ThreadPool& pool, size_t count, const Body& body) {
  const auto parts = static_cast<size_t>(pool.threads());
  parallelFor(pool, parts, [&](size_t i) {
    const Part part = {i, count * i / parts, count * (i + 1) / parts};
    if (part.begin < part.end) body(part);
  });
}

}  // namespace loupe

// Where in one arena each activation lies, so that those that are never needed together share bytes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace loupe {

// A buffer that is written at step `first` and read for the last time at step `last`.
struct Lifetime {
  size_t bytes = 0;
  size_t first = 0;
  size_t last = 0;
};

struct MemoryPlan {
  std::vector<size_t> offsets;  // one a lifetime, multiples of kAlignmentBytes
  size_t totalBytes = 0;
};

// Greedy by size: the largest buffer first, each at the lowest offset where it meets no other that
// lives at the same time. Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
// Inference", 2020 (https://arxiv.org/abs/2001.03288), algorithm 3. Throws Error(OutOfMemory) beyond 2 GB.
MemoryPlan planMemory(std::span<const Lifetime> lifetimes);

}  // namespace loupe

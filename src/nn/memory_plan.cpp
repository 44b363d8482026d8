#include "nn/memory_plan.h"

#include <algorithm>
#include <functional>

#include "error.h"
#include "tensor/aligned_buffer.h"

namespace loupe {
namespace {

// What a browser's tab can give, and far more than networks for photos need.
constexpr size_t kMaxTotalBytes = 2'000'000'000;

// Throws rather than counts on where size_t ends.
size_t endOf(size_t offset, size_t bytes) {
  if (bytes <= kMaxTotalBytes && offset <= kMaxTotalBytes - bytes) return offset + bytes;
  throw Error(ErrorCode::OutOfMemory, "the network's activations need more than 2 GB");
}

size_t alignUp(size_t bytes) {
  return (bytes + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
}

bool overlap(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

}  // namespace

MemoryPlan planMemory(std::span<const Lifetime> lifetimes) {
  std::vector<size_t> bySize;  // the largest first
  for (size_t i = 0; i < lifetimes.size(); ++i) {
    const auto after =
        std::ranges::upper_bound(bySize, lifetimes[i].bytes, std::greater{},
                                 [&](size_t other) { return lifetimes[other].bytes; });
    bySize.insert(after, i);
  }

  MemoryPlan plan;
  plan.offsets.resize(lifetimes.size());
  std::vector<size_t> placed;  // by offset
  for (const size_t buffer : bySize) {
    const size_t bytes = alignUp(endOf(0, lifetimes[buffer].bytes));
    size_t offset = 0;
    for (const size_t other : placed) {
      if (!overlap(lifetimes[buffer], lifetimes[other])) continue;
      if (plan.offsets[other] >= offset + bytes) break;
      offset = std::max(offset, plan.offsets[other] + alignUp(lifetimes[other].bytes));
    }
    plan.offsets[buffer] = offset;
    plan.totalBytes = std::max(plan.totalBytes, endOf(offset, bytes));
    const auto after = std::ranges::upper_bound(placed, offset, {},
                                                [&](size_t other) { return plan.offsets[other]; });
    placed.insert(after, buffer);
  }
  return plan;
}

}  // namespace loupe

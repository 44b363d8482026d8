// Copies of a photo, and shots of one burst.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "library/content_hash.h"
#include "library/embedding.h"

namespace loupe {

// Two shots are of one burst when they are as alike as kBurstSimilarity (cosine) and kBurstSeconds apart at most; photos
// of which nobody knows when they were taken must be nearly the same.
constexpr float kBurstSimilarity = 0.9f;
constexpr float kCopySimilarity = 0.97f;
constexpr int64_t kBurstSeconds = 60;

struct BurstPhoto {
  int64_t id = 0;
  ContentHash hash{};
  std::optional<int64_t> taken;
  Embedding embedding;
};

class BurstGrouper {
 public:
  // In the order in which they were taken, or by name.
  void add(BurstPhoto photo);

  // The photos of groups of two and more: id -> the least id of its group.
  std::map<int64_t, int64_t> groups() const;

 private:
  int64_t leader(int64_t id) const;
  void join(int64_t a, int64_t b);

  std::map<int64_t, int64_t> parents_;  // towards the leader, which is its own
  std::map<ContentHash, int64_t> byHash_;
  std::deque<BurstPhoto> recent_;
};

}  // namespace loupe

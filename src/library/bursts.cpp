#include "library/bursts.h"

#include <algorithm>

namespace loupe {
namespace {

constexpr size_t kRecent = 8;  // photos that a new one is compared with

bool isSameBurst(const BurstPhoto& a, const BurstPhoto& b) {
  const float similarity = static_cast<float>(dot(a.embedding.values, b.embedding.values)) *
                           a.embedding.scale * b.embedding.scale;
  if (!a.taken || !b.taken) return similarity >= kCopySimilarity;
  return similarity >= kBurstSimilarity && std::abs(*a.taken - *b.taken) <= kBurstSeconds;
}

}  // namespace

int64_t BurstGrouper::leader(int64_t id) const {
  while (parents_.at(id) != id) id = parents_.at(id);
  return id;
}

void BurstGrouper::join(int64_t a, int64_t b) {
  const int64_t first = leader(a);
  const int64_t second = leader(b);
  parents_[std::max(first, second)] = std::min(first, second);
}

void BurstGrouper::add(BurstPhoto photo) {
  parents_.emplace(photo.id, photo.id);
  const auto [copy, isNew] = byHash_.emplace(photo.hash, photo.id);
  if (!isNew) join(copy->second, photo.id);
  for (const BurstPhoto& other : recent_) {
    if (other.embedding.values.size() == photo.embedding.values.size() &&
        isSameBurst(other, photo)) {
      join(other.id, photo.id);
    }
  }
  recent_.push_back(std::move(photo));
  if (recent_.size() > kRecent) recent_.pop_front();
}

std::map<int64_t, int64_t> BurstGrouper::groups() const {
  std::map<int64_t, size_t> sizes;
  for (const auto& [id, parent] : parents_) ++sizes[leader(id)];
  std::map<int64_t, int64_t> groups;
  for (const auto& [id, parent] : parents_) {
    if (sizes[leader(id)] > 1) groups.emplace(id, leader(id));
  }
  return groups;
}

}  // namespace loupe

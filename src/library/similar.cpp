#include "library/similar.h"

#include <algorithm>

#include "error.h"

namespace loupe {

void EmbeddingMatrix::add(int64_t id, float scale, std::span<const int8_t> values) {
  if (values.size() != size_) {
    throw Error(ErrorCode::Storage, "the library's photos were looked at by another model (" +
                                        std::to_string(values.size()) + " values a photo, not " +
                                        std::to_string(size_) + "); index them 'again' with one");
  }
  // By an eighth, and not to the double: a library may be a good part of the memory.
  if (values_.size() + size_ > values_.capacity()) reserve(count() + count() / 8 + 64);
  rows_.emplace(id, count());
  ids_.push_back(id);
  scales_.push_back(scale);
  values_.insert(values_.end(), values.begin(), values.end());
}

void EmbeddingMatrix::remove(int64_t id) {
  const auto found = rows_.find(id);
  if (found == rows_.end()) return;
  const size_t gone = found->second;
  const size_t last = count() - 1;
  rows_.erase(found);
  if (gone != last) {
    rows_[ids_[last]] = gone;
    ids_[gone] = ids_[last];
    scales_[gone] = scales_[last];
    std::ranges::copy(row(last), values_.begin() + static_cast<std::ptrdiff_t>(gone * size_));
  }
  ids_.pop_back();
  scales_.pop_back();
  values_.resize(last * size_);
}

void EmbeddingMatrix::reserve(size_t count) {
  ids_.reserve(count);
  scales_.reserve(count);
  values_.reserve(count * size_);
}

std::optional<size_t> EmbeddingMatrix::rowOf(int64_t id) const {
  const auto found = rows_.find(id);
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

Embedding EmbeddingMatrix::embedding(size_t index) const {
  const std::span<const int8_t> values = row(index);
  return {scales_[index], {values.begin(), values.end()}};
}

std::vector<float> EmbeddingMatrix::similarities(const Embedding& embedding) const {
  const DotWith dot(embedding.values);
  std::vector<float> similarities(count());
  for (size_t i = 0; i < count(); ++i) {
    similarities[i] = static_cast<float>(dot(row(i))) * scales_[i] * embedding.scale;
  }
  return similarities;
}

std::vector<SimilarPhoto> EmbeddingMatrix::nearest(const Embedding& embedding, size_t limit) const {
  const std::vector<float> similarities = this->similarities(embedding);
  std::vector<SimilarPhoto> photos(count());
  for (size_t i = 0; i < count(); ++i) photos[i] = {ids_[i], similarities[i]};
  const auto end = photos.begin() + static_cast<std::ptrdiff_t>(std::min(limit, photos.size()));
  std::ranges::partial_sort(photos, end, [](const SimilarPhoto& a, const SimilarPhoto& b) {
    return a.similarity > b.similarity || (a.similarity == b.similarity && a.id < b.id);
  });
  photos.erase(end, photos.end());
  return photos;
}

}  // namespace loupe

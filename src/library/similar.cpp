#include "library/similar.h"

#include <algorithm>

#include "error.h"

namespace loupe {

void EmbeddingMatrix::add(int64_t id, float scale, std::span<const int8_t> values) {
  if (values.size() != size_) {
    throw Error(ErrorCode::Storage, "the library's photos were looked at by another model (" +
                                        std::to_string(values.size()) + " values a photo, not " +
                                        std::to_string(size_) +
                                        "); index them again in a new library");
  }
  ids_.push_back(id);
  scales_.push_back(scale);
  values_.insert(values_.end(), values.begin(), values.end());
}

Embedding EmbeddingMatrix::embedding(size_t index) const {
  const std::span<const int8_t> values = row(index);
  return {scales_[index], {values.begin(), values.end()}};
}

std::vector<float> EmbeddingMatrix::similarities(const Embedding& embedding) const {
  const std::vector<int16_t> wide(embedding.values.begin(), embedding.values.end());
  std::vector<float> similarities(count());
  for (size_t i = 0; i < count(); ++i) {
    similarities[i] = static_cast<float>(dot(row(i), wide)) * scales_[i] * embedding.scale;
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
